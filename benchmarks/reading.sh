#!/usr/bin/env bash
# How well prompts are read: by rules alone, by the learned heads alone, by both; hand-written prompts and the generator's test families.
#   benchmarks/reading.sh [sets]       (a set is a resource such as /io/tributary/intent/prompts/english.txt, or test:COUNT)
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/reader-classpath.sh
prompts=/io/tributary/intent/prompts
sets=("$@")
[ ${#sets[@]} -gt 0 ] || sets=($prompts/english.txt $prompts/german.txt $prompts/spanish.txt $prompts/french.txt $prompts/scope.txt test:1000)
java -Xmx2g -XX:+UseSerialGC io.tributary.intent.Evaluate --ablation "${sets[@]}"
