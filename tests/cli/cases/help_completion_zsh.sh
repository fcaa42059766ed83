# The completion of zsh; compadd and _files, which only work under its line editor, say what they are given.
command -v zsh >/dev/null || skip 'no zsh'
dengine help completion zsh >_dengine
printf 'id,label,"confidence",scene\n' >said.csv
zsh -n _dengine
cat >drive <<'END'
compset() { [[ $2 == '*,' ]] && word=${word##*,}; return 0 }
compadd() {
    while [[ $1 != -- ]]; do shift; done
    shift
    for offer in "$@"; do [[ $offer == ${word##*=}* ]] && print -n -- "$offer "; done
}
_files() { print -n 'files ' }
compdef() { registered="$*" }
source ./_dengine
complete_words() {
    local -a words=("$@")
    local CURRENT=$#
    print -n -- "$*: "
    _dengine
    print
}
complete_words dengine conf
complete_words dengine confidence --me
complete_words dengine random --me
complete_words dengine confidence sai
complete_words dengine confidence said.csv --format ''
complete_words dengine confidence said.csv --format=j
complete_words dengine confidence said.csv --measure ''
complete_words dengine ensemble said.csv -m margin,vote
complete_words dengine confidence said.csv --keep sc
complete_words dengine confidence said.csv --exclude s
print -- "compdef $registered"
END
zsh -f drive
