# The Makefile honours the flags of a distribution, and warnings need not be errors.
lines() { env -i PATH="$PATH" make -n -B -C "$ROOT" all "$@" 2>&1 | grep -e " $kind "; }
count() { lines "${@:2}" | grep -c -e "$1" || true; }
kind=-c
all=$(lines | wc -l)
((all > 50)) || echo "only $all files are compiled"
for flag in CPPFLAGS=-DMARK CFLAGS=-O2 CC=mine; do
    (($(count "${flag#*=} " "$flag") == all)) || echo "$flag does not reach every file"
done
(($(count '-Werror ') == all && $(count -Werror WERROR=) == 0)) || echo 'WERROR= does not make warnings warnings'
kind='-o dengine'
(($(count -Wl,-z,mark LDFLAGS=-Wl,-z,mark) == 1)) || echo 'LDFLAGS do not reach the program'
