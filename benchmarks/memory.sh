#!/usr/bin/env bash
# Memory of the server over a task of many rounds: heap after a collection, and resident memory, every tenth of the way.
#   benchmarks/memory.sh [rounds] [preset]       (needs ./run to have built the server, curl and a JDK)
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-200}
preset=${2:-mlp}
data=$(mktemp -d)
port=18080
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=$port
java -Xmx1g -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1 \
    -jar backend/target/tributary-backend-0.1.0-SNAPSHOT-app.jar >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
api=http://127.0.0.1:$port/api/v1
until curl -fs "http://127.0.0.1:$port/actuator/health" >/dev/null; do sleep 1; done
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }
task=$(curl -fs -X POST $api/tasks -H 'Content-Type: application/json' -d "{\"model\":{\"preset\":\"$preset\"},
    \"clients\":{\"count\":100,\"fraction\":0.1},\"training\":{\"rounds\":$rounds},\"evaluation\":{\"every\":20}}" |
    sed 's/"spec".*//' | field id)
echo "| round | heap used MB | resident MB |"
echo "|---|---|---|"
for tenth in 1 2 3 4 5 6 7 8 9 10; do
    until [ "$(curl -fs "$api/tasks/$task" | grep -o '"round":[0-9]*' | head -1 | cut -d: -f2)" -ge $((rounds * tenth / 10)) ]; do sleep 0.2; done
    jcmd $server GC.run >/dev/null
    heap=$(jcmd $server GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -1)
    resident=$(sed -n 's/VmRSS:[^0-9]*\([0-9]*\).*/\1/p' /proc/$server/status)
    echo "| $((rounds * tenth / 10)) | $((heap / 1024)) | $((resident / 1024)) |"
done
