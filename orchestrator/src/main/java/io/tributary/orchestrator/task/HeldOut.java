package io.tributary.orchestrator.task;

/**
 * Which of the held-out examples a task is tested on. A search picks the best of many on one half; what the pick is worth is measured on
 * the other, which nothing was picked by.
 */
public enum HeldOut {
    ALL,
    /** The first half. */
    SEARCH,
    /** The second half. */
    CHECK;

    /** The first of so many examples that counts. */
    public long from(long examples) {
        return this == CHECK ? examples / 2 : 0;
    }

    /** Behind the last of so many examples that counts. */
    public long to(long examples) {
        return this == SEARCH ? (examples + 1) / 2 : examples;
    }

    /** How many of so many examples count. */
    public long count(long examples) {
        return to(examples) - from(examples);
    }
}
