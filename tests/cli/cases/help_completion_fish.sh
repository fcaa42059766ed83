# The completion of fish, driven by fish itself.
command -v fish >/dev/null || skip 'no fish'
export HOME=$T XDG_CONFIG_HOME=$T XDG_DATA_HOME=$T
dengine help completion fish >completion
printf 'id,label,"confidence",scene\n' >said.csv
complete_line() {
    echo "$1: $(fish --no-config -c "source completion; complete -C '$1'" | cut -f 1 | tr '\n' ' ')"
}
complete_line 'dengine conf'
complete_line 'dengine confidence --me'
complete_line 'dengine random --me'
complete_line 'dengine confidence said.csv --format '
complete_line 'dengine confidence said.csv --measure '
complete_line 'dengine ensemble said.csv -m vote'
complete_line 'dengine similar said.csv --metric '
complete_line 'dengine confidence said.csv --keep sc'
complete_line 'dengine confidence said.csv --exclude sa'
