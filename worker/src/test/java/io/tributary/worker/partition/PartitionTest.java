package io.tributary.worker.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.SyntheticDataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartitionTest {
    private static final int EXAMPLES = 1000;
    private static final Dataset DATA = SyntheticDataset.blobs("blobs", new DataShape(1, 1, 1, 10), EXAMPLES, 10, 1);

    @ParameterizedTest
    @CsvSource({
        "IID, 0.5, 7",
        "IID, 0.5, 1000",
        "IID, 0.5, 1",
        "DIRICHLET, 0.5, 10",
        "DIRICHLET, 0.001, 100",
        "DIRICHLET, 0.05, 1000",
        "DIRICHLET, 1, 1",
        "SHARDS, 0.5, 10",
        "SHARDS, 0.5, 333",
        "SHARDS, 0.5, 1",
        "QUANTITY_SKEW, 0.5, 10",
        "QUANTITY_SKEW, 0.001, 999",
        "QUANTITY_SKEW, 1, 1"
    })
    void usesEveryExampleOnceAndLeavesNoClientEmpty(PartitionScheme scheme, double alpha, int clients) {
        Partition partition = partition(scheme, alpha, clients, 42);

        assertThat(partition.clients()).isEqualTo(clients);
        int[] used = IntStream.range(0, clients)
                .flatMap(client -> Arrays.stream(partition.examples(client)))
                .sorted()
                .toArray();
        assertThat(used).isEqualTo(IntStream.range(0, EXAMPLES).toArray());
        assertThat(partition.describe()).extracting(ClientData::examples).allMatch(examples -> examples >= 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = PartitionScheme.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"BY_WORKER"})
    void dependsOnTheSeedAndOnNothingElse(PartitionScheme scheme) {
        assertThat(all(partition(scheme, 0.5, 10, 42))).isEqualTo(all(partition(scheme, 0.5, 10, 42)));
        assertThat(all(partition(scheme, 0.5, 10, 43))).isNotEqualTo(all(partition(scheme, 0.5, 10, 42)));
    }

    @Test
    void describesWhatEachClientHolds() {
        Partition partition = partition(PartitionScheme.DIRICHLET, 0.5, 10, 42);
        int[] labels = DATA.train().labels();

        for (ClientData client : partition.describe()) {
            long[] histogram = new long[10];
            for (int example : partition.examples(client.client())) {
                histogram[labels[example]]++;
            }
            assertThat(client.labelHistogram())
                    .containsExactlyElementsOf(Arrays.stream(histogram).boxed().toList());
            assertThat(client.examples()).isEqualTo(Arrays.stream(histogram).sum());
        }
    }

    @Test
    void iidClientsDifferByAtMostOneExample() {
        assertThat(partition(PartitionScheme.IID, 0.5, 7, 1).describe())
                .extracting(ClientData::examples)
                .containsOnly(142L, 143L);
    }

    @Test
    void shardsGiveEachClientFewLabels() {
        List<ClientData> clients = partition(PartitionScheme.SHARDS, 0.5, 50, 1).describe();

        assertThat(clients).allSatisfy(client -> {
            assertThat(client.examples()).isEqualTo(20);
            assertThat(client.labelHistogram().stream().filter(count -> count > 0))
                    .hasSizeLessThanOrEqualTo(2);
        });
    }

    @Test
    void smallAlphaMixesLabelsUnevenlyAndLargeAlphaEvenly() {
        assertThat(largestShareOfALabel(0.05)).isGreaterThan(0.7);
        assertThat(largestShareOfALabel(10_000)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void quantitySkewMakesSizesUnequalAndKeepsTheMix() {
        List<ClientData> clients =
                partition(PartitionScheme.QUANTITY_SKEW, 0.5, 10, 42).describe();
        long smallest = clients.stream().mapToLong(ClientData::examples).min().orElseThrow();
        ClientData largest = clients.stream()
                .max((a, b) -> Long.compare(a.examples(), b.examples()))
                .orElseThrow();

        assertThat(largest.examples()).isGreaterThan(4 * smallest);
        assertThat(largest.labelHistogram())
                .allSatisfy(
                        count -> assertThat(count / (double) largest.examples()).isCloseTo(0.1, within(0.06)));
    }

    /** Golden values guard invariant 1: a task has the same partition on every machine and Java version. */
    @ParameterizedTest
    @CsvSource({"IID, 826557989", "DIRICHLET, 41287397", "SHARDS, 1481369535", "QUANTITY_SKEW, -1156723505"})
    void givesTheSamePartitionOnEveryJava(PartitionScheme scheme, int hash) {
        assertThat(Arrays.hashCode(all(partition(scheme, 0.5, 10, 42)))).isEqualTo(hash);
    }

    @Test
    void refusesMoreClientsThanExamples() {
        assertThatThrownBy(() -> partition(PartitionScheme.IID, 0.5, EXAMPLES + 1, 1))
                .hasMessageContaining("1001 clients cannot share 1000 examples");
    }

    @Test
    void refusesAClientThatIsNotThere() {
        Partition partition = partition(PartitionScheme.IID, 0.5, 2, 1);

        assertThatThrownBy(() -> partition.examples(2)).hasMessageContaining("no client 2 among 2");
    }

    @Test
    void byWorkerASiteHoldsEverythingAndDescribesOneClient() {
        Partition partition = partition(PartitionScheme.BY_WORKER, 0.5, 2, 1);

        assertThat(partition.describe()).hasSize(1).first().satisfies(client -> {
            assertThat(client.examples()).isEqualTo(1000);
            assertThat(client.labelHistogram().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(1000);
        });
        assertThat(partition.examples(7)).hasSize(1000).doesNotHaveDuplicates().isEqualTo(partition.examples(0));
    }

    @Test
    void theCacheHandsTheSamePartitionOutAndForgetsOldOnes() {
        PartitionCache cache = new PartitionCache();
        Partition first = cache.get(DATA, spec(1));

        assertThat(cache.get(DATA, spec(1))).isSameAs(first);
        for (int seed = 2; seed < 6; seed++) {
            cache.get(DATA, spec(seed));
        }
        assertThat(cache.get(DATA, spec(1))).isNotSameAs(first);
    }

    private static TaskSpec spec(long seed) {
        TaskSpec spec = TaskSpec.defaults();
        return new TaskSpec(
                null,
                "blobs",
                spec.partition(),
                spec.model(),
                spec.clients(),
                spec.training(),
                spec.aggregation(),
                spec.compression(),
                spec.privacy(),
                spec.evaluation(),
                spec.stopping(),
                spec.simulation(),
                spec.start(),
                seed);
    }

    private static double largestShareOfALabel(double alpha) {
        return partition(PartitionScheme.DIRICHLET, alpha, 10, 42).describe().stream()
                .flatMap(client -> client.labelHistogram().stream())
                .mapToDouble(count -> count / 100.0)
                .max()
                .orElseThrow();
    }

    private static int[] all(Partition partition) {
        return IntStream.range(0, partition.clients())
                .flatMap(client -> IntStream.concat(IntStream.of(-1), Arrays.stream(partition.examples(client))))
                .toArray();
    }

    private static Partition partition(PartitionScheme scheme, double alpha, int clients, long seed) {
        return Partition.of(DATA.train(), new TaskSpec.Partition(scheme, alpha, 2), clients, seed);
    }
}
