#!/usr/bin/env bash
# Regret of samplers and pruners on LCBench (YAHPO Gym's surrogate), what ASHA saves, and the hybrid with scripted language models.
#   benchmarks/lcbench.sh FOLDER [seeds]       (build first: ./mvnw -q -pl benchmarks -am package -DskipTests)
# FOLDER holds lcbench.onnx, lcbench.cs.json and lcbench.enc.json: network, configuration space and encoding of the folder
# lcbench of https://github.com/slds-lmu/yahpo_data (Apache-2.0), so renamed.
set -euo pipefail
folder=$(realpath "${1:?the folder that holds lcbench.onnx}")
cd "$(dirname "$0")/.."
java -Xmx2g -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" io.tributary.benchmarks.search.LcBench "$folder" "${2:-8}"
