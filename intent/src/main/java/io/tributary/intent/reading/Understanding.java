package io.tributary.intent.reading;

import io.tributary.intent.text.Word;
import java.util.List;
import java.util.Set;

/**
 * What the rules read from a prompt.
 *
 * @param words of the prompt, to which all indices refer
 * @param readings values of fields, each field once
 * @param wishes what a plan is to save
 * @param doubts what has to be asked
 * @param searches fields whose best value is to be found
 * @param acts what is asked for: train, search, never (what no prompt may ask for)
 * @param stance what sort of text it is
 * @param evidence how much of it speaks of training
 */
public record Understanding(
        List<Word> words,
        List<Reading> readings,
        List<Wish> wishes,
        List<Doubt> doubts,
        List<Search> searches,
        Set<String> acts,
        Stance stance,
        Evidence evidence) {
    public Understanding {
        words = List.copyOf(words);
        readings = List.copyOf(readings);
        wishes = List.copyOf(wishes);
        doubts = List.copyOf(doubts);
        searches = List.copyOf(searches);
        acts = Set.copyOf(acts);
    }

    /** The same readings, taken for another sort of text. */
    public Understanding with(Set<String> wanted, Stance taken) {
        return new Understanding(words, readings, wishes, doubts, searches, wanted, taken, evidence);
    }

    /** Whether it says anything about a task at all. */
    public boolean saysSomething() {
        return !readings.isEmpty() || !wishes.isEmpty() || !doubts.isEmpty() || !searches.isEmpty();
    }

    /** Place in the prompt of the first character of a word. */
    public int start(int word) {
        return words.get(word).start();
    }

    /** Place in the prompt after the last character before a word. */
    public int end(int word) {
        return words.get(word - 1).end();
    }

    /**
     * A saving that is wanted.
     *
     * @param goal traffic, cpu or time
     * @param from index of the first word that says so
     * @param to index after the last
     */
    public record Wish(String goal, int from, int to) {}

    /**
     * A field to be searched.
     *
     * @param field its path
     * @param low the least value; NaN where none was said
     * @param high the greatest
     * @param choices the names among which to choose; none where all are meant
     * @param from index of the first word that says so
     * @param to index after the last
     */
    public record Search(String field, double low, double high, List<String> choices, int from, int to) {
        public Search {
            choices = List.copyOf(choices);
        }

        /** Over all of a field's values. */
        public static Search of(String field, int from, int to) {
            return new Search(field, Double.NaN, Double.NaN, List.of(), from, to);
        }

        /** Between two bounds. */
        public static Search between(String field, double low, double high, int from, int to) {
            return new Search(field, low, high, List.of(), from, to);
        }

        /** Among some names. */
        Search among(List<String> names) {
            return new Search(field, low, high, names, from, to);
        }
    }

    /**
     * What sort of text a prompt is.
     *
     * @param other whether it begins with something that is not training: a question, an order to delete
     * @param order whether that is an order rather than a question
     * @param task whether it speaks of models, tasks or training
     * @param defaults whether it asks for the defaults
     * @param outside how likely it asks for something that is not training, from 0 to 1
     * @param refines whether it speaks of an earlier spec: "same but", "double the rounds"
     */
    public record Stance(
            boolean other, boolean order, boolean task, boolean defaults, double outside, boolean refines) {
        /**
         * From here on a prompt is refused: the least of some that were tried at which cross-validation of {@link
         * io.tributary.intent.learned.ScopeJudge} falsely refuses fewer than 2 %.
         */
        private static final double REFUSED = 0.25;

        /** The rules by themselves are right about nine times in ten. */
        private static final double RULED = 0.9;

        /** What the rules by themselves take a text for. */
        static double ruled(boolean outside) {
            return outside ? RULED : 1 - RULED;
        }

        /** Whether it is taken for something that is not training. */
        public boolean strange() {
            return outside > REFUSED;
        }

        /**
         * The same with one more witness heard (Bayes).
         *
         * @param says whether that one takes it for something that is not training
         * @param right how often that one is right, between 0 and 1
         */
        public Stance heard(boolean says, double right) {
            double likelier = says ? right / (1 - right) : (1 - right) / right;
            double odds = outside / (1 - outside) * likelier;
            return new Stance(other, order, task, defaults, outside == 1 ? 1 : odds / (1 + odds), refines);
        }
    }
}
