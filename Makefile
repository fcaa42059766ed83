# dengine
#
#   make deps           install what building and testing need (Debian, Ubuntu)
#   make                ./dengine and ./libdengine.a
#   make demo           the main job on the shipped data
#   make check          all tests
#   make torture        every call and allocation fails once: minutes
#   make coverage       which branches of the library the tests take, torture and all: half an hour
#   make asan           the same with AddressSanitizer and UBSan
#   make numbers        a hundred million numbers read as strtod reads them, minutes
#   make fuzz lint      libFuzzer for a minute; clang-format, clang-tidy, cppcheck, valgrind
#   make bench          against wc, DuckDB, Polars ... as far as they are there
#   make bench-deps     DuckDB, Polars, pandas, numpy, scikit-learn and cleanlab for it, into build/bench-venv
#   make simulate       whether probabilities tell the truth, how often the intervals hold it, on the shipped data
#                       and $DENGINE_DATA
#   make merges         ten thousand tables in shards, merged, against one run of each: many minutes
#   make data readme    make the shipped data, what the READMEs print, again
#   make tools-check    from the queue to Label Studio, doccano, datumaro, datasets and back; installs them, minutes
#   make cluster-check  shards on GNU parallel over ssh, Slurm, Spark, Dask, as far as they are there: two minutes
#   make cluster-deps   pyspark (which wants Java) and Dask for it, into build/cluster-venv
#   make endian-check   the static program for s390x, whose bytes go the other way, under emulation: minutes
#   make static wheel   static programs (x86_64, aarch64) and Python wheels of them, into build/; static-x86_64 is one
#   make deb            packages dengine and libdengine-dev, into build/deb; WERROR=, CPPFLAGS ... are honoured
#   make container      a container of the static program alone
#   make package-check  uses the static program and the wheel of this machine, each as its user would
#   make release-check  uses all of it on fresh systems, another architecture, an old processor: an hour, as root
#   make release        all of it with checksums, of what is committed, into build/release; the same bytes each time
#   make install        to $(DESTDIR)$(PREFIX); make uninstall, make clean

CC        ?= cc
PREFIX    ?= /usr/local
LIBDIR    ?= $(PREFIX)/lib
BUILD     ?= build
CFLAGS    ?= -O3 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
LDFLAGS   ?= -Wl,-z,relro,-z,now
# WERROR= for a compiler that warns of more; a library that has a newer way is no error
WERROR    ?= -Werror -Wno-error=deprecated-declarations
OBJCOPY   ?= objcopy
READELF   ?= readelf
PROGRAM   ?= dengine
LIBRARY   ?= libdengine.a
# constants are enumerators, and some stand in sums of doubles; not every compiler can be told
ENUMS     := $(shell $(CC) -Werror -Wno-enum-float-conversion -x c -fsyntax-only /dev/null 2>/dev/null && \
                 echo -Wno-enum-float-conversion)
WARNINGS   = -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Wstrict-prototypes -Wmissing-prototypes \
             -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 $(WERROR) $(ENUMS)
STANDARD   = -std=c17 -D_GNU_SOURCE -ffp-contract=off -fno-math-errno -fvisibility=hidden -pthread
INCLUDES   = -Iinclude -Isrc
LIBRARIES  = -lcsv -lcjson -lexpat -lz -lzstd -lm
PACKAGES   = gcc make libc6-dev libcsv-dev libcjson-dev libexpat1-dev libcmocka-dev libxxhash-dev zlib1g-dev libzstd-dev \
             gzip zstd python3

# ISA-L decompresses .gz 2.6 times as fast as zlib, which does it where there is none or `make ISAL=` is told
ifeq ($(origin ISAL),undefined)
ISAL      := $(shell printf '\043include <isa-l/igzip_lib.h>\n' | $(CC) -E - >/dev/null 2>&1 && echo -lisal)
endif
INCLUDES  += $(ISAL:-lisal=-DDENGINE_ISAL)
LIBRARIES += $(ISAL)

