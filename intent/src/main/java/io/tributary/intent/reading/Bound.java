package io.tributary.intent.reading;

import io.tributary.intent.text.Quantity;
import io.tributary.intent.vocabulary.Term;
import org.jspecify.annotations.Nullable;

/**
 * A number and the field it was said for.
 *
 * @param number what was said
 * @param field it is meant for
 * @param cue the phrase that names the field; null where another number's field is taken over
 * @param cost how far apart the two stand; 0 is side by side
 */
record Bound(Quantity number, String field, @Nullable Term cue, double cost) {
    int from() {
        return cue == null ? number.from() : Math.min(number.from(), cue.from());
    }

    int to() {
        return cue == null ? number.to() : Math.max(number.to(), cue.to());
    }
}
