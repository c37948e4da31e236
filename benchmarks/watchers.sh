#!/usr/bin/env bash
# What open pages cost the server: the CPU of a task without and with watchers of its event stream, in turns.
#   benchmarks/watchers.sh [watchers] [rounds]       (needs ./run to have built the server, and curl)
# JAR names another build to compare with.
set -euo pipefail
cd "$(dirname "$0")/.."
watchers=${1:-200}
rounds=${2:-200}
data=$(mktemp -d)
port=${PORT:-18081}
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=$port
java -Xmx1g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
    -jar "${JAR:-backend/target/tributary-backend-0.1.0-SNAPSHOT-app.jar}" >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
api=http://127.0.0.1:$port/api/v1
until curl -fs "http://127.0.0.1:$port/actuator/health" >/dev/null; do sleep 1; done
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
# CPU of the server so far, in seconds.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{sub(/.*\) /, ""); print ($12 + $13) / hz}' "/proc/$server/stat"; }
# Ten of a thousand clients a round, 60 examples each: a round of milliseconds, the most events there can be.
create() {
    curl -fs -X POST $api/tasks -H 'Content-Type: application/json' -d "{\"model\":{\"preset\":\"logistic\"},
        \"clients\":{\"count\":1000,\"fraction\":0.01},\"training\":{\"rounds\":$rounds},\"evaluation\":{\"every\":100}}" |
        sed 's/"spec".*//' | field id
}
state() { curl -fs "$api/tasks/$1" | field state; }
run() {
    local before task tails=()
    before=$(cpu)
    task=$(create)
    for ((i = 0; i < $1; i++)); do
        curl -fsN -H 'Accept: text/event-stream' "$api/tasks/$task/events" >"$data/watcher-$i" &
        tails+=($!)
    done
    until [[ $(state "$task") == COMPLETED ]]; do sleep 0.5; done
    for tail in "${tails[@]}"; do wait "$tail"; done
    spent=$(awk -v a="$(cpu)" -v b="$before" 'BEGIN {print a - b}')
}
run 0
run "$watchers"
echo "| turn | CPU-s alone | CPU-s with $watchers watchers | events delivered | us an event and watcher |"
echo "|---|---|---|---|---|"
for turn in 1 2 3; do
    run 0
    alone=$spent
    run "$watchers"
    delivered=$(cat "$data"/watcher-* | grep -c '^data:')
    echo "| $turn | $alone | $spent | $delivered | $(awk -v a="$alone" -v w="$spent" -v n="$delivered" 'BEGIN {printf "%.1f", 1e6 * (w - a) / n}') |"
done
