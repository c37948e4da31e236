package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.row;
import static io.tributary.worker.site.Sites.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.data.JointData;
import io.tributary.protocol.data.Moments;
import io.tributary.worker.data.Dataset;
import io.tributary.worker.data.DatasetCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sites that have seen different things encode alike, and as one site would that holds everything. */
class TwoSitesTest {
    private static final String HEADER = "age,sex,city,y\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theEncodingOfSitesIsTheEncodingOfTheirUnion(int seed) throws IOException {
        List<String> rows = rows(seed, 120);
        OwnData a = site("a", rows.subList(0, 40));
        OwnData b = site("b", rows.subList(40, 120));
        JointData joint = joint(a, b);
        JointData union = joint(site("u", rows));

        assertThat(joint.encoding()).isEqualTo(union.encoding());
        assertThat(joint.info().trainExamples() + joint.info().testExamples()).isEqualTo(120);
        assertThat(joint.info().columns()).isEqualTo(union.info().columns());
        Encoding scaled =
                joint.encoding().scaledBy(List.of(a.summarise(joint.encoding()), b.summarise(joint.encoding())));
        // The scale is that of the examples both train on, whoever holds them.
        List<Float> ages = new ArrayList<>();
        for (OwnData site : List.of(a, b)) {
            Dataset data = site.load(scaled);
            assertThat(data.info().shape()).isEqualTo(scaled.shape());
            for (int i = 0; i < data.train().count(); i++) {
                float[] row = row(data.train(), i);
                if (row[0] != 0) {
                    ages.add(row[0]);
                }
            }
        }
        double mean = ages.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
        double squares =
                ages.stream().mapToDouble(age -> age * (double) age).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(1e-5));
        assertThat(squares).isCloseTo(1, within(1e-4));
    }

    @Test
    void theSameRowIsTheSameNumbersAtEverySite() throws IOException {
        List<String> rows = rows(7, 60);
        OwnData a = site("a", rows);
        List<String> more = new ArrayList<>(rows.subList(0, 30));
        more.addAll(rows(8, 30));
        OwnData b = site("b", more);
        Encoding encoding = joint(a, b).encoding();
        Encoding scaled = encoding.scaledBy(List.of(a.summarise(encoding), b.summarise(encoding)));

        assertThat(everyRow(a.load(scaled))).containsAnyElementsOf(everyRow(b.load(scaled)));
    }

    @Test
    void sumsAreOfTrainingExamplesAndAddUp() throws IOException {
        OwnData a = own(text(folder.resolve("a.csv"), "n,m,y\n1,?,a\n1,2,b\n1,?,a\n1,2,b\n1,?,a\n"), ",test=0.2");
        Encoding encoding = joint(a).encoding();

        List<Moments> sums = a.summarise(encoding);

        assertThat(sums).hasSize(2);
        assertThat(sums.get(0).sum()).isEqualTo((double) a.describe().trainExamples());
        assertThat(sums.get(1).count()).isBetween(1L, 2L);
        Encoding twice = encoding.scaledBy(List.of(sums, sums));
        assertThat(twice.moments().get(0)).isEqualTo(sums.get(0).plus(sums.get(0)));
        assertThatThrownBy(() -> encoding.scaledBy(List.of(List.of()))).hasMessageContaining("0 where 2 are wanted");
        Moments bad = new Moments(1, Double.NaN, 1);
        assertThatThrownBy(() -> encoding.scaledBy(List.of(List.of(bad, bad)))).hasMessageContaining("finite");
    }

    @Test
    void aColumnWithoutValuesGoesWithWhateverTheOthersHave() throws IOException {
        OwnData a = own(text(folder.resolve("a.csv"), "n,m,y\n,,a\n,,b\n,,a\n,,b\n"), "");
        OwnData b = own(text(folder.resolve("b.csv"), "n,m,y\n1,x,a\n2,z,b\n1,x,a\n2,z,b\n"), "");
        Encoding encoding = joint(a, b).encoding();

        assertThat(encoding.columns())
                .containsExactly(
                        new Column("n", Column.Kind.NUMERIC, List.of()),
                        new Column("m", Column.Kind.CATEGORICAL, List.of("x", "z")));
        assertThat(a.summarise(encoding)).containsExactly(new Moments(0, 0, 0));
        assertThat(row(a.load(encoding).train(), 0)).containsExactly(0, 0, 0);
    }

    @Test
    void spellsOutWhatKeepsSitesApart() throws IOException {
        OwnData a = own(text(folder.resolve("a.csv"), "age,sex,y\n1,m,a\n2,f,b\n"), "");
        OwnData b = own(text(folder.resolve("b.csv"), "Age,sex,y\n1,0,a\n2,1,b\n"), "");

        assertThatThrownBy(() -> joint(a, b))
                .hasMessageContainingAll(
                        "site B has no column age, but one named Age (site A has it)",
                        "site A has no column Age",
                        "column sex is categorical at site A, numeric at site B");
    }

    @Test
    void theCatalogKeepsEncodingsApart() throws IOException {
        OwnData a = site("a", rows(1, 40));
        Encoding plain = joint(a).encoding();
        Encoding scaled = plain.scaledBy(List.of(a.summarise(plain)));
        DatasetCatalog catalog = new DatasetCatalog(List.of(a));

        assertThat(catalog.get("own", scaled)).isSameAs(catalog.get("own", scaled));
        assertThat(catalog.get("own", plain)).isNotSameAs(catalog.get("own", scaled));
        assertThat(catalog.summarise("own", plain)).isEqualTo(scaled.moments());
        Encoding other = new Encoding(plain.shape(), List.of("x", "y"), plain.columns(), List.of());
        assertThatThrownBy(() -> catalog.get("own", other)).hasMessageContaining("other classes");
        assertThat(catalog.problems()).isEmpty();
    }

    private OwnData site(String name, List<String> rows) throws IOException {
        return own(text(folder.resolve(name + ".csv"), HEADER + String.join("", rows)), "");
    }

    private static JointData joint(OwnData... sites) {
        List<JointData.Site> described = new ArrayList<>();
        for (OwnData site : sites) {
            described.add(new JointData.Site(String.valueOf((char) ('A' + described.size())), site.describe()));
        }
        return JointData.of(described);
    }

    private static List<String> everyRow(Dataset data) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < data.train().count(); i++) {
            rows.add(Arrays.toString(row(data.train(), i)));
        }
        return rows;
    }

    private static List<String> rows(int seed, int count) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String age = random.nextInt(10) == 0 ? "NA" : String.valueOf(random.nextInt(1000) / 7.0);
            rows.add(age + "," + (random.nextBoolean() ? "f" : "m") + ",city " + random.nextInt(12) + ",class "
                    + random.nextInt(4) + "\n");
        }
        return rows;
    }
}
