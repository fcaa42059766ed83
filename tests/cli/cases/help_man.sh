# The man page names all that the help names, and roff finds nothing wrong with it.
dengine help man >dengine.1
for command in confidence random stratify; do
    for option in $(dengine help completion | sed -n "s/^ *$command) options='\(.*\)' ;;/\1/p"); do
        grep -q -e "$option\b" dengine.1 || echo "the man page lacks $option of $command"
    done
done
for word in NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS MEASURES 'EXIT STATUS' margin 'dengine confidence'; do
    grep -q -e "$word" dengine.1 || echo "the man page lacks $word"
done
if command -v groff >/dev/null; then
    groff -ww -man -Tutf8 -P-c dengine.1 >page 2>warnings
    cat warnings
    awk 'length > 200' page
fi
if command -v man >/dev/null; then
    man --warnings=w -l dengine.1 2>&1 >/dev/null | sed 's/^/man: /'
fi
