package io.tributary.protocol.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JointDataTest {
    private static final Column AGE = new Column("age", Column.Kind.NUMERIC, List.of());

    @Test
    void unitesAndSortsCategoriesAndLabelsAndAddsExamplesUp() {
        JointData joint = join(
                table(List.of("10", "2"), AGE, categorical("city", "Rome")),
                table(List.of("9", "sick", "2"), categorical("city", "Bonn", "Rome"), AGE));

        assertThat(joint.info().labels()).containsExactly("2", "9", "10", "sick");
        assertThat(joint.info().columns()).containsExactly(AGE, categorical("city", "Bonn", "Rome"));
        assertThat(joint.info().shape()).isEqualTo(new DataShape(1, 1, 3, 4));
        assertThat(joint.info().trainExamples()).isEqualTo(20);
        assertThat(joint.encoding().scales()).isEqualTo(1);
        assertThat(joint.encoding().moments()).isEmpty();
    }

    @Test
    void keepsAnOrderOfLabelsThatAllSitesHave() {
        assertThat(join(table(List.of("small", "large"), AGE), table(List.of("small", "large"), AGE))
                        .info()
                        .labels())
                .containsExactly("small", "large");
    }

    @Test
    void spellsEveryDifferenceOut() {
        refused(images(28, 1, "a", "b"), images(32, 1, "a", "b"), "A holds images of 28x28 grey, site B of 32x32 grey");
        refused(images(28, 1, "a", "b"), images(28, 3, "a", "b"), "28x28 in 3 colours");
        refused(images(28, 1, "a", "b"), table(List.of("a", "b"), AGE), "site B holds a table, site A images");
        refused(table(List.of(), AGE), table(List.of("a", "b"), AGE), "A predicts a number, site B a class");
        refused(table(List.of("a"), AGE), table(List.of("a"), AGE), "only one class, a");
        refused(
                table(List.of("a", "b"), AGE, categorical("city", "Rome")),
                table(List.of("a", "b"), categorical("age", "old")),
                "site B has no column city",
                "column age is categorical at site B, numeric at site A");
        Column blank = categorical("city");
        refused(table(List.of("a", "b"), blank), table(List.of("a", "b"), blank), "no column holds a value");
        Column[] wide = IntStream.range(0, 300)
                .mapToObj(i -> categorical(
                        "c" + i, IntStream.range(0, 256).mapToObj(j -> "v" + j).toArray(String[]::new)))
                .toArray(Column[]::new);
        refused(table(List.of("a", "b"), wide), table(List.of("a", "b"), wide), "76800 features");
    }

    @Test
    void aNumberToPredictHasAScaleOfItsOwn() {
        Encoding encoding = join(table(List.of(), AGE), table(List.of(), AGE)).encoding();

        assertThat(encoding.regression()).isTrue();
        assertThat(encoding.shape().classes()).isEqualTo(1);
        assertThat(encoding.scales()).isEqualTo(2);
    }

    @Test
    void residualsAddUpToErrorAndDetermination() {
        Residuals one = new Residuals(1, 1, new Moments(2, 4, 10));
        Residuals both = one.plus(new Residuals(0, 0, new Moments(2, 0, 2)));

        assertThat(both.meanAbsoluteError()).isCloseTo(0.25, within(1e-12));
        assertThat(both.determination()).isCloseTo(1 - 1 / 8.0, within(1e-12));
        assertThat(new Residuals(0, 0, new Moments(0, 0, 0)).determination()).isZero();
    }

    private static void refused(DatasetInfo a, DatasetInfo b, String... words) {
        assertThatThrownBy(() -> join(a, b))
                .hasMessageContainingAll(words)
                .isInstanceOfSatisfying(TributaryException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SPEC);
                    assertThat(e.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo("dataset"));
                });
    }

    private static JointData join(DatasetInfo... sites) {
        List<JointData.Site> described = new ArrayList<>();
        for (DatasetInfo site : sites) {
            described.add(new JointData.Site(String.valueOf((char) ('A' + described.size())), site));
        }
        return JointData.of(described);
    }

    private static Column categorical(String name, String... categories) {
        return new Column(name, Column.Kind.CATEGORICAL, List.of(categories));
    }

    private static DatasetInfo table(List<String> labels, Column... columns) {
        List<Column> all = List.of(columns);
        return new DatasetInfo("heart", "t", "d", DataShape.ofTable(all, labels), labels, 10, 2, 0, 1, all, true);
    }

    private static DatasetInfo images(int side, int channels, String... labels) {
        return new DatasetInfo(
                "scan", "t", "d", new DataShape(channels, side, side, labels.length), List.of(labels), 10, 2, 0, 1);
    }
}
