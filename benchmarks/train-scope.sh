#!/usr/bin/env bash
# Trains the judge of the scope from scratch (about two minutes on one core) and puts its weights where the product finds them.
# To be run again whenever the rules or the vocabulary change what they count.
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/reader-classpath.sh
java -Xmx3g -XX:+UseSerialGC io.tributary.intent.learned.TrainScope \
    intent/src/main/resources/io/tributary/intent/learned/scope-weights.txt
