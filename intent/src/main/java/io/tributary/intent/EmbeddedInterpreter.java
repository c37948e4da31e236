package io.tributary.intent;

import io.tributary.intent.Interpretation.FieldValue;
import io.tributary.intent.Interpretation.Goal;
import io.tributary.intent.Interpretation.Outcome;
import io.tributary.intent.Interpretation.Question;
import io.tributary.intent.Interpretation.Source;
import io.tributary.intent.learned.ScopeJudge;
import io.tributary.intent.reading.DictionaryPrompt;
import io.tributary.intent.reading.Doubt;
import io.tributary.intent.reading.Reader;
import io.tributary.intent.reading.Reading;
import io.tributary.intent.reading.Understanding;
import io.tributary.intent.vocabulary.Vocabulary;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.model.ModelPreset;
import io.tributary.protocol.task.Registries;
import io.tributary.protocol.task.TaskSpec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Understands prompts with what comes along: no network, the same answer every time. */
public final class EmbeddedInterpreter implements Interpreter {
    /** What interpretations say who understood them. */
    public static final String NAME = "embedded";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_QUESTIONS = 2;

    private static final Logger LOG = System.getLogger(EmbeddedInterpreter.class.getName());

    private final Vocabulary vocabulary = Vocabulary.standard();
    private volatile @Nullable Named named;
    private final boolean learned;

    /** What was learned; loaded with the first prompt, as it would make every start of the server longer. */
    private static final class Learned {
        private static final @Nullable ScopeJudge JUDGE = load();

