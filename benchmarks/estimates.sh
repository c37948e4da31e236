#!/usr/bin/env bash
# What a dry run foretells against what the task then takes, for eight tasks, in a table.
#   benchmarks/estimates.sh        (needs ./run to have built the server, and curl)
set -euo pipefail
cd "$(dirname "$0")/.."
data=$(mktemp -d)
export OMP_NUM_THREADS=1 TRIBUTARY_DATA=$data PORT=${PORT:-18081}
app=$PWD/backend/target/app
java @"$app/java.options" -XX:SharedArchiveFile="$app/tributary.jsa" -jar "$app/tributary.jar" >"$data/log" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$data"' EXIT
api=http://127.0.0.1:$PORT/api/v1
until curl -fs "http://127.0.0.1:$PORT/actuator/health" >/dev/null; do sleep 1; done

post() { curl -fs -X POST "$api/tasks$1" -H 'Content-Type: application/json' -d "$2"; }
# The figures of a name, all of them, in the order in which they come.
figure() { grep -o "\"$1\":[0-9.Ee-]*" | cut -d: -f2; }
state() { curl -fs "$api/tasks/$1" | sed 's/.*"state":"\([A-Z]*\)".*/\1/'; }

echo "| task | bytes, foretold / counted | CPU-s foretold | counted | ratio |"
echo "|---|---|---|---|---|"
while IFS='|' read -r name spec; do
    foretold=$(post '?dryRun=true' "$spec" | sed 's/.*"estimate"://')
    id=$(post '' "$spec" | sed 's/.*"id":"\([^"]*\)".*/\1/;s/".*//')
    until [[ $(state "$id") == COMPLETED ]]; do
        [[ $(state "$id") != FAILED ]] || { echo "$name failed" >&2; exit 1; }
        sleep 1
    done
    counted=$(curl -fs "$api/tasks/$id" | sed 's/.*"totals"://')
    awk -v name="$name" -v up="$(figure bytesUp <<<"$foretold")" -v down="$(figure bytesDown <<<"$foretold")" \
        -v cpu="$(figure cpuSeconds <<<"$foretold")" -v cup="$(figure bytesUp <<<"$counted")" \
        -v cdown="$(figure bytesDown <<<"$counted")" -v ccpu="$(figure cpuSeconds <<<"$counted")" \
        'BEGIN {printf "| %s | %.4f | %.1f | %.1f | %.2f |\n", name, (up + down) / (cup + cdown), cpu, ccpu, cpu / ccpu}'
done <<'TASKS'
lenet5|{}
mlp|{"model":{"preset":"mlp"}}
logistic|{"model":{"preset":"logistic"}}
cnn, 5 of 20 clients, 1 round|{"model":{"preset":"cnn"},"training":{"rounds":1},"clients":{"count":20,"fraction":0.25}}
lenet5, quantize 2 both ways, 5 rounds|{"compression":{"uplink":{"scheme":"quantize","bits":2},"downlink":{"scheme":"quantize","bits":2}},"training":{"rounds":5}}
mlp, 10 of 100 clients, top-k both ways, 20 rounds|{"model":{"preset":"mlp"},"clients":{"count":100,"fraction":0.1},"compression":{"uplink":{"scheme":"top-k"},"downlink":{"scheme":"top-k","keep":0.02}},"training":{"rounds":20}}
lenet5, batch 128, 5 rounds|{"training":{"batchSize":128,"rounds":5}}
mlp, adam, dirichlet 0.3, 5 rounds|{"model":{"preset":"mlp"},"training":{"optimizer":"adam","learningRate":0.001,"rounds":5},"partition":{"scheme":"dirichlet","alpha":0.3}}
TASKS
