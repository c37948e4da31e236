# Sets CLASSPATH for what reads prompts and what trains it; sourced by the scripts beside it, from the root of the tree.
./mvnw -B -ntp -q -pl intent -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dspotless.check.skip=true
CLASSPATH="intent/target/test-classes:intent/target/classes:$(cat intent/target/classpath)"
export CLASSPATH OMP_NUM_THREADS=1
