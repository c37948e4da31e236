package io.tributary.intent.dataset;

import io.tributary.intent.dataset.Figures.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes labelled prompts: a family says what a plan of fields and values means, with corrections, exclusions and misspellings. */
public final class Generator {
    private static final Pattern HOLE = Pattern.compile("\\{([nvwkcfs])\\}");
    private static final List<String> NUMBERS = List.of(
            "training.rounds",
            "training.rounds",
            "training.rounds",
            "training.localEpochs",
            "training.batchSize",
            "training.learningRate",
            "training.learningRate",
            "training.momentum",
            "training.weightDecay",
            "clients.count",
            "clients.count",
            "clients.count",
            "clients.fraction",
            "clients.part",
            "clients.minimum",
            "clients.deadlineSeconds",
            "partition.alpha",
            "partition.classesPerClient",
            "evaluation.every",
            "stopping.targetAccuracy",
            "stopping.patience",
            "seed",
            "compression.bits",
            "compression.keep",
            "privacy");
    private static final List<String> CHOICES = List.of(
            "model.preset",
            "model.preset",
            "training.optimizer",
            "clients.selection",
            "partition.scheme",
            "training.schedule",
            "aggregation.weighting",
            "compression.scheme",
            "dataset",
            "dataset",
            "save.traffic",
            "save.cpu",
            "save.time");
    /** Fields that would say the same thing twice. */
    private static final List<Set<String>> APART = List.of(
            Set.of("clients.count", "clients.part"),
            Set.of("clients.fraction", "clients.part", "clients.minimum"),
            Set.of("clients.selection", "clients.minimum"),
            Set.of("partition.scheme", "partition.alpha", "partition.classesPerClient", "aggregation.weighting"),
            Set.of(
                    "compression.bits",
                    "compression.keep",
                    "compression.scheme",
                    "save.traffic",
                    "save.cpu",
                    "save.time"));

    private static final Map<String, List<String>> INSTEAD = Map.of(
            "en",
                    List.of(
                            "{new}, not {old}",
                            "{new} instead of {old}",
                            "{old}, no wait, {new}",
                            "{old}, sorry, {new}",
                            "{old} -- no, {new}",
                            "{old}, I mean {new}",
                            "{new} rather than {old}",
                            "not {old} but {new}",
                            "{old}... actually {new}",
                            "{old}, make that {new}"),
            "de", List.of("{new} statt {old}", "{old}, nein, {new}", "nicht {old} sondern {new}"),
            "es", List.of("{new} en vez de {old}", "{old}, no, {new}", "no {old} sino {new}"),
            "fr", List.of("{new} au lieu de {old}", "{old}, non, {new}", "pas {old} mais {new}"));
    private static final Map<String, List<String>> CHANGES = Map.of(
            "train",
                    List.of(
                            "double the {f}",
                            "twice as many {f}",
                            "halve the {f}",
                            "{n} more {f}",
                            "{n} fewer {f}",
                            "half the {f}",
                            "three times the {f}",
                            "add {n} {f}",
                            "the same but with {n} {f}",
                            "again, now {n} {f}",
                            "cut the {f} in half"),
            "test",
                    List.of(
                            "go up to double the {f}",
                            "another {n} {f} on top",
                            "only half as many {f} this time",
                            "the {f} times three"));
    private static final Map<String, String> CHANGED = Map.of(
            "rounds",
            "training.rounds",
            "clients",
            "clients.count",
            "sites",
            "clients.count",
            "local epochs",
            "training.localEpochs");

    private final List<Family> families = Family.all();
    private final Map<String, List<String>> phrases = new LinkedHashMap<>();
    private final Map<String, List<String>> remarks = new LinkedHashMap<>();
    private final SplittableRandom random;

    public Generator(long seed) {
        random = new SplittableRandom(seed);
        for (String line : Family.lines("phrases.txt")) {
            int colon = line.indexOf(": ");
            phrases.put(line.substring(0, colon), Family.split(line.substring(colon + 2), false));
        }
        for (String line : Family.lines("chatter.txt")) {
            int colon = line.indexOf(": ");
            remarks.put(line.substring(0, colon), Family.split(line.substring(colon + 2), false));
        }
    }

