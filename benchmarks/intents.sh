#!/usr/bin/env bash
# Twenty prompts that want to save traffic, read, planned and trained, against the same tasks without the plan, in a table.
#   benchmarks/intents.sh [seed]       (build first: ./mvnw -q -pl benchmarks,backend -am package -DskipTests)
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=${PORT:-18082}
flags="-Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
java -Xmx2g $flags -jar backend/target/app/tributary.jar >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
until curl -fs "http://127.0.0.1:$PORT/actuator/health" >/dev/null; do sleep 1; done
java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
    io.tributary.benchmarks.intent.ThriftyPromptsBenchmark "http://127.0.0.1:$PORT" "${1:-4}"
