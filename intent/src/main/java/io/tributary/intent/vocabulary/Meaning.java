package io.tributary.intent.vocabulary;

/**
 * What a phrase stands for.
 *
 * @param kind what sort of phrase it is
 * @param name a field's path, a sign, a goal or an act
 * @param value of the field, empty unless the kind is VALUE
 */
public record Meaning(Kind kind, String name, String value) {
    /** Sorts of phrases. */
    public enum Kind {
        /** Names a field whose value mostly stands after it: batch size 32. */
        CUE,
        /** Names a field whose value mostly stands before it: 20 rounds. */
        UNIT,
        /** A value of a field. */
        VALUE,
        /** What a plan is to save. */
        GOAL,
        /** Changes what others mean. */
        SIGN,
        /** What is asked for. */
        ACT
    }

    /** Whether it names a field. */
    public boolean namesField() {
        return kind == Kind.CUE || kind == Kind.UNIT;
    }

    /** Whether it is such a sign. */
    public boolean isSign(String sign) {
        return kind == Kind.SIGN && name.equals(sign);
    }
}
