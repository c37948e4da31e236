#!/usr/bin/env bash
# Writes the tailored data set as chats, a line each, to fine-tune a larger language model with.
#   benchmarks/intent-chats.sh FILE [train|tune|test] [prompts]
set -euo pipefail
cd "$(dirname "$0")/.."
source benchmarks/reader-classpath.sh
java io.tributary.intent.dataset.ExportChats "$1" "${2:-train}" "${3:-10000}"