library   := $(sort $(wildcard src/base/*.c src/read/*.c src/input/*.c src/join/*.c src/score/*.c src/select/*.c src/output/*.c))
program   := $(sort $(wildcard src/run/*.c src/command/*.c)) src/main.c
units     := $(sort $(wildcard tests/unit/test_*.c))
tests     := $(units:tests/unit/%.c=$(BUILD)/%)
fuzzers   := $(sort $(wildcard tests/fuzz/fuzz_*.c))

all: $(PROGRAM) $(LIBRARY)

$(PROGRAM): $(program:%.c=$(BUILD)/%.o) $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES)

$(BUILD)/libdengine.a: $(library:%.c=$(BUILD)/%.o)
	rm -f $@
	$(AR) rcs $@ $^

# All of the program but the libraries, for src/package/static.
$(BUILD)/all.o: $(program:%.c=$(BUILD)/%.o) $(library:%.c=$(BUILD)/%.o)
	$(LD) -r -o $@ $^

# What others link: the names of the public headers, and behind them only what these need (export.h).
libdengine.a: $(BUILD)/libdengine.a
	$(READELF) -sW $< | awk '$$5 == "GLOBAL" && $$6 == "DEFAULT" && $$7 != "UND" { print "-u", $$8 }' > $(BUILD)/public
	$(LD) -r -o $(BUILD)/public.o @$(BUILD)/public $<
	$(OBJCOPY) --localize-hidden $(BUILD)/public.o
	rm -f $@
	$(AR) rcs $@ $(BUILD)/public.o

version = $(shell sed -n 's/^.define DENGINE_VERSION_[MP][A-Z]* //p' include/dengine/version.h | paste -sd.)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STANDARD) $(WARNINGS) $(CPPFLAGS) $(CFLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

$(BUILD)/test_%: $(BUILD)/tests/unit/test_%.o $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES) -lcmocka

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/driver.o $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES)

$(BUILD)/simulate_%: $(BUILD)/tests/simulate/%.o $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES)

$(BUILD)/torture/inject.so: tests/torture/inject.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STANDARD) $(WARNINGS) -O1 -g -shared -fPIC -fvisibility=default -o $@ $< -ldl

# It runs the commands in its own process.
$(BUILD)/simulate_inclusion: $(BUILD)/tests/simulate/inclusion.o \
    $(patsubst %.c,$(BUILD)/%.o,$(filter-out src/main.c,$(program))) $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES)

.SECONDARY: # keep the objects of the tests

-include $(shell test -d $(BUILD) && find $(BUILD) -name '*.d')

# ---- use

deps:
	@command -v apt-get >/dev/null || { echo "install: a C compiler, make, python3, and the headers of" \
	    "libcsv, cJSON, Expat, cmocka, xxHash, zlib and zstd"; exit 1; }
	@sudo=; test "$$(id -u)" = 0 || sudo=sudo; \
	    $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(PACKAGES) >/dev/null; \
	    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libisal-dev >/dev/null || echo "without ISA-L: zlib reads .gz"

demo: all
	./dengine confidence data/digits/probs.csv --measure margin -n 10 --format table

install: all
	install -D -m 755 dengine $(DESTDIR)$(PREFIX)/bin/dengine
	install -D -m 644 libdengine.a $(DESTDIR)$(LIBDIR)/libdengine.a
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: dengine' 'Description: which samples to label next' 'Version: $(version)' \
	    'Cflags: -I$${prefix}/include' 'Libs: -L$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR)) -ldengine -lm -pthread' \
	    > $(DESTDIR)$(LIBDIR)/pkgconfig/dengine.pc
	install -d $(DESTDIR)$(PREFIX)/include/dengine
	install -m 644 include/dengine/*.h $(DESTDIR)$(PREFIX)/include/dengine
	for page in $$(./dengine help man pages); do \
	    folder=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; topic=$${page%.*}; topic=$${topic#dengine}; \
	    install -d $$folder && ./dengine help man $${topic#-} > $$folder/$$page || exit; \
	done
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/,$(dir $(completions)))
	./dengine help completion bash > $(DESTDIR)$(PREFIX)/share/$(word 1,$(completions))
	./dengine help completion zsh > $(DESTDIR)$(PREFIX)/share/$(word 2,$(completions))
	./dengine help completion fish > $(DESTDIR)$(PREFIX)/share/$(word 3,$(completions))

completions = bash-completion/completions/dengine zsh/site-functions/_dengine fish/vendor_completions.d/dengine.fish

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/include/dengine
	rm -f $(DESTDIR)$(PREFIX)/share/man/man[157]/dengine.1 $(DESTDIR)$(PREFIX)/share/man/man[157]/dengine-*.[157]
	rm -f $(addprefix $(DESTDIR)$(LIBDIR)/,libdengine.a pkgconfig/dengine.pc)
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/dengine \
	    $(addprefix share/,$(completions)))

clean:
	rm -rf $(BUILD) dengine libdengine.a

# ---- tests

# A sanitizer has an allocator of its own: nothing is injected there.
tortured := $(if $(findstring sanitize,$(CFLAGS)),:,INJECT=$(abspath $(BUILD)/torture/inject.so) DENGINE=$(abspath $(PROGRAM)))

test-programs: $(tests) $(fuzzers:tests/fuzz/%.c=$(BUILD)/%) $(BUILD)/simulate_inclusion

check: all $(BUILD)/torture/inject.so test-programs
	@printf '%s\n' $(tests) | xargs -P $$(nproc) -I{} sh -c './{} >{}.log 2>&1 || { cat {}.log; exit 255; }; \
	    test={}; echo "$${test##*/}: $$(sed -n "s/.*PASSED  \] //p" {}.log)"'
	tests/rooms $(BUILD)/src
	@set -e; for fuzzer in $(fuzzers:tests/fuzz/%.c=$(BUILD)/%); do ./$$fuzzer $(CHECK_ROUNDS) 1; done
	DENGINE=$(abspath $(PROGRAM)) tests/fuzz/lines $(CHECK_LINES)
	@$(BUILD)/simulate_inclusion $(CHECK_BATCHES) >$(BUILD)/simulate_inclusion.log || { cat $(BUILD)/simulate_inclusion.log; exit 1; }
	DENGINE=$(abspath $(PROGRAM)) tests/readme
	DENGINE=$(abspath $(PROGRAM)) tests/simulate/merge $(CHECK_MERGES)
	$(tortured) tests/torture/run $(CHECK_TORTURE)
	DENGINE=$(abspath $(PROGRAM)) tests/cli/run

# branches of the library that no test takes
.PHONY: coverage
coverage:
	rm -rf build/coverage
	TORTURE_ORDERLY=yes $(MAKE) check CHECK_TORTURE=$(COVERAGE_TORTURE) CHECK_LINES=$(COVERAGE_LINES) BUILD=build/coverage PROGRAM=build/coverage/dengine \
	    LIBRARY=build/coverage/libdengine.a CFLAGS="-O0 -g --coverage -fprofile-update=atomic -Wno-sign-conversion"
	tests/coverage build/coverage 95

# Batches of each design in the simulation of make check; make simulate: SIMULATE_BATCHES.
CHECK_BATCHES ?= 1000
SIMULATE_BATCHES ?= 20000

# make coverage tortures whole, as many branches are those of what fails.
COVERAGE_TORTURE ?= --whole

# Rounds of each fuzzer in make check.
CHECK_ROUNDS ?= 20000

# Random command lines on random tables in make check, in make coverage.
CHECK_LINES ?= 300
COVERAGE_LINES ?= 12000

# Tables in random shards that are merged in make check; make merges: 10,000.
CHECK_MERGES ?= 25

.PHONY: merges
merges: $(PROGRAM)
	DENGINE=$(abspath $(PROGRAM)) tests/simulate/merge 10000

.PHONY: numbers
numbers: $(BUILD)/test_decimal
	DENGINE_NUMBERS=100000000 $<

.PHONY: torture
torture: $(PROGRAM) $(BUILD)/torture/inject.so
	$(tortured) tests/torture/run --whole

asan:
	ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=halt_on_error=1 $(MAKE) check BUILD=build/asan \
	    CHECK_BATCHES=100 CHECK_ROUNDS=4000 CHECK_LINES=100 CHECK_MERGES=8 \
	    PROGRAM=build/asan/dengine LIBRARY=build/asan/libdengine.a \
	    CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all"

tsan:
	$(MAKE) check BUILD=build/tsan PROGRAM=build/tsan/dengine LIBRARY=build/tsan/libdengine.a CFLAGS="-O1 -g -fsanitize=thread"

FUZZ_SECONDS ?= 60
fuzz:
	$(MAKE) CC=clang BUILD=build/fuzz CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
	    $(fuzzers:tests/fuzz/fuzz_%.c=fuzz-%)

fuzz-%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/libdengine.a
	@mkdir -p $(BUILD)/corpus_$*
	$(CC) $(CFLAGS) -fsanitize=fuzzer -pthread -o $(BUILD)/libfuzzer_$* $^ $(LIBRARIES)
	./$(BUILD)/libfuzzer_$* -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -print_final_stats=1 -verbosity=0 $(BUILD)/corpus_$*

formatted = $(library) $(program) $(wildcard include/dengine/*.h src/*/*.h tests/*.h tests/*/*.[ch])

format:
	clang-format -i $(formatted)

# Steps of a function's paths that the analyzer follows at most (225,000 are clang's own bound); a change is let in
# after fewer, in a quarter of the time.
LINT_NODES ?= 225000
analyzer = -Xclang -analyzer-config -Xclang max-nodes=$(LINT_NODES)

lint: all
	tests/rooms --size $(BUILD)/src
	clang-format --dry-run --Werror $(formatted)
	echo $(library) $(program) | xargs -n 6 -P $$(nproc) sh -c 'clang-tidy --quiet "$$@" -- $(STANDARD) $(INCLUDES) $(analyzer)' tidy
	cppcheck --quiet -j $$(nproc) --error-exitcode=1 --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem $(INCLUDES) src
	sed -n 's/.*\.example = "\(.*\)",/\1/p' src/command/*.c | tr '\n' '\0' | xargs -0 -n 1 -P $$(nproc) sh -c \
	    'PATH="$$PWD:$$PATH" bash -c "valgrind --quiet --error-exitcode=9 --leak-check=full ./dengine $$1 --threads 2 >/dev/null" </dev/null || exit 255' valgrind

# BENCH_ROWS=100000 for a quick look; BENCH='--jobs random --runs 9' and more: BENCH=--help
BENCH_ROWS ?= 10000000
bench: all
	$(or $(wildcard build/bench-venv/bin/python),python3) tests/bench/bench.py --rows $(BENCH_ROWS) $(BENCH)

bench-deps:
	python3 -m venv build/bench-venv
	build/bench-venv/bin/pip install --quiet duckdb polars pandas numpy scikit-learn cleanlab

# The shipped digits, and the sets of $DENGINE_DATA as far as they are there.
DENGINE_DATA ?= ../shared/data
SIMULATE_DRAWS ?= 1000
SIMULATE_SEEDS ?= 10
SIMULATE_NIGHTS ?= 200
simulate: all $(BUILD)/simulate_coverage $(BUILD)/simulate_inclusion $(BUILD)/simulate_paired
	$(BUILD)/simulate_inclusion $(SIMULATE_BATCHES)
	$(BUILD)/simulate_coverage $(SIMULATE_DRAWS) data/digits/predictions.csv data/digits/truth.csv \
	    $(foreach table,$(wildcard $(DENGINE_DATA)/predictions.csv $(DENGINE_DATA)/*/frames.csv),$(table) $(dir $(table))truth.csv)
	$(BUILD)/simulate_paired $(SIMULATE_DRAWS) $(foreach new,retrained shuffled,\
	    data/digits/predictions.csv data/recheck/$(new).csv data/digits/truth.csv)
	tests/simulate/nights $(SIMULATE_NIGHTS)
	$(if $(wildcard $(DENGINE_DATA)/ensemble),tests/simulate/nights $(SIMULATE_NIGHTS) $(DENGINE_DATA))
	BUDGET=40 tests/simulate/learn $(SIMULATE_SEEDS)
	$(if $(wildcard $(DENGINE_DATA)/ensemble),tests/simulate/learn $(SIMULATE_SEEDS) $(DENGINE_DATA) \
	    $(dir $(wildcard $(DENGINE_DATA)/*/frames.csv)))

# ---- another machine

.PHONY: endian-check
endian-check: $(PROGRAM)
	DENGINE=$(abspath $(PROGRAM)) tests/endian

# ---- packages

architectures = x86_64 aarch64

static-%:
	src/package/static $*

wheel-%: static-%
	python3 src/package/wheel.py $(version) $*

static: $(addprefix static-,$(architectures))

wheel: $(addprefix wheel-,$(architectures))

deb:
	src/package/deb $(version)

container: static-$(shell uname -m)
	src/package/container $(version) $(shell uname -m)

package-check: all wheel-$(shell uname -m)
	src/package/check

release-check:
	src/package/release-check $(version)

# ---- labelling tools, from PyPI

.PHONY: tools-check
tools-check: $(PROGRAM)
	tests/tools/check

# ---- engines that run tasks

.PHONY: cluster-deps cluster-check
cluster-deps:
	python3 -m venv build/cluster-venv
	build/cluster-venv/bin/pip install --quiet pyspark dask distributed

cluster-check: $(PROGRAM)
	DENGINE=$(abspath $(PROGRAM)) tests/cluster/check $(ENGINES)

release:
	src/package/release $(version)

# ---- generated

data:
	/usr/bin/python3 data/make_data.py

readme: all
	tests/readme --update

.PHONY: all deps demo install uninstall clean test-programs check asan tsan fuzz format lint bench bench-deps static wheel deb container package-check \
    release release-check simulate data readme
