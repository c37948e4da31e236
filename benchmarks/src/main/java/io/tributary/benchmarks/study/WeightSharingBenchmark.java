package io.tributary.benchmarks.study;

import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.Tensor;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.testkit.Specs;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.FashionMnist;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.evaluation.Evaluation;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.partition.Partition;
import io.tributary.worker.training.ClientRound;
import io.tributary.worker.training.InitialWeights;
import io.tributary.worker.training.LocalTraining;
import io.tributary.worker.training.LocalUpdate;
import io.tributary.worker.training.Watch;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Whether sharing weights finds better networks than training each from scratch, for the same CPU seconds. Networks are LeNet-5
 * of other widths, at most its parameters and twice its multiply-adds. From scratch: each of some random ones is trained for
 * ten rounds. Shared: in each round another random one trains its leading part of one common set of weights (a slimmable network:
 * Yu et al. 2019, arXiv 1812.08928, here with one width drawn for each layer), until as many CPU seconds are spent; then many are
 * tested with their part of it. The best of either, by half of the held-out examples, is trained from scratch on two new seeds and
 * tested on the other half. Prints a row for each seed as it is done. Arguments: the first seed, the last one, how many networks from scratch.
 */
public final class WeightSharingBenchmark {
    private static final int ROUNDS = 10;
    private static final int CLIENTS = 20;
    private static final int CHOSEN = 5;
    private static final int CANDIDATES = 100;
    private static final long PARAMETERS = 61_706;
    private static final long MULTIPLY_ADDS = 2 * 416_520;
    private static final Widths LENET = new Widths(6, 16, 120, 84);
    private static final Widths LARGEST = new Widths(12, 32, 240, 168);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Dataset clothes = DatasetCatalog.standard(null).get(FashionMnist.ID);
    private final int half = clothes.test().count() / 2;
    private final Map<Widths, Network> networks = new HashMap<>();
    private final Map<Long, Partition> partitions = new HashMap<>();

    private WeightSharingBenchmark() {}

    /** Channels of two convolutions and units of two dense layers. */
    private record Widths(int first, int second, int third, int fourth) {
        TaskSpec spec(long seed) {
            return Specs.of(String.format(
                    Locale.ROOT,
                    "{'model':{'layers':[{'type':'conv','filters':%d,'kernel':5,'padding':2},{'type':'max-pool','size':2},"
                            + "{'type':'activation','function':'relu'},{'type':'conv','filters':%d,'kernel':5},{'type':'max-pool','size':2},"
                            + "{'type':'activation','function':'relu'},{'type':'flatten'},{'type':'dense','units':%d},{'type':'activation','function':'relu'},"
                            + "{'type':'dense','units':%d},{'type':'activation','function':'relu'},{'type':'dense'}]},'seed':%d,"
                            + "'partition':{'scheme':'dirichlet','alpha':0.3},'clients':{'count':%d}}",
                    first,
                    second,
                    third,
                    fourth,
                    seed,
                    CLIENTS));
        }

        @Override
        public String toString() {
            return first + "-" + second + "-" + third + "-" + fourth;
        }

        static Widths random(UniformRandomProvider random) {
            return new Widths(
                    random.nextInt(2, LARGEST.first + 1),
                    random.nextInt(4, LARGEST.second + 1),
                    random.nextInt(16, LARGEST.third + 1),
                    random.nextInt(10, LARGEST.fourth + 1));
        }
    }

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(
                "| seed | CPU-s of each search | LeNet-5 | best from scratch | best by shared weights | points | rank correlation"
                        + " | widths from scratch | widths by shared weights |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        WeightSharingBenchmark benchmark = new WeightSharingBenchmark();
        for (int seed = Integer.parseInt(arguments[0]); seed <= Integer.parseInt(arguments[1]); seed++) {
            out.println(benchmark.row(seed, Integer.parseInt(arguments[2])));
        }
    }

    private String row(int seed, int count) {
        UniformRandomProvider random = Seeds.generator(seed, Purpose.SELECTION, 2_000_000, 0);
        double begun = cpuSeconds();
        List<Widths> tried =
                IntStream.range(0, count).mapToObj(i -> allowed(random)).toList();
        double[] alone = tried.stream()
                .mapToDouble(widths -> accuracy(widths, trained(widths, seed), 0))
                .toArray();
        double budget = cpuSeconds() - begun;
        Widths scratch = tried.get(IntStream.range(0, count)
                .boxed()
                .max(Comparator.comparingDouble(i -> alone[i]))
                .orElseThrow());

        ByteBuffer common = shared(seed, budget, random);
        double[] together = tried.stream()
                .mapToDouble(widths -> accuracy(widths, part(common, widths), 0))
                .toArray();
        List<Widths> candidates = new ArrayList<>(tried);
        while (candidates.size() < CANDIDATES) {
            candidates.add(allowed(random));
        }
        Widths sharing = candidates.stream()
                .max(Comparator.comparingDouble(widths -> accuracy(widths, part(common, widths), 0)))
                .orElseThrow();
        double plain = checked(LENET, seed);
        double fromScratch = checked(scratch, seed);
        double byShared = checked(sharing, seed);
        return String.format(
                Locale.ROOT,
                "| %d | %.0f | %.4f | %.4f | %.4f | %+.2f | %.2f | %s | %s |",
                seed,
                budget,
                plain,
                fromScratch,
                byShared,
                100 * (byShared - fromScratch),
                new SpearmansCorrelation().correlation(alone, together),
                scratch,
                sharing);
    }

    private Widths allowed(UniformRandomProvider random) {
        while (true) {
            Widths widths = Widths.random(random);
            ModelGraph graph = graph(widths);
            if (graph.parameters() <= PARAMETERS && graph.multiplyAdds() <= MULTIPLY_ADDS) {
                return widths;
            }
        }
    }

