#!/usr/bin/env bash
# Trains the learned heads of the prompt reader from scratch, on one core, and puts them where the product finds them.
#   benchmarks/train-reader.sh [encoder|letters] [prompts] [passes]       (letters: without the encoder, to compare)
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/reader-classpath.sh
java -Xmx5g -XX:+UseSerialGC io.tributary.intent.learned.TrainReader "${1:-encoder}" "${2:-7000}" "${3:-4}" \
    intent/src/main/resources/io/tributary/intent/learned/heads.bin
