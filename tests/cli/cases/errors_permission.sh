# As root, permissions hold only without the capabilities to pass over them.
printf 'id,label,confidence\na,cat,0.5\n' >said.csv
mkdir locked
cp said.csv locked
chmod 000 said.csv
chmod 500 locked
as_anyone=
if [ "$(id -u)" = 0 ]; then
    as_anyone='setpriv --bounding-set=-dac_override,-dac_read_search --'
    $as_anyone true 2>/dev/null || skip 'root passes over all permissions here'
fi
anyone() { $as_anyone "$@"; }
run anyone dengine confidence said.csv
run anyone dengine confidence locked/said.csv --exclude said.csv
run anyone dengine confidence locked/said.csv -o locked/queue.csv
run ls -A locked
