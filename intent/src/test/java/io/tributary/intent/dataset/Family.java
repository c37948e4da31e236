package io.tributary.intent.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A way of wording: how one sort of author says each thing.
 *
 * @param name of it
 * @param part train, tune or test: no template of one stands in another
 * @param language en, de, es or fr
 * @param templates by field; also join, open and close
 */
public record Family(String name, String part, String language, Map<String, List<String>> templates) {
    private static final String AT = "/io/tributary/intent/dataset/";

    static List<Family> all() {
        List<Family> families = new ArrayList<>();
        Map<String, List<String>> templates = new LinkedHashMap<>();
        for (String line : lines("families.txt")) {
            if (line.startsWith("= ")) {
                String[] head = line.substring(2).split(" ", -1);
                templates = new LinkedHashMap<>();
                families.add(new Family(head[0], head[1], head[2], templates));
            } else {
                int colon = line.indexOf(':');
                String key = line.substring(0, colon);
                boolean around = key.equals("join") || key.equals("open") || key.equals("close");
                List<String> texts = split(line.substring(colon + 1), around);
                templates.put(key, texts);
            }
        }
        return families;
    }

    /** Blanks count around clauses and not in them. */
    static List<String> split(String texts, boolean blanksCount) {
        String trimmed = blanksCount && texts.startsWith(" ") ? texts.substring(1) : texts;
        List<String> all = new ArrayList<>();
        for (String text : trimmed.split("\\|", -1)) {
            all.add((blanksCount ? text : text.strip()).replace("\\n", "\n"));
        }
        return all;
    }

    static List<String> lines(String file) {
        try (InputStream stream = Objects.requireNonNull(Family.class.getResourceAsStream(AT + file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
