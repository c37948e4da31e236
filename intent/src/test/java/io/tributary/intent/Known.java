package io.tributary.intent;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.protocol.task.TaskSpecReader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** A server with one data set, for tests. */
public final class Known {
    public static final Registries REGISTRIES = new Registries(
            List.of(new DatasetInfo(
                    "fashion-mnist",
                    "Fashion-MNIST",
                    "Pictures of clothes.",
                    new DataShape(1, 28, 28, 10),
                    List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                    60_000,
                    10_000,
                    0,
                    1)),
            Map.of(),
            Map.of(),
            List.of("sgd", "adam", "adamw", "rmsprop", "adagrad"),
            List.of("full", "random", "round-robin", "latency-proportional", "power-of-choice", "oort"),
            List.of("fedavg"),
            List.of("none", "float16", "quantize", "top-k"));
    public static final TaskSpecReader READER = new TaskSpecReader(REGISTRIES);

    /** The same with every strategy and optimizer that there is. */
    static final Registries EVERYTHING = new Registries(
            REGISTRIES.datasets(),
            Map.of(),
            Map.of(),
            List.of("sgd", "adam", "adamw", "rmsprop", "adagrad", "lion", "adamp"),
            REGISTRIES.selections(),
            Strategies.all().stream().map(Strategy::id).toList(),
            REGISTRIES.codecs());

    private static final TaskSpecReader READER_OF_EVERYTHING = new TaskSpecReader(EVERYTHING);

    private Known() {}

    /** One of the two readers, whose schemas take long to make. */
    static TaskSpecReader reader(Registries known) {
        return known.equals(EVERYTHING) ? READER_OF_EVERYTHING : READER;
    }

    /** Checks for real; plans nothing but tells which goals were wished for. */
    public static Surroundings surroundings(Consumer<String> wishes) {
        return surroundings(REGISTRIES, wishes);
    }

    static Surroundings surroundings(Registries known, Consumer<String> wishes) {
        return new Surroundings() {
            @Override
            public Registries registries() {
                return known;
            }

            @Override
            public TaskSpec check(JsonNode document) {
                return reader(known).read(document);
            }

            @Override
            public List<Change> plan(String goal, TaskSpec spec) {
                wishes.accept(goal);
                return List.of();
            }
        };
    }
}
