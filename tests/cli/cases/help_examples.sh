# The examples of the help run on the shipped data.
cd "$ROOT"
[ -d data/digits ] || skip 'data/digits is not there'
for command in $(dengine --help | sed -n '/^usage/,/^FILE/s/^  \([a-z]*\)  .*/\1/p' | grep -v '^help$'); do
    example=$(dengine $command --help | sed -n 's/^example: //p')
    eval "$example" | wc -l | awk -v example="$example" '{ print example ": " ($1 > 1 ? "a queue" : "no queue") }'
done