        private static @Nullable ScopeJudge load() {
            try {
                return ScopeJudge.load();
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "What prompts are about is judged by rules alone, which refuse more of them than they should: {0}",
                        e.getMessage());
                return null;
            }
        }
    }

    /** With what was learned, and by the rules alone where that cannot be loaded, which is logged. */
    public EmbeddedInterpreter() {
        this(true);
    }

    /** @param learned whether what was learned judges the scope; else that too is left to the rules */
    EmbeddedInterpreter(boolean learned) {
        this.learned = learned;
    }

    @Override
    public Interpretation interpret(Intent intent, Surroundings surroundings) {
        Optional<String> refusal = Scope.refuse(intent.prompt());
        if (refusal.isPresent()) {
            return Interpretation.outOfScope(NAME, refusal.get(), null);
        }
        try {
            return conclude(intent, read(intent, surroundings), surroundings, NAME, null);
        } catch (DictionaryPrompt.Unreadable e) {
            return Interpretation.outOfScope(NAME, String.valueOf(e.getMessage()), null);
        }
    }

    /** What is read from a prompt. */
    Understanding read(Intent intent, Surroundings surroundings) {
        Registries known = surroundings.registries();
        List<String> datasets = known.datasets().stream().map(DatasetInfo::id).toList();
        return DictionaryPrompt.read(intent.prompt(), datasets)
                .orElseGet(() -> read(intent.prompt(), known, before(intent, surroundings)));
    }

    private Understanding read(String prompt, Registries known, ObjectNode before) {
        Understanding read = Reader.read(prompt, vocabulary(known), before);
        ScopeJudge judge = learned ? Learned.JUDGE : null;
        return judge == null ? read : judge.judge(read);
    }

    /** The spec that a prompt changes: its base, or the defaults. */
    ObjectNode before(Intent intent, Surroundings surroundings) {
        return JSON.valueToTree(intent.base() == null ? TaskSpec.defaults() : surroundings.check(intent.base()));
    }

    /**
     * Makes a checked spec of what was understood.
     *
     * @param interpreter who understood it
     * @param notice for people, about how it was read; null for none
     */
    Interpretation conclude(
            Intent intent,
            Understanding understanding,
            Surroundings surroundings,
            String interpreter,
            @Nullable String notice) {
        Optional<String> refusal = Scope.refuse(understanding, intent.base() != null);
        if (refusal.isPresent()) {
            return Interpretation.outOfScope(interpreter, refusal.get(), notice);
        }
        ObjectNode base = intent.base() == null ? JSON.createObjectNode() : before(intent, surroundings);
        return new Work(intent, understanding, base, surroundings).finish(interpreter, notice);
    }

    /** The vocabulary with the names that are known here; made anew only when they change, as it is large. */
    private Vocabulary vocabulary(Registries known) {
        Map<String, String> titles = new TreeMap<>();
        for (DatasetInfo dataset : known.datasets()) {
            titles.put(dataset.id(), dataset.title());
        }
        Named last = named;
        if (last == null || !last.isOf(titles, known)) {
            last = new Named(
                    titles,
                    known.strategies(),
                    known.optimizers(),
                    vocabulary
                            .withDatasets(titles)
                            .withNames("aggregation.strategy", known.strategies())
                            .withNames("training.optimizer", known.optimizers()));
            named = last;
        }
        return last.vocabulary();
    }

    /** A vocabulary and the names that it was made with. */
    private record Named(
            Map<String, String> titles, List<String> strategies, List<String> optimizers, Vocabulary vocabulary) {
        boolean isOf(Map<String, String> otherTitles, Registries known) {
            return titles.equals(otherTitles)
                    && strategies.equals(known.strategies())
                    && optimizers.equals(known.optimizers());
        }
    }

    /** One prompt on its way to an interpretation. */
    private static final class Work {
        private final String prompt;
        private final Map<String, JsonNode> answers;
        private final Understanding understanding;
        private final Surroundings surroundings;
        private final ObjectNode base;
        private final Draft draft;
        private final Map<String, FieldValue> sources = new LinkedHashMap<>();
        private final List<Question> questions = new ArrayList<>();

        Work(Intent intent, Understanding understanding, ObjectNode base, Surroundings surroundings) {
            this.prompt = intent.prompt();
            this.answers = intent.answers();
            this.understanding = understanding;
            this.surroundings = surroundings;
            this.base = base;
            base.remove("name");
            this.draft = new Draft(base, surroundings);
        }

        Interpretation finish(String interpreter, @Nullable String notice) {
            understanding.readings().forEach(this::put);
            answers.forEach(this::answered);
            fitToData();
            understanding.doubts().stream()
                    .filter(doubt -> !answers.containsKey(doubt.field()))
                    .forEach(this::ask);
            TaskSpec spec = draft.settle();
            questions.addAll(draft.questions());
            if (questions.isEmpty()) {
                spec = save(spec);
            }
            boolean search = !understanding.searches().isEmpty();
            return new Interpretation(
                    questions.isEmpty() ? Outcome.READY : Outcome.NEEDS_CLARIFICATION,
                    search ? Goal.SEARCH : Goal.TRAIN,
                    interpreter,
                    spec,
                    search ? StudyDraft.of(understanding, spec, surroundings.registries()) : null,
                    fields(spec),
                    questions.stream().limit(MOST_QUESTIONS).toList(),
                    questions.isEmpty() ? null : reason(),
                    notice);
        }

        private String reason() {
            return questions.size() == 1
                    ? "One thing has to be settled first."
                    : questions.size() + " things have to be settled first.";
        }

        private void put(Reading reading) {
            if (!reading.field().startsWith("study.")) {
                JsonNode value = Draft.json(reading.value());
                draft.set(reading.field(), value);
                int start = understanding.start(reading.from());
                int end = understanding.end(reading.to());
                sources.put(
                        reading.field(),
                        new FieldValue(
                                reading.field(),
                                value,
                                reading.origin() == Reading.Origin.SAID ? Source.SAID : Source.RULE,
                                prompt.substring(start, end),
                                start,
                                end,
                                reading.confidence(),
                                reading.reason()));
            }
        }

        private void answered(String field, JsonNode value) {
            draft.set(field, value);
            sources.put(
                    field,
                    new FieldValue(field, value, Source.SAID, null, null, null, 1, "Your answer to a question."));
        }

        /** Tables and sites' own data want another model and split than images. */
        private void fitToData() {
            String id = understanding.readings().stream()
                    .filter(reading -> reading.field().equals("dataset"))
                    .map(reading -> String.valueOf(reading.value()))
                    .findFirst()
                    .orElse("");
            surroundings.registries().datasets().stream()
                    .filter(dataset -> dataset.id().equals(id))
                    .findFirst()
                    .ifPresent(dataset -> {
                        if (dataset.own()) {
                            conclude(
                                    "partition.scheme",
                                    "by-worker",
                                    "The data of " + id + " stay at the sites that hold them.");
                        }
                        if (!dataset.columns().isEmpty()) {
                            conclude("model.preset", "mlp", id + " is a table; convolutions are for images.");
                        }
                        if (dataset.regression()) {
                            conclude("training.loss", "mse", id + " holds numbers to predict.");
                        }
                    });
        }

        private void conclude(String field, String value, String reason) {
            if (!draft.has(field)) {
                JsonNode json = Draft.json(value);
                draft.set(field, json);
                sources.put(field, new FieldValue(field, json, Source.RULE, null, null, null, 0.95, reason));
            }
        }

        private void ask(Doubt doubt) {
            List<Object> options = doubt.options().isEmpty() ? known(doubt.field()) : doubt.options();
            questions.add(new Question(
                    doubt.field(),
                    doubt.question(),
                    options.stream().map(Draft::json).toList()));
        }

        private List<Object> known(String field) {
            Registries known = surroundings.registries();
            List<String> names = switch (field) {
                case "dataset" -> known.datasets().stream().map(DatasetInfo::id).toList();
                case "model.preset" ->
                    Arrays.stream(ModelPreset.values()).map(ModelPreset::id).toList();
                case "training.optimizer" -> known.optimizers();
                case "clients.selection" -> known.selections();
                case "aggregation.strategy" -> known.strategies();
                default -> List.of();
            };
            return List.copyOf(names);
        }

        /** Asks the planner for what was wished; what was said stays as it is. */
        private TaskSpec save(TaskSpec spec) {
            TaskSpec saved = spec;
            Map<String, Understanding.Wish> wishes = new LinkedHashMap<>();
            understanding.wishes().forEach(wish -> wishes.putIfAbsent(wish.goal(), wish));
            for (Understanding.Wish wish : wishes.values()) {
                for (Surroundings.Change change : surroundings.plan(wish.goal(), saved)) {
                    if (!said(change.field())) {
                        draft.set(change.field(), change.value());
                        int start = understanding.start(wish.from());
                        int end = understanding.end(wish.to());
                        sources.put(
                                change.field(),
                                new FieldValue(
                                        change.field(),
                                        change.value(),
                                        Source.PLANNER,
                                        prompt.substring(start, end),
                                        start,
                                        end,
                                        0.9,
                                        change.reason()));
                    }
                }
                saved = draft.settle();
            }
            return saved;
        }

        /** Whether a field, or how its direction is packed, was said outright. */
        private boolean said(String field) {
            String group = field.startsWith("compression.") ? field.substring(0, field.lastIndexOf('.') + 1) : field;
            return sources.values().stream()
                    .anyMatch(value ->
                            value.source() == Source.SAID && value.field().startsWith(group));
        }

        private List<FieldValue> fields(TaskSpec spec) {
            Map<String, JsonNode> defaults = new HashMap<>();
            leaves("", JSON.valueToTree(TaskSpec.defaults()), defaults);
            Map<String, JsonNode> values = new LinkedHashMap<>();
            leaves("", JSON.valueToTree(spec), values);
            List<FieldValue> fields = new ArrayList<>();
            values.forEach((field, value) -> {
                FieldValue known = sources.get(field);
                if (known != null && draft.has(field)) {
                    fields.add(known);
                } else if (!value.isNull() || defaults.containsKey(field)) {
                    boolean carried = !base.isEmpty() && !value.equals(defaults.get(field));
                    fields.add(new FieldValue(
                            field, value, carried ? Source.CARRIED : Source.DEFAULT, null, null, null, 1, null));
                }
            });
            return fields;
        }

        private static void leaves(String path, JsonNode node, Map<String, JsonNode> found) {
            if (node instanceof ObjectNode object) {
                object.properties()
                        .forEach(entry -> leaves(
                                path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                                entry.getValue(),
                                found));
            } else {
                found.put(path, node);
            }
        }
    }
}
