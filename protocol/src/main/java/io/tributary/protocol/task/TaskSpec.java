package io.tributary.protocol.task;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.protocol.aggregation.Flush;
import io.tributary.protocol.aggregation.Parameters;
import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.model.ModelSpec;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything about one federated run. Whatever is absent or null gets its default in the constructor, so a spec in hand is
 * always complete; only {@code name} and the values that mean "off" stay null.
 *
 * <p>Bounds and help are annotations here and nowhere else: see {@link TaskSchema}.
 */
public record TaskSpec(
        @Field(title = "Name", help = "How you will find this task again; unique. Left empty, one is made up.")
        @Size(min = 1, max = 120)
        @Nullable
        String name,

        @Field(title = "Data set", help = "What the clients train on.")
        String dataset,

        @Field(title = "Partition", help = "How the data set is split over virtual clients.")
        Partition partition,

        @Field(title = "Model", help = "The network to train.")
        ModelSpec model,

        @Field(title = "Clients", help = "Who takes part in a round.")
        Clients clients,

        @Field(title = "Training", help = "What a selected client does in a round.")
        Training training,

        @Field(title = "Aggregation", help = "How the server joins the clients' updates.")
        Aggregation aggregation,

        @Field(title = "Compression", help = "What travels between server and clients.")
        Compression compression,

        @Field(
                title = "Privacy",
                help = "What others learn of a client: differential privacy, secure aggregation; off by default.")
        Privacy privacy,

        @Field(title = "Evaluation", help = "How often the global model is tested.")
        Evaluation evaluation,

        @Field(title = "Stopping", help = "When to stop before the last round.")
        Stopping stopping,

        @Field(title = "Simulation", help = "What virtual clients do wrong, and how fast they are.")
        Simulation simulation,

        @Field(
                title = "Start",
                help = "The weights before the first round: fresh ones, or those of an earlier task or a file.")
        Start start,

        @Field(title = "Seed", help = "Same spec and same seed give the same weights, bit for bit.", advanced = true)
        @Min(0)
        @Max(9_007_199_254_740_991L)
        Long seed) {

    public TaskSpec {
        dataset = Objects.requireNonNullElse(dataset, "fashion-mnist");
        partition = Objects.requireNonNullElseGet(partition, () -> allDefaults(Partition.class));
        model = Objects.requireNonNullElseGet(model, () -> allDefaults(ModelSpec.class));
        clients = Objects.requireNonNullElseGet(clients, () -> allDefaults(Clients.class));
        training = Objects.requireNonNullElseGet(training, () -> allDefaults(Training.class));
        aggregation = Objects.requireNonNullElseGet(aggregation, () -> allDefaults(Aggregation.class));
        compression = Objects.requireNonNullElseGet(compression, () -> allDefaults(Compression.class));
        privacy = Objects.requireNonNullElseGet(privacy, () -> allDefaults(Privacy.class));
        evaluation = Objects.requireNonNullElseGet(evaluation, () -> allDefaults(Evaluation.class));
        stopping = Objects.requireNonNullElseGet(stopping, () -> allDefaults(Stopping.class));
        simulation = Objects.requireNonNullElseGet(simulation, () -> allDefaults(Simulation.class));
        start = Objects.requireNonNullElseGet(start, () -> allDefaults(Start.class));
        seed = Objects.requireNonNullElse(seed, 42L);
    }

    /** The spec that {@code {}} stands for. */
    public static TaskSpec defaults() {
        return allDefaults(TaskSpec.class);
    }

    /** Defaults are what the constructors make of absent values; reading an empty document is how to have none. */
    private static <T> T allDefaults(Class<T> type) {
        return JsonMapper.shared().readValue("{}", type);
    }

    public TaskSpec withName(String newName) {
        return new TaskSpec(
                newName,
                dataset,
                partition,
                model,
                clients,
                training,
                aggregation,
                compression,
                privacy,
                evaluation,
                stopping,
                simulation,
                start,
                seed);
    }

    /** The same on another seed: other first weights, another partition, another order. */
    public TaskSpec withSeed(long newSeed) {
        return new TaskSpec(
                name,
                dataset,
                partition,
                model,
                clients,
                training,
                aggregation,
                compression,
                privacy,
                evaluation,
                stopping,
                simulation,
                start,
                newSeed);
    }

    /** The same from other first weights. */
    public TaskSpec withStart(Start newStart) {
        return new TaskSpec(
                name,
                dataset,
                partition,
                model,
                clients,
                training,
                aggregation,
                compression,
                privacy,
                evaluation,
                stopping,
                simulation,
                newStart,
                seed);
    }

    /** Clients whose updates a round waits for: max(floor(fraction x count), 1), as in arXiv 2408.13010, section III. */
    public int clientsPerRound() {
        // A fraction written as 0.29 of 100 means 29, whatever its binary neighbour says.
        return Math.max((int) Math.floor(clients.fraction() * clients.count() + 1e-9), 1);
    }

    /**
     * Clients that a round asks: those it needs, and {@code overSelection} of them more, so that it need not wait for the slowest
     * (Bonawitz et al. 2019, arXiv 1902.01046, section 3).
     */
    public int clientsAsked() {
        return (int) Math.ceil(clientsPerRound() * (1 + clients.overSelection()) - 1e-9);
    }

    /** When the server aggregates, where the strategy is asynchronous. */
    public Optional<Flush> flush() {
        return Strategies.find(aggregation.strategy()).flatMap(strategy -> strategy.flush(aggregation.values()));
    }

    /** Updates that a round gets at most; where it ends by the clock, as many as clients train at a time. */
    public int updatesPerRound() {
        return flush().map(flush -> flush instanceof Flush.Full full ? full.updates() : clientsPerRound())
                .map(updates -> Math.min(updates, clientsPerRound()))
                .orElseGet(this::clientsPerRound);
    }

    /**
     * Clients that must stay to the end of a round with secure aggregation, so that it counts: those given, or two thirds of those
     * asked, but no more than a round waits for.
     */
    public int clientsToUnmask() {
        Integer given = privacy.secureAggregation().threshold();
        return given == null ? Math.min(clientsPerRound(), (2 * clientsAsked() + 2) / 3) : given;
    }

    /** How the examples of a data set are dealt to virtual clients; every example goes to exactly one. */
    public enum PartitionScheme {
        @JsonProperty("iid")
        IID,
        @JsonProperty("dirichlet")
        DIRICHLET,
        @JsonProperty("shards")
        SHARDS,
        @JsonProperty("quantity-skew")
        QUANTITY_SKEW,
        @JsonProperty("by-worker")
        BY_WORKER
    }

    public record Partition(
            @Field(
                    title = "Scheme",
                    help =
                            "iid: alike. dirichlet: labels unevenly mixed. shards: a few labels each. quantity-skew: unequal amounts. by-worker: each site's own data.")
            PartitionScheme scheme,

            @Field(
                    title = "Alpha",
                    help = "Evenness of dirichlet and quantity-skew: 0.1 is harsh, 100 nearly even.",
                    when = "scheme=dirichlet,quantity-skew")
            @DecimalMin("0.001")
            @DecimalMax("1000000")
            Double alpha,

            @Field(
                    title = "Classes per client",
                    help = "Labels that a client of shards holds.",
                    unit = "classes",
                    when = "scheme=shards")
            @Min(1)
            @Max(1000)
            Integer classesPerClient) {
        public Partition {
            scheme = Objects.requireNonNullElse(scheme, PartitionScheme.IID);
            alpha = Objects.requireNonNullElse(alpha, 0.5);
            classesPerClient = Objects.requireNonNullElse(classesPerClient, 2);
        }
    }

    public record Clients(
            @Field(title = "Clients", help = "How many holders of data there are.", unit = "clients")
            @Min(1)
            @Max(10_000)
            Integer count,

            @Field(title = "Fraction", help = "Share of the clients that train in each round.")
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1")
            Double fraction,

            @Field(
                    title = "Minimum updates",
                    help = "A round with fewer updates than this keeps the old model.",
                    unit = "clients",
                    advanced = true)
            @Min(1)
            @Max(10_000)
            Integer minimum,

            @Field(
                    title = "Selection",
                    help = "Who trains in a round. Left out: full, or random when the fraction is below 1.")
            String selection,

            @Field(
                    title = "Latency window",
                    help = "A client's completed rounds that latency-proportional and oort selection look back.",
                    unit = "rounds",
                    advanced = true,
                    when = "selection=latency-proportional,oort")
            @Min(1)
            @Max(1000)
            Integer latencyWindow,

            @Field(
                    title = "Deadline",
                    help = "Updates that take longer than this are late and left out.",
                    unit = "seconds",
                    advanced = true)
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("86400")
            Double deadlineSeconds,

            @Field(
                    title = "Over-selection",
                    help = "Share of further clients asked in each round, which ends when enough of all have answered.",
                    advanced = true)
            @DecimalMin("0")
            @DecimalMax("1")
            Double overSelection,

            @Field(
                    title = "Speed spread",
                    help =
                            "Simulates unequal devices: the slowest virtual client takes this many times as long as the fastest.",
                    unit = "times",
                    advanced = true)
            @DecimalMin("1")
            @DecimalMax("100")
            Double speedSpread) {
        public Clients {
            count = Objects.requireNonNullElse(count, 10);
            fraction = Objects.requireNonNullElse(fraction, 1.0);
            minimum = Objects.requireNonNullElse(minimum, 1);
            selection = Objects.requireNonNullElse(selection, fraction < 1 ? "random" : "full");
            latencyWindow = Objects.requireNonNullElse(latencyWindow, 5);
            deadlineSeconds = Objects.requireNonNullElse(deadlineSeconds, 600.0);
            overSelection = Objects.requireNonNullElse(overSelection, 0.0);
            speedSpread = Objects.requireNonNullElse(speedSpread, 1.0);
        }
    }

    public enum Loss {
        @JsonProperty("cross-entropy")
        CROSS_ENTROPY,
        @JsonProperty("mse")
        MEAN_SQUARED_ERROR
    }

    /** How the learning rate goes from round to round. */
    public enum Schedule {
        @JsonProperty("constant")
        CONSTANT,
        @JsonProperty("linear")
        LINEAR,
        @JsonProperty("cosine")
        COSINE;

        /** The share of the rate that is left after a share of the rounds, both in [0, 1]. */
        double remaining(double done) {
            return switch (this) {
                case CONSTANT -> 1;
                case LINEAR -> 1 - done;
                case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
            };
        }
    }

    public record Training(
            @Field(title = "Rounds", help = "Passes of select, train, aggregate.", unit = "rounds")
            @Min(1)
            @Max(100_000)
            Integer rounds,

            @Field(title = "Local epochs", help = "Passes of a client over its own data in a round.", unit = "epochs")
            @Min(1)
            @Max(1000)
            Integer localEpochs,

            @Field(title = "Batch size", help = "Examples for each step.", unit = "examples") @Min(1) @Max(8192)
            Integer batchSize,

            @Field(title = "Optimizer", help = "The rule for a client's steps.")
            String optimizer,

            @Field(title = "Learning rate", help = "Length of a step; 0.05 suits sgd, 0.001 suits adam.")
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("100")
            Double learningRate,

            @Field(
                    title = "Learning rate schedule",
                    help = "constant, or falling towards zero over the rounds: linear, or cosine (slow, fast, slow).",
                    advanced = true)
            Schedule schedule,

            @Field(
                    title = "Momentum",
                    help = "Share of the last step that sgd and rmsprop carry on.",
                    when = "optimizer=sgd,rmsprop")
            @DecimalMin("0")
            @DecimalMax(value = "1", inclusive = false)
            Double momentum,

            @Field(title = "Weight decay", help = "Pull of the weights towards zero.", advanced = true)
            @DecimalMin("0")
            @DecimalMax("1")
            Double weightDecay,

            @Field(
                    title = "Loss",
                    help = "cross-entropy for classes; mse for numbers, or against one-hot labels.",
                    advanced = true)
            Loss loss) {
        public Training {
            rounds = Objects.requireNonNullElse(rounds, 10);
            localEpochs = Objects.requireNonNullElse(localEpochs, 1);
            batchSize = Objects.requireNonNullElse(batchSize, 32);
            optimizer = Objects.requireNonNullElse(optimizer, "sgd");
            learningRate = Objects.requireNonNullElse(learningRate, 0.05);
            schedule = Objects.requireNonNullElse(schedule, Schedule.CONSTANT);
            momentum = Objects.requireNonNullElse(momentum, 0.0);
            weightDecay = Objects.requireNonNullElse(weightDecay, 0.0);
            loss = Objects.requireNonNullElse(loss, Loss.CROSS_ENTROPY);
        }

        /** Optimizer steps of a client with so many examples in one round. */
        public int steps(long examples) {
            return Math.toIntExact(Math.min(Integer.MAX_VALUE, localEpochs * ((examples + batchSize - 1) / batchSize)));
        }

        /**
         * The same with the learning rate that {@code schedule} gives one round. Cosine is the annealing of Loshchilov and
         * Hutter (2017, arXiv 1608.03983, equation 5) with one period over all rounds and a minimum of 0, which the round
         * after the last would have.
         *
         * @param round from 1
         */
        public Training in(int round) {
            double rate = learningRate * schedule.remaining((double) (round - 1) / rounds);
            return new Training(rounds, localEpochs, batchSize, optimizer, rate, schedule, momentum, weightDecay, loss);
        }
    }

    public enum Weighting {
        @JsonProperty("examples")
        EXAMPLES,
        @JsonProperty("uniform")
        UNIFORM
    }

    public record Aggregation(
            @Field(title = "Strategy", help = "The rule that turns updates into the next model.")
            String strategy,

            @Field(title = "Weighting", help = "examples: who holds more counts more. uniform: all count alike.")
            Weighting weighting,

            @Field(
                    title = "Averaging",
                    help =
                            "Averages the model over rounds, which evens out what few clients or uneven labels make it jump. Clients go on from the last one.",
                    advanced = true)
            Averaging averaging,

            @JsonAnySetter @JsonAnyGetter Map<String, Number> parameters) {
        /**
         * Parameters stand beside the strategy, as {@code {"strategy": "fedprox", "mu": 0.1}}; those that it declares
         * get their defaults.
         */
        public Aggregation {
            strategy = Objects.requireNonNullElse(strategy, "fedavg");
            weighting = Objects.requireNonNullElse(weighting, Weighting.EXAMPLES);
            averaging = Objects.requireNonNullElseGet(averaging, () -> allDefaults(Averaging.class));
            parameters = complete(strategy, Objects.requireNonNullElse(parameters, Map.of()));
        }

        private static Map<String, Number> complete(String strategy, Map<String, Number> given) {
            SortedMap<String, Number> all = new TreeMap<>();
            given.forEach((name, value) -> all.put(name, plain(value.doubleValue())));
            Strategies.find(strategy)
                    .map(Strategy::parameters)
                    .orElse(List.of())
                    .forEach(parameter -> all.putIfAbsent(parameter.name(), plain(parameter.standard())));
            return Collections.unmodifiableSortedMap(all);
        }

        /** Whole numbers without a point, so that equal values are equal and a count looks like one. */
        private static Number plain(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
        }

        /** The parameters as the strategy reads them. */
        @JsonIgnore
        public Parameters values() {
            return Parameters.of(parameters);
        }
    }

    /** Which models are averaged into the one that is evaluated and offered. */
    public enum AveragingScheme {
        /** None: it is the last one. */
        @JsonProperty("none")
        NONE,
        /** Those of the task's last rounds, alike. */
        @JsonProperty("uniform")
        UNIFORM,
        /** All, the later the more. */
        @JsonProperty("exponential")
        EXPONENTIAL
    }

    public record Averaging(
            @Field(
                    title = "Scheme",
                    help =
                            "none: the model after a round is that of the round. uniform: the mean of the task's last rounds. exponential: of all rounds, the later the more.")
            AveragingScheme scheme,

            @Field(
                    title = "Averaged rounds",
                    help = "How many last rounds a uniform mean is over, or an exponential one mostly.",
                    unit = "rounds",
                    when = "scheme!=none")
            @Min(2)
            @Max(1000)
            Integer rounds) {
        public Averaging {
            scheme = Objects.requireNonNullElse(scheme, AveragingScheme.NONE);
            rounds = Objects.requireNonNullElse(rounds, 5);
        }
    }

    public record Compression(
            @Field(title = "Uplink", help = "From client to server.")
            Codec uplink,

            @Field(title = "Downlink", help = "From server to client.")
            Codec downlink) {
        public Compression {
            uplink = Objects.requireNonNullElseGet(uplink, () -> allDefaults(Codec.class));
            downlink = Objects.requireNonNullElseGet(downlink, () -> allDefaults(Codec.class));
        }
    }

    public record Codec(
            @Field(title = "Scheme", help = "How numbers are packed; none sends 32-bit floats.")
            String scheme,

            @Field(
                    title = "Bits",
                    help = "Bits for each number that travels.",
                    unit = "bits",
                    when = "scheme=quantize,top-k")
            @Min(1)
            @Max(16)
            Integer bits,

            @Field(title = "Keep", help = "Share of the numbers that top-k sends.", when = "scheme=top-k")
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1")
            Double keep,

            @Field(
                    title = "Error feedback",
                    help = "What was lost in packing is added to the next update.",
                    advanced = true,
                    when = "scheme!=none")
            Boolean errorFeedback,

            @Field(
                    title = "Entropy coding",
                    help =
                            "zstd makes what is quantized smaller once more and loses nothing: about half of 2 bits, a quarter of 4, a tenth of 8.",
                    advanced = true,
                    when = "scheme=quantize")
            Entropy entropy) {
        public Codec {
            scheme = Objects.requireNonNullElse(scheme, "none");
            bits = Objects.requireNonNullElse(bits, 8);
            keep = Objects.requireNonNullElse(keep, 0.01);
            errorFeedback = Objects.requireNonNullElse(errorFeedback, true);
            entropy = Objects.requireNonNullElse(entropy, Entropy.NONE);
        }

        /** Without entropy coding. */
        public Codec(String scheme, int bits, double keep, boolean errorFeedback) {
            this(scheme, bits, keep, errorFeedback, Entropy.NONE);
        }

        /** The same with another stage behind the scheme. */
        public Codec with(Entropy other) {
            return new Codec(scheme, bits, keep, errorFeedback, other);
        }
    }

    /** What packs a scheme's frame once more, without loss. */
    public enum Entropy {
        @JsonProperty("none")
        NONE,
        @JsonProperty("zstd")
        ZSTD
    }

    /** Who adds the noise. */
    public enum Noise {
        @JsonProperty("server")
        SERVER,
        @JsonProperty("clients")
        CLIENTS
    }

    public record Privacy(
            @Field(title = "Clip norm", help = "Longer updates are shortened to this. Empty is off.", advanced = true)
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1000000")
            @Nullable
            Double clipNorm,

            @Field(
                    title = "Noise multiplier",
                    help = "Noise in clip norms; hides what any one client contributed. Empty is off.",
                    advanced = true)
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1000")
            @Nullable
            Double noiseMultiplier,

            @Field(
                    title = "Noise by",
                    help = "server: once, on the sum. clients: each on its own; needs no trust, costs accuracy.",
                    advanced = true)
            Noise noise,

            @Field(
                    title = "Delta",
                    help = "The chance at which epsilon may not hold; below 1 / clients.",
                    advanced = true)
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax(value = "1", inclusive = false)
            Double delta,

            @Field(title = "Secure aggregation", help = "Whether the server sees updates, or only their sum.")
            SecureAggregation secureAggregation) {
        public Privacy {
            noise = Objects.requireNonNullElse(noise, Noise.SERVER);
            delta = Objects.requireNonNullElse(delta, 1e-5);
            secureAggregation =
                    Objects.requireNonNullElseGet(secureAggregation, () -> allDefaults(SecureAggregation.class));
        }

        /** Whether noise of these is added. */
        public boolean noisy(Noise by) {
            return noiseMultiplier != null && noise == by;
        }
    }

    /** What hides updates from the server. */
    public enum Masks {
        @JsonProperty("none")
        NONE,
        /** Masks of which any two clients share one, and which cancel in the sum (Bonawitz et al. 2017, eprint 2017/281). */
        @JsonProperty("pairwise")
        PAIRWISE
    }

    public record SecureAggregation(
            @Field(
                    title = "Masks",
                    help = "pairwise: clients mask their updates, and the server can read only the sum of a round.",
                    advanced = true)
            Masks masks,

            @Field(
                    title = "Threshold",
                    help = "Clients that must stay to the end of a round; a smaller one bears more dropouts. Empty is"
                            + " two thirds.",
                    unit = "clients",
                    advanced = true,
                    when = "masks=pairwise")
            @Min(2)
            @Max(10_000)
            @Nullable
            Integer threshold) {
        public SecureAggregation {
            masks = Objects.requireNonNullElse(masks, Masks.NONE);
        }

        /** Whether the server sees sums only. */
        public boolean on() {
            return masks != Masks.NONE;
        }
    }

    public record Evaluation(
            @Field(
                    title = "Test every",
                    help = "Test the global model after every so many rounds, and after the last.",
                    unit = "rounds")
            @Min(1)
            @Max(100_000)
            Integer every,

            @Field(
                    title = "Batch size",
                    help = "Examples for each forward pass of the test.",
                    unit = "examples",
                    advanced = true)
            @Min(1)
            @Max(8192)
            Integer batchSize) {
        public Evaluation {
            every = Objects.requireNonNullElse(every, 1);
            batchSize = Objects.requireNonNullElse(batchSize, 256);
        }
    }

    public record Stopping(
            @Field(title = "Target accuracy", help = "Stop once the test accuracy reaches this share; empty is off.")
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1")
            @Nullable
            Double targetAccuracy,

            @Field(
                    title = "Patience",
                    help = "Stop after so many evaluations without a better accuracy; empty is off.",
                    unit = "evaluations")
            @Min(1)
            @Max(100_000)
            @Nullable
            Integer patience) {}

    public record Simulation(
            @Field(title = "Attack", help = "What malicious clients do.")
            Attack attack,

            @Field(title = "Slow clients", help = "Some take longer, in simulated time.")
            Slow slow,

            @Field(
                    title = "Speed",
                    help = "What a client that is not slow trains on in a simulated second.",
                    unit = "examples/s",
                    advanced = true)
            @DecimalMin("1")
            @DecimalMax("1000000")
            Double examplesPerSecond) {
        public Simulation {
            attack = Objects.requireNonNullElseGet(attack, () -> allDefaults(Attack.class));
            slow = Objects.requireNonNullElseGet(slow, () -> allDefaults(Slow.class));
            examplesPerSecond = Objects.requireNonNullElse(examplesPerSecond, 1000.0);
        }
    }

    public record Slow(
            @Field(title = "Share", help = "Share of the clients that are slow; drawn by the seed.", advanced = true)
            @DecimalMin("0")
            @DecimalMax("1")
            Double share,

            @Field(title = "Factor", help = "Times as long as the others.", unit = "times", advanced = true)
            @DecimalMin("1")
            @DecimalMax("1000")
            Double factor) {
        public Slow {
            share = Objects.requireNonNullElse(share, 0.0);
            factor = Objects.requireNonNullElse(factor, 5.0);
        }

        /** How many of so many clients are slow. */
        public int clients(int count) {
            // As for attackers: a share written as 0.29 of 100 means 29.
            return (int) Math.floor(share * count + 1e-9);
        }
    }

    /** What malicious clients send. */
    public enum AttackKind {
        @JsonProperty("none")
        NONE,
        /** They train on wrong labels: the last class for the first, and so on. */
        @JsonProperty("label-flip")
        LABEL_FLIP,
        /** They go the opposite way. */
        @JsonProperty("sign-flip")
        SIGN_FLIP,
        /** They send noise. */
        @JsonProperty("gaussian")
        GAUSSIAN,
        /** They agree on a wrong update that hides among the others (Baruch et al. 2019, arXiv 1902.06635). */
        @JsonProperty("little-is-enough")
        LITTLE_IS_ENOUGH
    }

    public record Attack(
            @Field(
                    title = "Kind",
                    help =
                            "label-flip: wrong labels. sign-flip: the opposite way. gaussian: noise. little-is-enough: just wrong enough to hide among the others.",
                    advanced = true)
            AttackKind kind,

            @Field(
                    title = "Share",
                    help = "Share of the clients that are malicious; drawn by the seed.",
                    advanced = true,
                    when = "kind!=none")
            @DecimalMin("0")
            @DecimalMax("0.5")
            Double share,

            @Field(
                    title = "Strength",
                    help =
                            "sign-flip: length of the wrong step in honest ones (4). gaussian: noise in an honest update's size (10). little-is-enough: standard deviations from the mean (as many as can hide).",
                    advanced = true,
                    when = "kind=sign-flip,gaussian,little-is-enough")
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("1000")
            @Nullable
            Double strength) {
        public Attack {
            kind = Objects.requireNonNullElse(kind, AttackKind.NONE);
            share = Objects.requireNonNullElse(share, 0.2);
        }

        /** How many of so many clients are malicious. */
        public int attackers(int clients) {
            // A share written as 0.29 of 100 means 29, whatever its binary neighbour says.
            return kind == AttackKind.NONE ? 0 : (int) Math.floor(share * clients + 1e-9);
        }
    }

    public record Start(
            @Field(
                    title = "Model of task",
                    help = "Id of the earlier task whose model to go on from; it must have the same network.",
                    advanced = true)
            @Size(min = 1, max = 64)
            @Nullable
            String task,

            @Field(
                    title = "After round",
                    help = "Which of its models; 0 is its first, empty its last.",
                    unit = "rounds",
                    advanced = true)
            @Min(0)
            @Max(100_000)
            @Nullable
            Integer round,

            @Field(title = "Best", help = "The model of its best accuracy, the earliest of equals.", advanced = true)
            Boolean best,

            @Field(
                    title = "Model",
                    help =
                            "SHA-256 of the model to go on from; follows from the task, or names any model here, as one that was uploaded.",
                    advanced = true)
            @Size(min = 64, max = 64)
            @Nullable
            String model) {
        public Start {
            best = Objects.requireNonNullElse(best, false);
        }

        /** Whether the first weights are someone's rather than fresh ones. */
        public boolean warm() {
            return task != null || model != null;
        }
    }
}
