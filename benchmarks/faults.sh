#!/usr/bin/env bash
# Kills the packaged server with kill -9 at every stage of a round, so many times each, and prints what it took to recover. Usage:
#   benchmarks/faults.sh [TIMES]    of each stage; 20 unless told
set -euo pipefail
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1
table=backend/target/faults.md
rm -f "$table"
./mvnw -q -pl backend -am verify -Dfaults.times="${1:-20}" -Dit.test=KilledServerIT -Dtest=NoSuch \
    -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false >&2
echo "| fault | times | same model, each round once, all clients counted | recovery s, median | worst | bar: worst < 10 s |"
echo "|---|---|---|---|---|---|"
cat "$table"
