#!/usr/bin/env bash
# What large models and updates cost the server's memory: one round for each row, on a server of its own whose heap is capped.
# Sites are a second process; they move real bytes and do not train.
#   benchmarks/large.sh [units:clients ...]      (build first: ./mvnw -q -pl benchmarks -am package -DskipTests)
# units of the two large layers: 8192 makes 256 MiB of weights, 16384 1 GiB, 24576 2.25 GiB. Needs (clients + 2) times as much
# room in TMPDIR. The rows by default take up to 9 GB at a time. Of the direct buffers 210 MiB are the data set of the embedded worker.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 8192:2 8192:8 8192:32 16384:2 24576:2
export OMP_NUM_THREADS=1 PORT=${PORT:-18300} TRIBUTARY_CHANGES=100000 TRIBUTARY_ATTEMPTS=1000
flags="-Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"
server=
data=
# shellcheck disable=SC2317
clean() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$data" ] || rm -rf "$data"
}
trap clean EXIT
echo "| model, MiB | update, MiB | clients | heap peak, MiB | heap after a collection, MiB | direct buffers, MiB | resident peak, MiB | seconds | MiB/s up |"
echo "|---|---|---|---|---|---|---|---|---|"
for row; do
    data=$(mktemp -d)
    export TRIBUTARY_DATA=$data
    # shellcheck disable=SC2086
    java -Xmx512m -XX:MaxDirectMemorySize=384m $flags -jar backend/target/app/tributary.jar >"$data/log" 2>&1 &
    server=$!
    until curl -fs "http://127.0.0.1:$PORT/actuator/health" >/dev/null; do
        kill -0 "$server" || { tail -20 "$data/log" >&2; exit 1; }
        sleep 1
    done
    # shellcheck disable=SC2086
    java -Xmx1g $flags -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" \
        io.tributary.benchmarks.sites.LargeBenchmark "http://127.0.0.1:$PORT" "$server" "${row%:*}" "${row#*:}" ||
        { tail -20 "$data/log" >&2; exit 1; }
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    rm -rf "$data"
done
