run dengine --help
run dengine --version
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
run dengine confidence --version
