package io.tributary.protocol.seed;

/** What a random number is for. The salt is part of every seed derived for the purpose: never change one. */
public enum Purpose {
    PARTITION(1),
    INITIALISATION(2),
    SELECTION(3),
    SHUFFLE(4),
    DROPOUT(5),
    COMPRESSION(6),
    SPEED(7),
    DOWNLINK(8),
    /** Who is malicious in a simulation, and what they send. */
    ATTACK(9),
    /** Who begins next where rounds are asynchronous. */
    SCHEDULE(10),
    /** Which parameters a trial of a study gets. */
    SEARCH(32);

    private final long salt;

    Purpose(long salt) {
        this.salt = salt;
    }

    long salt() {
        return salt;
    }
}
