package io.tributary.intent.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.vocabulary.Vocabulary;
import io.tributary.protocol.task.TaskSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the rules make of sentences: field=value pairs, and "?" before fields that have to be asked for. */
class ReaderTest {
    private static final Vocabulary VOCABULARY = Vocabulary.standard();
    private static final JsonNode BASE = JsonMapper.shared().valueToTree(TaskSpec.defaults());

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "sentences.txt",
            delimiter = '>',
            quoteCharacter = '`',
            encoding = "UTF-8",
            commentCharacter = '#')
    void reads(String sentence, String expected) {
        assertThat(read(sentence)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource({
        "double the rounds,training.rounds,10",
        "lr tenfold,training.learningRate,0.05",
        "3 more clients,clients.count,10"
    })
    void saysWhatAChangeWasCountedFrom(String sentence, String field, String before) {
        assertThat(Reader.read(sentence, VOCABULARY, BASE).readings())
                .filteredOn(reading -> reading.field().equals(field))
                .extracting(Reading::reason)
                .containsExactly("Counted from the value before, " + before + ".");
    }

    private static String read(String sentence) {
        Understanding understanding = Reader.read(sentence, VOCABULARY, BASE);
        Map<String, String> found = new TreeMap<>();
        understanding.readings().forEach(reading -> found.put(reading.field(), "=" + reading.value()));
        understanding.doubts().forEach(doubt -> found.put(doubt.field(), "?"));
        understanding.wishes().forEach(wish -> found.put("save", "=" + wish.goal()));
        return found.entrySet().stream()
                .map(each -> each.getKey() + each.getValue())
                .collect(Collectors.joining(" "));
    }
}
