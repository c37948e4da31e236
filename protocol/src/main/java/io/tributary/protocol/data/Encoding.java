package io.tributary.protocol.data;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sites of one task turn what they hold into numbers, so that all of them do it alike. Made by the server from the
 * sites' schemas and moments; sent with each assignment.
 *
 * <p>A number x of a column becomes (x - mean) / deviation, a missing one 0; a category becomes a row of zeros with a one in
 * its place, a missing or unknown one zeros only; a pixel in 0..1 becomes (p - mean) / deviation. Where a number is
 * predicted, it is scaled by its own moments too.
 *
 * @param shape of an encoded example
 * @param labels names of the classes, in the order of their numbers; empty where a number is predicted
 * @param columns of a table with the categories of all sites together; empty for images
 * @param moments of all sites together: one for each numeric column in their order, then, where a number is predicted, one
 *     for it; a single one for images. None until the sites have been asked: nothing is scaled then
 */
public record Encoding(DataShape shape, List<String> labels, List<Column> columns, List<Moments> moments) {
    public Encoding {
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
        moments = List.copyOf(moments);
    }

    /** Whether a number is predicted rather than a class. */
    public boolean regression() {
        return labels.isEmpty() && shape.classes() == 1;
    }

    /** How many moments make this complete. */
    public int scales() {
        long inputs = columns.isEmpty()
                ? 1
                : columns.stream()
                        .filter(column -> column.kind() == Column.Kind.NUMERIC)
                        .count();
        return (int) inputs + (regression() ? 1 : 0);
    }

    /**
     * The same with a common scale.
     *
     * @param sites what each site answered. They are added up in this order: another order may give other last bits
     * @throws TributaryException UPDATE_REFUSED where a site's answer does not fit
     */
    public Encoding scaledBy(List<List<Moments>> sites) {
        List<Moments> sums = new ArrayList<>();
        for (int i = 0; i < scales(); i++) {
            sums.add(new Moments(0, 0, 0));
        }
        for (int site = 0; site < sites.size(); site++) {
            List<Moments> answer = sites.get(site);
            if (answer.size() != scales() || !answer.stream().allMatch(Encoding::plausible)) {
                throw new TributaryException(
                        ErrorCode.UPDATE_REFUSED,
                        "Site " + (site + 1) + " of " + sites.size() + " sent sums that do not fit its columns: "
                                + answer.size() + " where " + scales()
                                + " are wanted, each of finite numbers and none negative but the sum.");
            }
            for (int i = 0; i < answer.size(); i++) {
                sums.set(i, sums.get(i).plus(answer.get(i)));
            }
        }
        return new Encoding(shape, labels, columns, sums);
    }

    private static boolean plausible(Moments moments) {
        return moments.count() >= 0
                && Double.isFinite(moments.sum())
                && Double.isFinite(moments.squares())
                && moments.squares() >= 0;
    }
}
