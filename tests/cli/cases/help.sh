run dengine --help
dengine --version | sed 's/ [0-9][0-9.]*/ N/g; s/, ISA-L N//; s/avx[0-9]*/SET/g; s/portable/SET/g; s/SET SET SET/SETS/; s/of SET)/of SETS)/' # what it is built with and runs on
run dengine help measures
run dengine help formats
run dengine help terms
run dengine help exits
dengine help >a
dengine --help | cmp - a
dengine -h | cmp - a
for command in confidence random stratify; do
    dengine help $command >a
    dengine $command --help | cmp - a
    dengine $command missing.csv -h | cmp - a
done
dengine confidence --version | cmp - <(dengine --version)
