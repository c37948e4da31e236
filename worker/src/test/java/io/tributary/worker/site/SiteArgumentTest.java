package io.tributary.worker.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteArgumentTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void aFileOfAnAwkwardName() throws IOException {
        file = Files.createFile(folder.resolve("a, b=c, d.csv"));
    }

    @Test
    void pathsAndValuesMayHoldCommasEqualsSignsAndSpaces() {
        SiteArgument argument = SiteArgument.of("heart=" + file
                + ",label=x=1,title=Hearts, all of them,drop=a,drop=b, c,test=0.3,size=28x14,grey=true");

        assertThat(argument.name()).isEqualTo("heart");
        assertThat(argument.path()).isEqualTo(file);
        assertThat(argument.options())
                .isEqualTo(new SiteOptions(
                        "Hearts, all of them", null, "x=1", List.of("a", "b, c"), null, 0.3, 28, 14, true));
    }

    @Test
    void theRestHasDefaults() {
        SiteOptions options = SiteArgument.of("heart=" + file).options();

        assertThat(options.title()).isEqualTo("heart");
        assertThat(options.test()).isEqualTo(0.2);
        assertThat(options.label()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart|does not say where",
                "=FILE|is no name",
                "../x=FILE|is no name",
                "a/b=FILE|is no name",
                "..=FILE|is no name",
                "Heart=FILE|is no name",
                "heart=|path is empty",
                "heart=FILE.missing|There is nothing at",
                "heart=FILE,lable=x|If ',lable=' is meant as an option: The options are label",
                "heart=FILE,task=guess|task=classification or task=regression",
                "heart=FILE,test=1|between 0 and 1",
                "heart=FILE,test=NaN|between 0 and 1",
                "heart=FILE,size=28|WIDTHxHEIGHT",
                "heart=FILE,size=0x7|WIDTHxHEIGHT",
                "heart=FILE,grey=yes|write grey=true",
                "heart=FILE,title=|title must be",
                "heart=FILE,label=a,label=b|said twice"
            })
    void saysWhatIsWrongAndWhatToWrite(String argument, String words) {
        assertThatThrownBy(() -> SiteArgument.of(argument.replace("FILE", file.toString())))
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
    }

    @Test
    void aNameHasAtMost64Characters() {
        assertThat(SiteArgument.of("a".repeat(64) + "=" + file).name()).hasSize(64);
        assertThatThrownBy(() -> SiteArgument.of("a".repeat(65) + "=" + file)).hasMessageContaining("is no name");
    }
}
