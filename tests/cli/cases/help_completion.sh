# The completion is valid bash and offers commands, options and files.
dengine help completion >completion
bash -n completion
. ./completion
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _dengine || true
    echo "$*: ${COMPREPLY[*]}"
}
touch said.csv
complete_words dengine conf
complete_words dengine ''
complete_words dengine confidence --me
complete_words dengine random --me
complete_words dengine stratify --allo
complete_words dengine confidence sai
