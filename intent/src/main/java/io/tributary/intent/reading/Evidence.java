package io.tributary.intent.reading;

/**
 * How much of a prompt speaks of training.
 *
 * @param sure fields named or set in words that only the field has
 * @param daily fields named or set in words that daily life has too
 * @param strange words that are neither known nor common
 * @param words made of letters
 * @param numbers that were found
 */
public record Evidence(int sure, int daily, int strange, int words, int numbers) {
    /** Nothing that speaks for or against. */
    static final Evidence NONE = new Evidence(0, 0, 0, 0, 0);

    /**
     * Whether it speaks mostly of other things.
     *
     * @param ordered whether it says to train, to search or to change something
     * @param read how many different things were read
     */
    boolean isStrange(boolean ordered, int read) {
        // Two daily words of the field may meet by chance in other talk; two settings hardly do.
        double evidence = 3.0 * sure + daily + (ordered ? 2 : 0) + (read >= 2 ? 2.5 * read : 0);
        return strange > 0 && strange >= evidence;
    }
}
