package io.tributary.intent.text;

import java.util.List;
import java.util.Set;

/** The words of a prompt, asked for by place; there is nothing before the first and after the last. */
record Line(List<Word> words) {
    /** Whether there is a word at a place. */
    boolean has(int at) {
        return at >= 0 && at < words.size();
    }

    /** The word at a place, folded; empty where there is none. */
    String folded(int at) {
        return has(at) ? words.get(at).folded() : "";
    }

    /** Whether the word at a place is one of some. */
    boolean is(int at, Set<String> some) {
        return some.contains(folded(at));
    }

    /** Whether the word at a place is this one. */
    boolean is(int at, String word) {
        return folded(at).equals(word);
    }

    /** Whether there are digits at a place. */
    boolean isDigits(int at) {
        return has(at) && words.get(at).isDigits();
    }

    /** Whether the word at a place stands right behind the one before. */
    boolean isGlued(int at) {
        return has(at) && words.get(at).glued();
    }
}
