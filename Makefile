# dengine: make deps | all | demo | check | bench | asan | fuzz | lint | data | install | uninstall | clean
CC       ?= cc
PREFIX   ?= /usr/local
BUILD    ?= build
CFLAGS   ?= -O2 -g
WARNINGS  = -Wall -Wextra -Wshadow -Wconversion -Wpedantic -Wstrict-prototypes -Wmissing-prototypes \
            -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 -Werror
STANDARD  = -std=c17 -D_GNU_SOURCE -ffp-contract=off -fno-math-errno -pthread
INCLUDES  = -Iinclude -Isrc
LIBRARIES = -lcsv -lz -lzstd -lm
PACKAGES  = gcc make libcsv-dev libcjson-dev libcmocka-dev libxxhash-dev zlib1g-dev libzstd-dev

sources  := $(sort $(wildcard src/base/*.c src/input/*.c src/score/*.c src/select/*.c src/output/*.c))
commands := $(sort $(wildcard src/command/*.c)) src/main.c
objects  := $(sources:%.c=$(BUILD)/%.o)

all: dengine libdengine.a

dengine: $(commands:%.c=$(BUILD)/%.o) $(BUILD)/libdengine.a
	$(CC) $(CFLAGS) $(LDFLAGS) -pthread -o $@ $^ $(LIBRARIES)

$(BUILD)/libdengine.a: $(objects)
	rm -f $@
	$(AR) rcs $@ $^

libdengine.a: $(BUILD)/libdengine.a
	cp $< $@

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STANDARD) $(WARNINGS) $(CFLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

-include $(shell test -d $(BUILD) && find $(BUILD) -name '*.d')

.PHONY: all
