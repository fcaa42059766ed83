# The program in include/README.md compiles without a warning and prints what it says.
[ -e "$ROOT/libdengine.a" ] || skip 'no libdengine.a: run make'
sed -n '/^```c$/,/^```$/p' "$ROOT/include/README.md" | sed '1d;$d' >example.c
"${CC:-cc}" -std=c17 -Wall -Wextra -Wconversion -Werror -I"$ROOT/include" -o example example.c "$ROOT/libdengine.a" -lm -lpthread
./example
