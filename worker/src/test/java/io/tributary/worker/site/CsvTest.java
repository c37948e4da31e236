package io.tributary.worker.site;

import static io.tributary.worker.site.Sites.own;
import static io.tributary.worker.site.Sites.refused;
import static io.tributary.worker.site.Sites.row;
import static io.tributary.worker.site.Sites.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.protocol.data.Column;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.worker.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final String HEARTS = """
            age,sex,pain,sick
            63,male,typical,yes
            37,male,NA,no
            ,female,"none, really",no
            56,female,"say ""ouch\""",yes
            ?,male,"two
            lines",no
            44,female,typical,yes
            """;

    @TempDir
    Path folder;

    @Test
    void tellsNumbersFromCategoriesAndLearnsNoValue() throws IOException {
        DatasetInfo info =
                own(text(folder.resolve("h.csv"), HEARTS), ",title=Hearts").describe();

        assertThat(info.id()).isEqualTo("own");
        assertThat(info.title()).isEqualTo("Hearts");
        assertThat(info.labels()).containsExactly("no", "yes");
        assertThat(info.columns())
                .containsExactly(
                        new Column("age", Column.Kind.NUMERIC, List.of()),
                        new Column("sex", Column.Kind.CATEGORICAL, List.of("female", "male")),
                        new Column(
                                "pain",
                                Column.Kind.CATEGORICAL,
                                List.of("none, really", "say \"ouch\"", "two\nlines", "typical")));
        assertThat(info.shape()).isEqualTo(new DataShape(1, 1, 7, 2));
        assertThat(info.trainExamples() + info.testExamples()).isEqualTo(6);
        assertThat(info.testExamples()).isEqualTo(2);
    }

    @Test
    void scalesNumbersAndSpreadsCategories() throws IOException {
        Dataset data = own(text(folder.resolve("h.csv"), HEARTS), "").load();

        double sum = 0;
        for (int example = 0; example < data.train().count(); example++) {
            float[] row = row(data.train(), example);
            sum += row[0];
            assertThat(row[1] + row[2]).isEqualTo(1);
            assertThat(row[3] + row[4] + row[5] + row[6]).isIn(0f, 1f);
        }
        assertThat(sum).isCloseTo(0, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crlf", "bom", "gzip", "semicolon", "tab", "spaces", "no last line end"})
    void readsWhatProgramsWrite(String how) throws IOException {
        String plain = "n,größe,y\n1,😀,a\n2,ß,b\n3,ß,a\n4,ß,b\n";
        String written = switch (how) {
            case "crlf" -> plain.replace("\n", "\r\n");
            case "bom" -> "\ufeff" + plain;
            case "semicolon" -> plain.replace(',', ';');
            case "tab" -> plain.replace(',', '\t');
            case "spaces" -> plain.replace(",", " , ");
            case "no last line end" -> plain.strip();
            default -> plain;
        };
        Path file = folder.resolve("data");
        if (how.equals("gzip")) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(written.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            text(file, written);
        }

        DatasetInfo info = own(file, "").describe();

        assertThat(info.columns())
                .containsExactly(
                        new Column("n", Column.Kind.NUMERIC, List.of()),
                        new Column("größe", Column.Kind.CATEGORICAL, List.of("ß", "😀")));
        assertThat(info.trainExamples() + info.testExamples()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "'a,b\n'|no row",
                "'a,b\n1,x\n2\n'|line 3: 1 values where the first line names 2",
                "'a,b\n\"1\n1\",x\n2,x,3'|line 4: 3 values",
                "'a,a\n1,2\n'|two columns named a",
                "'a,,b\n1,2,3\n'|no name for column 2",
                "'1,2\n3,4\n'|only numbers in its first line",
                "'a,b\n1,x\n2,\n'|line 3: the label b is missing",
                "'a,b\n1,x\n2,NA\n'|line 3: the label b is missing",
                "'a,b\n1,x\n-Infinity,y\n'|line 3: column a is infinite",
                "'a,b\n1,x\n1e400,y\n'|line 3: column a holds a number beyond",
                "'a,b\n1,\"x\n2,y\n'|close every quote",
                "'a,b\n1,\"x\"x\n2,y\n'|close every quote",
                "'a;b\n1,5;x\n2,5;y\n'|decimal commas in column a",
                "'b\nx\ny\n'|nothing to learn",
                "'a,b\n1,x\n'|at least 2 are needed"
            })
    void refusesWhatItCannotTrust(String content, String words) throws IOException {
        refused(text(folder.resolve("bad.csv"), content), "", "bad.csv", words);
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        refused(file, "", "not UTF-8");
    }

    @Test
    void aQuoteThatIsNeverClosedDoesNotSwallowTheFile() throws IOException {
        refused(text(folder.resolve("q.csv"), "a,b\n1,\"x\n" + "2,y\n".repeat(500_000)), "", "longer than 1048576");
    }

    @Test
    void refusesColumnsOfManyTexts() throws IOException {
        String many = IntStream.range(0, 600)
                .mapToObj(i -> "c" + i % 300 + "," + i + ",n" + i % 2)
                .collect(Collectors.joining("\n", "city,n,y\n", "\n"));
        Path file = text(folder.resolve("many.csv"), many);

        refused(file, "", "more than 256 different texts in column city", "drop=city");
        assertThat(own(file, ",drop=city").describe().columns()).hasSize(1);
    }

    @Test
    void refusesColumnsThatLookLikeNames() throws IOException {
        String names = IntStream.range(0, 40)
                .mapToObj(i -> "Name " + i + "," + i + ",n" + i % 2)
                .collect(Collectors.joining("\n", "name,n,y\n", "\n"));

        refused(text(folder.resolve("names.csv"), names), "", "looks like names", "drop=name");
    }

    @Test
    void theLabelMayBeAnyColumnAndIsNumberedTheSameHoweverItIsWritten() throws IOException {
        Path file = text(folder.resolve("l.csv"), "y,a\n1.0,1\n0,2\n1,3\n10,4\n0,5\n");

        assertThat(own(file, ",label=y").describe().labels()).containsExactly("0", "1", "10");
        refused(file, ",label=z", "no column 'z' for label=", "y, a");
    }

    @Test
    void aSiteWithOneClassDescribesItButCannotLearnAlone() throws IOException {
        Path file = text(folder.resolve("one.csv"), "a,y\n1,sick\n2,sick\n3,sick\n");
        OwnData data = own(file, "");

        assertThat(data.describe().labels()).containsExactly("sick");
        assertThat(data.describe().regression()).isFalse();
        assertThatThrownBy(data::load).hasMessageContaining("only one class, sick");
    }

    @Test
    void manyDifferentNumbersAreNumbersToPredict() throws IOException {
        String prices = IntStream.range(0, 50)
                .mapToObj(i -> i + "," + (1000 + 10 * i))
                .collect(Collectors.joining("\n", "a,price\n", "\n"));
        Path file = text(folder.resolve("p.csv"), prices);

        DatasetInfo info = own(file, "").describe();
        assertThat(info.regression()).isTrue();
        assertThat(info.shape().classes()).isEqualTo(1);
        assertThat(own(file, ",task=classification").describe().labels()).hasSize(50);
        Dataset data = own(file, "").load();
        assertThat(data.train().real()).isTrue();
        assertThat(data.train().value(0)).isBetween(-3f, 3f);
    }

    @Test
    void holdsTheSameRowsOutOfEachClassAlike() throws IOException {
        String rows = IntStream.range(0, 1000)
                .mapToObj(i -> i + "," + (i % 10 == 0 ? "rare" : "common"))
                .collect(Collectors.joining("\n", "a,y\n", "\n"));
        Path file = text(folder.resolve("s.csv"), rows);

        Dataset data = own(file, ",test=0.3").load();

        assertThat(data.test().count()).isEqualTo(300);
        assertThat(IntStream.of(data.test().labels())
                        .filter(label -> label == 1)
                        .count())
                .isEqualTo(30);
        Dataset again = own(file, ",test=0.3").load();
        for (int i = 0; i < 300; i++) {
            assertThat(row(again.test(), i)).isEqualTo(row(data.test(), i));
        }
    }
}
