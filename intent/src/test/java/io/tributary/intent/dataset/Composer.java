package io.tributary.intent.dataset;

import io.tributary.intent.dataset.Labelled.Span;
import java.util.ArrayList;
import java.util.List;

/** A prompt in the making: texts one after another, some of them labelled. */
final class Composer {
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();

    void add(String plain) {
        text.append(plain);
    }

    void add(String said, String label) {
        int start = text.length();
        text.append(said);
        spans.add(new Span(start, text.length(), label));
    }

    /** Puts a capital at the beginning of the clause that begins at a place. */
    void capital(int at) {
        if (at < text.length()) {
            text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
        }
    }

    /** Small letters only, or capitals only; nothing moves. */
    void shout(boolean loud) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            text.setCharAt(i, loud ? Character.toUpperCase(each) : Character.toLowerCase(each));
        }
    }

    /** Swaps two letters inside a word that no label covers. */
    void misspell(int at) {
        boolean inside = at > 1
                && at + 2 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at))
                && Character.isLetter(text.charAt(at + 1))
                && Character.isLetter(text.charAt(at - 2));
        if (inside && spans.stream().noneMatch(span -> span.start() <= at + 1 && at < span.end())) {
            char first = text.charAt(at);
            text.setCharAt(at, text.charAt(at + 1));
            text.setCharAt(at + 1, first);
        }
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }
}
