#!/usr/bin/env bash
# What every aggregation strategy comes to on Fashion-MNIST, 50 clients, dirichlet 0.1; robust ones under attack; accuracy at three
# values of epsilon; FedAU where clients take part unequally often; asynchronous ones where some clients are slow. One JVM, no server.
# A run that was stopped goes on where it was, but for the part staleness.
#   benchmarks/strategies.sh [rounds] [seeds] [strategies|attacks|privacy|participation|staleness...]
#   (build first: ./mvnw -q -pl benchmarks -am package -DskipTests)
set -euo pipefail
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1
java -Xmx2g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
    -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" io.tributary.benchmarks.strategy.StrategiesBenchmark \
    "${RESULTS:-benchmarks/target/strategies.tsv}" "${1:-30}" "${2:-1}" "${@:3}"