    /** Trained from scratch on two new seeds: the mean accuracy on examples that no search has seen. */
    private double checked(Widths widths, int seed) {
        return (accuracy(widths, trained(widths, 1000 + seed), half)
                        + accuracy(widths, trained(widths, 2000 + seed), half))
                / 2;
    }

    private ByteBuffer trained(Widths widths, long seed) {
        ByteBuffer weights = InitialWeights.of(graph(widths).layout(), seed);
        for (int round = 1; round <= ROUNDS; round++) {
            weights = round(widths, weights, seed, round);
        }
        return weights;
    }

    /** The common weights after as many rounds as the budget pays for, with enough left to test the candidates. */
    private ByteBuffer shared(long seed, double budget, UniformRandomProvider random) {
        double begun = cpuSeconds();
        ByteBuffer common = InitialWeights.of(graph(LARGEST).layout(), seed);
        accuracy(LENET, part(common, LENET), 0);
        double testing = CANDIDATES * (cpuSeconds() - begun);
        for (int round = 1; cpuSeconds() - begun < budget - testing; round++) {
            Widths widths = allowed(random);
            ByteBuffer next = round(widths, part(common, widths), seed, round);
            copy(common, LARGEST, next, widths, false);
        }
        return common;
    }

    /** One round of federated averaging. */
    private ByteBuffer round(Widths widths, ByteBuffer weights, long seed, int round) {
        TaskSpec spec = widths.spec(seed);
        Partition partition = partitions.computeIfAbsent(
                seed,
                each -> Partition.of(
                        clothes.train(), spec.partition(), spec.clients().count(), each));
        int[] order = PermutationSampler.natural(CLIENTS);
        PermutationSampler.shuffle(Seeds.generator(seed, Purpose.SELECTION, round, 0), order);
        float[] sum = new float[weights.capacity() / Float.BYTES];
        float[] change = new float[sum.length];
        long examples = 0;
        for (int client : Arrays.copyOf(order, CHOSEN)) {
            LocalUpdate update;
            try {
                update = new LocalTraining()
                        .train(
                                new ClientRound(
                                        spec,
                                        round,
                                        client,
                                        new Share(clothes.train(), partition.examples(client)),
                                        weights,
                                        network(widths)),
                                Watch.none());
            } catch (TributaryException e) {
                // It ran away; a server leaves such a client out too.
                continue;
            }
            floats(update.difference()).get(0, change);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += update.examples() * change[i];
            }
            examples += update.examples();
        }
        ByteBuffer next = ByteBuffer.allocateDirect(weights.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer from = floats(weights);
        for (int i = 0; i < sum.length; i++) {
            next.putFloat(Float.BYTES * i, from.get(i) + (examples == 0 ? 0 : sum[i] / examples));
        }
        return next;
    }

    /** @param from the first of half of the held-out examples */
    private double accuracy(Widths widths, ByteBuffer weights, int from) {
        Evaluation evaluation = Evaluation.of(
                weights,
                new Evaluation.Slice(clothes.test(), from, from + half, 250),
                Loss.of(TaskSpec.Loss.CROSS_ENTROPY),
                network(widths),
                Watch.none());
        return IntStream.range(0, evaluation.confusion().size())
                        .mapToLong(label -> evaluation.confusion().get(label).get(label))
                        .sum()
                / (double) evaluation.examples();
    }

    /** The leading part of the common weights that a network trains. */
    private ByteBuffer part(ByteBuffer common, Widths widths) {
        ByteBuffer part = ByteBuffer.allocateDirect(
                        (int) (Float.BYTES * graph(widths).parameters()))
                .order(ByteOrder.LITTLE_ENDIAN);
        copy(common, LARGEST, part, widths, true);
        return part;
    }

    /** Copies the leading part of each tensor out of the common weights, or back. */
    private void copy(ByteBuffer common, Widths large, ByteBuffer part, Widths small, boolean out) {
        List<Tensor> whole = graph(large).layout().tensors();
        List<Tensor> parts = graph(small).layout().tensors();
        FloatBuffer wide = floats(common);
        FloatBuffer narrow = floats(part);
        for (int i = 0; i < parts.size(); i++) {
            Tensor to = parts.get(i);
            for (int index = 0; index < to.size(); index++) {
                int there = (int) (whole.get(i).offset()
                        + place(index, to.shape(), whole.get(i).shape()));
                int here = (int) to.offset() + index;
                if (out) {
                    narrow.put(here, wide.get(there));
                } else {
                    wide.put(there, narrow.get(here));
                }
            }
        }
    }

    /** Where a number of a tensor lies in a larger one; what follows a flattened image keeps channels together, so its leading part does too. */
    private static int place(int index, List<Integer> small, List<Integer> large) {
        int rest = index;
        int place = 0;
        int stride = 1;
        for (int axis = small.size() - 1; axis >= 0; axis--) {
            place += rest % small.get(axis) * stride;
            rest /= small.get(axis);
            stride *= large.get(axis);
        }
        return place;
    }

    private ModelGraph graph(Widths widths) {
        return ModelGraph.of(widths.spec(1).model(), clothes.info().shape());
    }

    private Network network(Widths widths) {
        if (networks.size() > 20 && !networks.containsKey(widths)) {
            networks.values().forEach(Network::close);
            networks.clear();
        }
        return networks.computeIfAbsent(widths, each -> Torch.network(graph(each), 250, "cpu"));
    }

    private static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static double cpuSeconds() {
        return THREADS.getCurrentThreadCpuTime() / 1e9;
    }
}
