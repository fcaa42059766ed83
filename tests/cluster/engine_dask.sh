# Dask: distributed of PyPI, a scheduler and worker processes of its own.
python=${CLUSTER_VENV:-$here/../../build/cluster-venv}/bin/python

available() {
    "$python" -c 'import distributed' 2>/dev/null || skip 'no distributed in $CLUSTER_VENV or build/cluster-venv (make cluster-deps)'
}

start() {
    export DASK_DISTRIBUTED__DASHBOARD__LINK= DASK_TEMPORARY_DIRECTORY=$work/dask
}

job() {
    bounded "$python" "$here/recipe_dask.py"
}

# a worker that dies takes its task with it, and what it had done: others do it again
twice() {
    echo python >"$work/fail/2"
    job
}
