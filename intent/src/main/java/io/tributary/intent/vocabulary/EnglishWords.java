package io.tributary.intent.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Whole words that the encoder's word pieces hold, the most frequent ones of English: so written they are not misspelt. */
final class EnglishWords {
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int SHORTEST = 5;
    private static final Set<String> WORDS = read();

    private EnglishWords() {}

    static boolean contains(String folded) {
        return WORDS.contains(folded);
    }

    private static Set<String> read() {
        try (InputStream tokenizer =
                Objects.requireNonNull(EnglishWords.class.getResourceAsStream(TOKENIZER), TOKENIZER)) {
            return JsonMapper.shared().readTree(tokenizer).at("/model/vocab").propertyNames().stream()
                    .filter(word -> word.length() >= SHORTEST && word.chars().allMatch(Character::isLetter))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
