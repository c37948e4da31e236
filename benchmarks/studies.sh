#!/usr/bin/env bash
# What a search finds on Fashion-MNIST, dirichlet 0.3, against the form's default, the default of the paper, and TPE and random search
# with the same budget of rounds, in a table.
#   benchmarks/studies.sh [seeds] [full trials] [model] [clients] [share in a round]
# With "networks" for the model: networks no larger than LeNet-5 are searched, and compared with it.
#   (build first: ./mvnw -q -pl benchmarks,backend -am package -DskipTests)
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=${PORT:-18083}
flags="-Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
java -Xmx2g $flags -jar backend/target/app/tributary.jar >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
until curl -fs "http://127.0.0.1:$PORT/api/v1/workers" | grep -q '"slots"'; do sleep 1; done
classes="benchmarks/target/classes:$(cat benchmarks/target/classpath)"
at=http://127.0.0.1:$PORT
if [[ ${3:-lenet5} == networks ]]; then
    java -cp "$classes" io.tributary.benchmarks.study.ArchitectureBenchmark "$at" "${1:-3}" "${2:-24}" "${4:-20}" "${5:-0.25}"
else
    java -cp "$classes" io.tributary.benchmarks.study.StudiesBenchmark \
        "$at" "${1:-3}" "${2:-24}" "${3:-lenet5}" "${4:-20}" "${5:-0.25}"
fi
