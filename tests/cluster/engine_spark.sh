# Spark: pyspark of PyPI, a driver and two workers with an executor each (local-cluster).
python=${CLUSTER_VENV:-$here/../../build/cluster-venv}/bin/python

available() {
    need java && { "$python" -c 'import pyspark' 2>/dev/null || skip 'no pyspark in $CLUSTER_VENV or build/cluster-venv (make cluster-deps)'; }
}

start() {
    export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$work/spark SPARK_WORKER_DIR=$work/spark PYSPARK_PYTHON=$python
}

job() {
    bounded "${python%/*}/spark-submit" --master 'local-cluster[2,2,1024]' --conf spark.ui.enabled=false "$here/recipe_spark.py"
}

# an executor that dies takes its task with it: another does it again
twice() {
    echo java >"$work/fail/2"
    job
}
