package io.tributary.intent.vocabulary;

import java.util.Arrays;

/** How far two spellings are apart. */
final class Spelling {
    private Spelling() {}

    /**
     * Letters to insert, remove, replace or swap with their neighbour to come from one word to the other (Damerau 1964, optimal
     * string alignment).
     *
     * @param most distances above are all {@code most + 1}
     */
    static int distance(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(one, other, cost, i, j);
            }
        }
        return Math.min(cost[one.length()][other.length()], most + 1);
    }

    /** Whether two letters that stand side by side have changed their places, and nothing else. */
    static boolean isSwapped(String one, String other) {
        return one.length() == other.length()
                && distance(one, other, 1) == 1
                && sorted(one).equals(sorted(other));
    }

    private static String sorted(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    private static int step(String one, String other, int[][] cost, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
