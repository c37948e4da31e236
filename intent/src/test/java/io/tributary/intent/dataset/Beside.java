package io.tributary.intent.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prompts that ask for nothing that is trained here. */
final class Beside {
    private static final Pattern HOLE = Pattern.compile("\\{(\\w+)\\}");

    private final String part;
    private final SplittableRandom random;
    private final List<String> templates = new ArrayList<>();
    private final List<String> bare = new ArrayList<>();
    private final Map<String, List<String>> words = new LinkedHashMap<>();

    Beside(String part, SplittableRandom random) {
        this.part = part;
        this.random = random;
        for (String line : Family.lines("beside.txt")) {
            int colon = line.indexOf(": ");
            String key = line.substring(0, colon);
            List<String> texts = Family.split(line.substring(colon + 2), false);
            if (key.equals(part)) {
                templates.addAll(texts);
            } else if (key.equals("bare")) {
                bare.addAll(texts);
            } else {
                words.put(key, texts);
            }
        }
    }

    /** A request that leaves all to the defaults. */
    Labelled request() {
        String text = bare.get(random.nextInt(bare.size()));
        return new Labelled(text, List.of(), Set.of(), Set.of(), "bare", part, List.of(text));
    }

    Labelled make() {
        String template = templates.get(random.nextInt(templates.size()));
        Matcher hole = HOLE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (hole.find()) {
            hole.appendReplacement(text, Matcher.quoteReplacement(fill(hole.group(1))));
        }
        hole.appendTail(text);
        return new Labelled(text.toString(), List.of(), Set.of("out"), Set.of(), "beside", part, List.of(template));
    }

    private String fill(String name) {
        List<String> texts = words.get(name);
        return texts == null ? Integer.toString(random.nextInt(2, 60)) : texts.get(random.nextInt(texts.size()));
    }
}
