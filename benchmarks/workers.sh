#!/usr/bin/env bash
# What connected workers cost the server: idle ones, and some of them training.
#   benchmarks/workers.sh [workers] [training]       (build first: ./mvnw -q -pl benchmarks -am package -DskipTests)
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=${PORT:-18081} TRIBUTARY_CHANGES=100000
flags="-Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
java -Xmx1g $flags -jar backend/target/app/tributary.jar >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
until curl -fs "http://127.0.0.1:$PORT/actuator/health" >/dev/null; do sleep 1; done
java -Xmx6g $flags -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
    io.tributary.benchmarks.sites.WorkersBenchmark "http://127.0.0.1:$PORT" $server "${1:-1000}" "${2:-200}"
