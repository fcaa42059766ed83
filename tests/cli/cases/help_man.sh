# The manual has a page for each command, names all that the help names, and neither man nor mandoc finds fault.
for file in $(dengine help man pages); do
    topic=${file%.*} topic=${topic#dengine}
    dengine help man ${topic#-} >"$file"
    sed 's/\\-/-/g; s/\\f[BRI]//g' "$file" >"$file.plain"
    head -n 1 "$file" | grep -q "^.TH \"${file%.*}\" ${file##*.} \"20[0-9-]*\" \"dengine [0-9.]*\"" || echo "$file: no such title"
    ! command -v mandoc >/dev/null || mandoc -Tlint -W warning "$file" || true
    ! command -v man >/dev/null || man --warnings=w -l "$file" 2>&1 >/dev/null | sed 's/^/man: /'
done
ls dengine*.[157]
for command in $(dengine help completion | sed -n "s/^    \([a-z]*\)) options='--.*/\1/p"); do
    for option in $(dengine help completion | sed -n "s/^ *$command) options='\([^']*\)'.*/\1/p"); do
        grep -q -e "$option\b" "dengine-$command.1.plain" || echo "the page of $command lacks $option"
    done
    grep -q "dengine-$command(1)\|dengine-$command (1)" dengine.1.plain || echo "dengine(1) lacks $command"
done
for measure in $(dengine help measures | awk '/^  [a-z]/ { print $1 }'); do
    grep -qx "$measure" dengine-measures.7.plain || echo "dengine-measures(7) lacks $measure"
done
run dengine help man weather
grep -A1 '^budget' dengine-plan.5.plain
