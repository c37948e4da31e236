package io.tributary.protocol.data;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The data sets of the same name at several sites, as one: categories and labels united, examples added up.
 *
 * @param info of all sites together
 * @param encoding that all of them can follow; still without moments
 */
public record JointData(DatasetInfo info, Encoding encoding) {

    /** More would make a hello, an assignment and the first layer unwieldy. */
    public static final int MOST_FEATURES = 65_536;

    /**
     * What one site describes.
     *
     * @param site its name, for messages
     */
    public record Site(String site, DatasetInfo data) {}

    /**
     * Joins what sites describe. The columns keep the order they have at the first site, so the order of the sites matters.
     *
     * @param sites at least one
     * @throws TributaryException INVALID_SPEC naming the field {@code dataset} and spelling out every difference that stands
     *     in the way
     */
    public static JointData of(List<Site> sites) {
        Site first = sites.get(0);
        List<String> problems = new ArrayList<>();
        for (Site other : sites.subList(1, sites.size())) {
            compare(first, other, problems);
        }
        List<Column> columns = new ArrayList<>();
        for (Column column : first.data.columns()) {
            columns.add(united(column.name(), sites, problems));
        }
        List<String> labels = labels(sites);
        DataShape pixels = first.data.shape();
        DataShape shape = columns.isEmpty()
                ? new DataShape(pixels.channels(), pixels.height(), pixels.width(), Math.max(1, labels.size()))
                : DataShape.ofTable(columns, labels);
        size(shape, labels, problems);
        if (!problems.isEmpty()) {
            throw TributaryException.ofField(
                    ErrorCode.INVALID_SPEC,
                    "dataset",
                    "The sites' data sets named " + first.data.id() + " cannot be trained on together: "
                            + String.join("; ", problems) + ".");
        }
        DatasetInfo info = new DatasetInfo(
                first.data.id(),
                first.data.title(),
                first.data.description(),
                shape,
                labels,
                sites.stream().mapToLong(site -> site.data.trainExamples()).sum(),
                sites.stream().mapToLong(site -> site.data.testExamples()).sum(),
                first.data.mean(),
                first.data.deviation(),
                columns,
                true);
        return new JointData(info, new Encoding(shape, labels, columns, List.of()));
    }

    /** What keeps a site from going with the first one, the kinds of columns aside. */
    private static void compare(Site first, Site other, List<String> problems) {
        DataShape ours = first.data.shape();
        DataShape theirs = other.data.shape();
        boolean table = !first.data.columns().isEmpty();
        if (table == other.data.columns().isEmpty()) {
            problems.add("site " + (table ? first : other).site + " holds a table, site " + (table ? other : first).site
                    + " images");
        } else if (table) {
            missing(first, other, problems);
            missing(other, first, problems);
        } else if (!pixels(ours).equals(pixels(theirs))) {
            problems.add("site " + first.site + " holds images of " + pixels(ours) + ", site " + other.site + " of "
                    + pixels(theirs));
        }
        if (first.data.regression() != other.data.regression()) {
            Site numbers = first.data.regression() ? first : other;
            Site classes = first.data.regression() ? other : first;
            problems.add("site " + numbers.site + " predicts a number, site " + classes.site
                    + " a class; say task=regression or task=classification at both");
        }
    }

    private static void missing(Site has, Site lacks, List<String> problems) {
        Map<String, Column> there = byName(lacks);
        for (Column column : has.data.columns()) {
            if (!there.containsKey(column.name())) {
                String alike = there.keySet().stream()
                        .filter(name -> name.equalsIgnoreCase(column.name()))
                        .findFirst()
                        .map(name -> ", but one named " + name)
                        .orElse("");
                problems.add("site " + lacks.site + " has no column " + column.name() + alike + " (site " + has.site
                        + " has it)");
            }
        }
    }

    private static Column united(String name, List<Site> sites, List<String> problems) {
        Site categorical = null;
        Site numeric = null;
        Set<String> categories = new LinkedHashSet<>();
        for (Site site : sites) {
            Column column = byName(site).get(name);
            if (column == null || column.blank()) {
                continue;
            }
            if (column.kind() == Column.Kind.NUMERIC) {
                numeric = numeric == null ? site : numeric;
            } else {
                categorical = categorical == null ? site : categorical;
                categories.addAll(column.categories());
            }
        }
        if (categorical != null && numeric != null) {
            problems.add("column " + name + " is categorical at site " + categorical.site + ", numeric at site "
                    + numeric.site);
        }
        return numeric != null
                ? new Column(name, Column.Kind.NUMERIC, List.of())
                : new Column(name, Column.Kind.CATEGORICAL, Labels.sorted(categories));
    }

    private static void size(DataShape shape, List<String> labels, List<String> problems) {
        if (labels.size() == 1) {
            problems.add("there is only one class, " + labels.get(0) + ", so there is nothing to tell apart");
        }
        if (shape.features() == 0) {
            problems.add("no column holds a value");
        }
        if (shape.features() > MOST_FEATURES && shape.height() == 1) {
            problems.add("one-hot encoding makes " + shape.features() + " features of the columns, more than "
                    + MOST_FEATURES + "; leave out columns with many categories (drop=)");
        }
    }

    /** Sites that agree keep their order, which may be one that people know; else the names are sorted. */
    private static List<String> labels(List<Site> sites) {
        List<String> first = sites.get(0).data.labels();
        if (sites.stream().allMatch(site -> site.data.labels().equals(first))) {
            return first;
        }
        return Labels.sorted(
                sites.stream().flatMap(site -> site.data.labels().stream()).toList());
    }

    private static Map<String, Column> byName(Site site) {
        Map<String, Column> columns = new LinkedHashMap<>();
        site.data.columns().forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    private static String pixels(DataShape shape) {
        return shape.height() + "x" + shape.width()
                + (shape.channels() == 1 ? " grey" : " in " + shape.channels() + " colours");
    }
}
