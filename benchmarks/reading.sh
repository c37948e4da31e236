#!/usr/bin/env bash
# How well prompts are read: by rules alone and with the learned judge of the scope; totals only, for what is held out.
#   benchmarks/reading.sh [sets]       (a set is a resource such as /io/tributary/intent/prompts/english.txt, or test:COUNT)
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/reader-classpath.sh
prompts=/io/tributary/intent/prompts/heldout
sets=("$@")
[ ${#sets[@]} -gt 0 ] || sets=($prompts/{,second-,third-,fourth-}{english,german,spanish,french,scope}.txt)
java -Xmx2g -XX:+UseSerialGC io.tributary.intent.Evaluate --ablation "${sets[@]}"