    /** So many prompts of a part, about a sixth of them out of scope. */
    public List<Labelled> make(String part, int count) {
        List<Family> ours =
                families.stream().filter(family -> family.part().equals(part)).toList();
        Beside beside = new Beside(part, random);
        List<Labelled> made = new ArrayList<>();
        while (made.size() < count) {
            int way = random.nextInt(100);
            if (way < 20) {
                made.add(beside.make());
            } else if (way < 22 && part.equals("train")) {
                made.add(beside.request());
            } else if (way < 25 && !part.equals("tune")) {
                made.add(change(part));
            } else {
                Family family = any(ours);
                // Other languages are a third of the families but need less.
                if (family.language().equals("en") || random.nextBoolean()) {
                    made.add(new Prompt(family).make());
                }
            }
        }
        return made;
    }

    List<Family> families() {
        return families;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Labelled change(String part) {
        Composer composer = new Composer();
        String name = any(new ArrayList<>(new TreeSet<>(CHANGED.keySet())));
        String field = String.valueOf(CHANGED.get(name));
        int before = 2 * random.nextInt(4, 20);
        String template = any(CHANGES.getOrDefault(part, List.of()));
        int number = random.nextInt(1, before);
        int hole = template.indexOf("{n}");
        String text = template.replace("{f}", name);
        boolean absolute = template.startsWith("the same") || template.startsWith("again");
        if (hole >= 0) {
            composer.add(text.substring(0, hole));
            composer.add(Integer.toString(number), absolute ? field : "change");
            composer.add(text.substring(hole + 3));
        } else {
            composer.add(text);
        }
        int after;
        if (absolute) {
            after = number;
        } else if (template.contains("three")) {
            after = 3 * before;
        } else if (template.contains("fewer")) {
            after = before - number;
        } else if (hole >= 0) {
            after = before + number;
        } else {
            after = template.contains("hal") ? before / 2 : 2 * before;
        }
        return new Labelled(
                composer.text(),
                composer.spans(),
                Set.of(field + "=" + after),
                Set.of(field + "=" + before),
                "changes",
                part,
                List.of(template));
    }

    /** One prompt in the making. */
    private final class Prompt {
        private final Family family;
        private final Figures figures;
        private final Composer composer = new Composer();
        private final Set<String> tokens = new TreeSet<>();
        private final List<String> pattern = new ArrayList<>();

        private final List<String> chatter;

        Prompt(Family family) {
            this.family = family;
            this.figures = new Figures(random, family.language());
            this.chatter = remarks.getOrDefault(family.language() + " " + family.part(), List.of());
        }

        Labelled make() {
            List<String> plan = plan();
            String open = any(family.templates().getOrDefault("open", List.of("")));
            String join = any(family.templates().getOrDefault("join", List.of(", ")));
            boolean sentences = open.isEmpty() || open.strip().matches(".*[.!:,?]");
            if (sentences && !chatter.isEmpty() && random.nextInt(5) == 0) {
                composer.add(any(chatter) + ". ");
            }
            composer.add(open);
            pattern.add(open);
            boolean capitals = join.strip().equals(".") && random.nextInt(3) > 0;
            for (int i = 0; i < plan.size(); i++) {
                if (i > 0) {
                    join = random.nextInt(3) == 0 ? any(family.templates().getOrDefault("join", List.of(", "))) : join;
                    boolean remark = join.startsWith(".") && !chatter.isEmpty() && random.nextInt(6) == 0;
                    composer.add(remark ? ". " + any(chatter) + join : join);
                }
                int start = composer.length();
                clause(plan.get(i));
                if (capitals && i > 0) {
                    composer.capital(start);
                }
            }
            if (!chatter.isEmpty() && random.nextInt(8) == 0) {
                composer.add(". " + any(chatter));
            }
            composer.add(any(family.templates().getOrDefault("close", List.of(""))));
            noise();
            conclude();
            return new Labelled(
                    composer.text(), composer.spans(), tokens, Set.of(), family.name(), family.part(), pattern);
        }

        private List<String> plan() {
            Set<String> plan = new LinkedHashSet<>();
            int wanted = 1 + random.nextInt(2) + random.nextInt(3) + random.nextInt(2);
            boolean search = random.nextInt(10) == 0;
            if (search) {
                plan.add("search");
                if (random.nextInt(3) > 0) {
                    plan.add("study.trials");
                }
            }
            for (int tries = 0; plan.size() < wanted && tries < 50; tries++) {
                String field = random.nextInt(5) < 3 ? any(NUMBERS) : any(CHOICES);
                boolean clash = APART.stream()
                        .anyMatch(
                                group -> group.contains(field) && plan.stream().anyMatch(group::contains));
                boolean known = field.startsWith("save.") ? family.templates().containsKey(field) : true;
                if (!clash && known && family.templates().containsKey(field)) {
                    plan.add(field);
                }
            }
            List<String> order = new ArrayList<>(plan);
            Collections.shuffle(order, new Random(random.nextLong()));
            // "Of them" wants somebody to refer to.
            if (order.contains("clients.count") && order.contains("clients.fraction")) {
                order.remove("clients.fraction");
                order.add(order.indexOf("clients.count") + 1, "clients.fraction");
            }
            return order;
        }

        private void clause(String field) {
            String template = any(family.templates().getOrDefault(field, List.of("")));
            pattern.add(template);
            Figure part = figures.whole(random.nextInt(2, 9));
            Figure all = figures.whole(random.nextInt(10, 60));
            Matcher hole = HOLE.matcher(template);
            int at = 0;
            while (hole.find()) {
                composer.add(template.substring(at, hole.start()));
                String rest = template.substring(hole.end());
                at = hole.end();
                switch (hole.group(1)) {
                    case "w" -> composer.add(any(phrase("{w}")));
                    case "s" -> composer.add(any(phrase("{s}")));
                    case "c" -> figure("privacy.clipNorm");
                    case "f" -> searched();
                    case "v" -> value(field);
                    case "k" -> composer.add(part.said(), "clients.part");
                    default -> {
                        if (field.equals("clients.part")) {
                            composer.add(all.said(), "clients.count");
                        } else {
                            at += number(field.equals("privacy") ? "privacy.noiseMultiplier" : field, rest);
                        }
                    }
                }
            }
            composer.add(template.substring(at));
            if (field.equals("clients.part")) {
                tokens.add("clients.count=" + all.meant());
                tokens.add("clients.fraction=" + Double.parseDouble(part.meant()) / Double.parseDouble(all.meant()));
            }
        }

        private List<String> phrase(String key) {
            List<String> found = phrases.get(family.language() + " " + key);
            return found == null ? phrases.getOrDefault("en " + key, List.of()) : found;
        }

        /** A number, now and then with one that it replaces; returns how many characters of the template are used up. */
        private int number(String field, String rest) {
            boolean said = field.equals("compression.bits") && rest.startsWith(" bit");
            if (said) {
                int bits = 2 + 2 * random.nextInt(4);
                composer.add(Integer.toString(bits), field);
                token(field, Integer.toString(bits));
                return 0;
            }
            boolean plain = !Set.of(
                            "clients.fraction",
                            "clients.deadlineSeconds",
                            "stopping.targetAccuracy",
                            "compression.bits",
                            "compression.keep")
                    .contains(field);
            if (plain && random.nextInt(14) == 0) {
                Figure old = figures.of(field);
                Figure figure = figures.of(field);
                if (!old.meant().equals(figure.meant())) {
                    instead(old.said(), figure.said(), field);
                    token(field, figure.meant());
                    return 0;
                }
            }
            figure(field);
            return 0;
        }

        private void figure(String field) {
            Figure figure = figures.of(field);
            composer.add(figure.said(), field);
            token(field, figure.meant());
        }

        private void instead(String old, String now, String label) {
            String template = any(INSTEAD.getOrDefault(family.language(), List.of("{new}")));
            Matcher hole = Pattern.compile("\\{(old|new)\\}").matcher(template);
            int at = 0;
            while (hole.find()) {
                composer.add(template.substring(at, hole.start()));
                boolean isNew = hole.group(1).equals("new");
                composer.add(isNew ? now : old, isNew ? label : "void");
                at = hole.end();
            }
            composer.add(template.substring(at));
        }

        private void token(String field, String meant) {
            switch (field) {
                case "compression.bits" -> {
                    tokens.add("compression.uplink.scheme=quantize");
                    tokens.add("compression.uplink.bits=" + meant);
                }
                case "compression.keep" -> {
                    tokens.add("compression.uplink.scheme=top-k");
                    tokens.add("compression.uplink.keep=" + meant);
                }
                case "partition.alpha" -> {
                    tokens.add("partition.scheme=dirichlet");
                    tokens.add(field + "=" + meant);
                }
                case "partition.classesPerClient" -> {
                    tokens.add("partition.scheme=shards");
                    tokens.add(field + "=" + meant);
                }
                default -> tokens.add(field + "=" + meant);
            }
        }

        private void searched() {
            List<String> keys = phrases.keySet().stream()
                    .filter(key -> key.startsWith(family.language() + " {f} "))
                    .toList();
            String key = any(keys);
            String field = key.substring(key.lastIndexOf(' ') + 1);
            composer.add(any(phrases.getOrDefault(key, List.of())), "search:" + field);
            tokens.add("search:" + field);
        }

        private void value(String field) {
            if (field.startsWith("save.")) {
                String goal = field.substring(5);
                composer.add(any(phrase("save." + goal)), "save=" + goal);
                tokens.add("save=" + goal);
                return;
            }
            String start = family.language() + " " + field + "=";
            List<String> keys = phrases.keySet().stream()
                    .filter(key -> key.startsWith(start))
                    .toList();
            String use = keys.isEmpty() ? "en " + field + "=" : start;
            List<String> known = keys.isEmpty()
                    ? phrases.keySet().stream()
                            .filter(key -> key.startsWith(use))
                            .toList()
                    : keys;
            String key = any(known);
            boolean rare = key.endsWith("=?") && random.nextInt(3) > 0 && !field.equals("dataset");
            key = rare ? known.get(0) : key;
            String value = key.substring(use.length());
            String said = any(phrases.getOrDefault(key, List.of()));
            if (random.nextInt(14) == 0
                    && !field.equals("compression.scheme")
                    && !field.equals("aggregation.weighting")
                    && known.size() > 2) {
                String other = any(known);
                if (!other.equals(key)) {
                    instead(any(phrases.getOrDefault(other, List.of())), said, field + "=" + value);
                    chosen(field, value);
                    return;
                }
            }
            composer.add(said, field + "=" + value);
            chosen(field, value);
        }

        private void chosen(String field, String value) {
            if (value.equals("?")) {
                tokens.add("ask:" + field);
            } else if (field.equals("compression.scheme")) {
                tokens.add("compression.uplink.scheme=" + value);
            } else {
                tokens.add(field + "=" + value);
            }
        }

        private void noise() {
            if (random.nextInt(10) == 0) {
                composer.shout(random.nextInt(4) == 0);
            }
            if (random.nextInt(6) == 0) {
                for (int i = 0; i < 1 + composer.length() / 60; i++) {
                    composer.misspell(random.nextInt(Math.max(1, composer.length())));
                }
            }
        }

        /** What the rules conclude from an optimizer stands in the right reading too. */
        private void conclude() {
            boolean rate = tokens.stream()
                    .anyMatch(token ->
                            token.startsWith("training.learningRate=") || token.equals("search:training.learningRate"));
            if (!rate && tokens.stream().anyMatch(token -> token.matches("training.optimizer=(adamw?|rmsprop)"))) {
                tokens.add("training.learningRate=0.001");
            }
            if (!rate && tokens.contains("training.optimizer=adagrad")) {
                tokens.add("training.learningRate=0.01");
            }
            if (tokens.stream().anyMatch(token -> token.startsWith("ask:"))) {
                Set<String> asked = tokens.stream()
                        .filter(token -> token.startsWith("ask:"))
                        .collect(Collectors.toSet());
                tokens.retainAll(asked);
            }
        }
    }
}
