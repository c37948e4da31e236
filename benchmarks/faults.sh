#!/usr/bin/env bash
# Breaks real processes, links, a database, a disk and a clock while tasks train, so many times each, and prints what it took to recover;
# then what hostile input was tried. Ends with 1 where something was not overcome. Usage:
#   benchmarks/faults.sh [TIMES]             of each fault; 20 unless told. Rows that have to wait are done at most 2 or 5 times
#   benchmarks/faults.sh [TIMES] --resume    only the rows that an interrupted run has left out
set -euo pipefail
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1
out=$PWD/backend/target
mkdir -p "$out"
[ "${2:-}" = --resume ] || rm -f "$out/faults.md" "$out/faults.log" "$out/hostile.md"
touch "$out/faults.md" "$out/faults.log" "$out/hostile.md"
tail -n 0 -f "$out/faults.log" >&2 &
trap 'kill %1' EXIT
failed=0
./mvnw -q -pl backend -am verify -Dfaults.times="${1:-20}" -Dit.test='KilledServerIT,FaultsIT,ServerFaultsIT,HostileWorkerIT,HostileSiteIT' \
    -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false -Dspotless.check.skip=true \
    >"$out/faults-maven.log" 2>&1 || failed=1
echo "| fault | times | same model, each round once, all clients counted | s, median | worst | bar: worst recovery < 10 s |"
echo "|---|---|---|---|---|---|"
cat "$out/faults.md"
echo
echo "| tried | answer | unchanged |"
echo "|---|---|---|"
sort -u "$out/hostile.md"
[ $failed = 0 ] || { echo "Something was not overcome: $out/faults-maven.log" >&2; exit 1; }
