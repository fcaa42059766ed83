# Every command's help names its measures and its options.
commands=$(dengine --help | sed -n '/^usage/,/^FILE/s/^  \([a-z]*\)  .*/\1/p' | grep -v '^help$')
for command in $commands; do
    dengine $command --help >help
    options=$(dengine help completion | sed -n "s/^ *$command) options='\([^']*\)'.*/\1/p")
    missing=
    for option in $options; do grep -q -e " $option\b" help || missing+=" $option"; done
    measures=$(dengine help measures | awk -v command="$command" '/^[a-z, ]+:$/ { mine = (", " substr($0, 1, length - 1) ",") ~ ", " command "," } mine && /^  [a-z]/ { print $1 }')
    for measure in $measures; do grep -q "^  $measure " help || missing+=" $measure"; done
    grep -q "^example: dengine $command " help || missing+=" example"
    echo "$command: $(wc -w <<<"$options") options, $(wc -w <<<"$measures") measures, missing:${missing:- nothing}"
    awk -v command="$command" 'length > 120 { print command ": a line of " length " characters: " substr($0, 1, 60) }' help
done
echo 'topics that the overview names'
for topic in $(dengine --help | sed -n 's/^  help .*: //p' | tr -d ,); do
    dengine help $topic | wc -l | awk -v topic="$topic" '{ print topic, ($1 > 3 ? "is there" : "is empty") }'
done
dengine --help | grep -q 'terms' || echo 'the overview does not name the topic terms'
