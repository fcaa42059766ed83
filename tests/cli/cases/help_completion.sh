# The completion of bash offers commands, options, and what an option may be: choices, measures, columns, files.
dengine help completion >completion
dengine help completion bash | cmp - completion
bash -n completion
. ./completion
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _dengine || true
    echo "$*: ${COMPREPLY[*]}"
}
printf 'id,label,"confidence",scene\n' >said.csv
complete_words dengine conf
complete_words dengine ''
complete_words dengine confidence --me
complete_words dengine random --me
complete_words dengine stratify --allo
complete_words dengine confidence sai
complete_words dengine help comp
complete_words dengine confidence said.csv --format ''
complete_words dengine confidence said.csv -f j
complete_words dengine confidence said.csv --on-bad-row = s
complete_words dengine confidence said.csv --measure ''
complete_words dengine ensemble said.csv --measure margin,vote
complete_words dengine similar said.csv --metric ''
complete_words dengine confidence said.csv --keep sc
complete_words dengine confidence said.csv --keep id,s
complete_words dengine confidence said.csv --exclude s
complete_words dengine confidence said.csv --top ''
complete_words dengine mix said.csv --s
