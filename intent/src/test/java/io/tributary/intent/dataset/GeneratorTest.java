package io.tributary.intent.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.intent.dataset.Labelled.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final List<Family> families = new Generator(1).families();

    /** Templates that are no more than the name of a field and its value are how everybody says it. */
    private Set<String> templates(String part) {
        return families.stream()
                .filter(family -> family.part().equals(part))
                .flatMap(family -> family.templates().entrySet().stream())
                .filter(entry -> !Set.of("join", "open", "close").contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .filter(template -> template.replaceAll("\\{\\w\\}", "").strip().contains(" "))
                .collect(Collectors.toSet());
    }

    @Test
    void neverTestsWithATemplateThatItTrainsWith() {
        Set<String> train = templates("train");
        for (String part : List.of("tune", "test")) {
            Set<String> both = new HashSet<>(templates(part));
            both.retainAll(train);
            assertThat(both).as(part).isEmpty();
        }
    }

    @Test
    void givesEveryFamilyToOnePart() {
        assertThat(families.stream().map(Family::name)).doesNotHaveDuplicates();
        assertThat(families.stream().map(Family::part)).containsOnly("train", "tune", "test");
    }

    @Test
    void labelsTheWordsThatItSays() {
        for (Labelled prompt : new Generator(2).make("train", 400)) {
            int last = 0;
            for (Span span : prompt.spans()) {
                assertThat(span.start()).as(prompt.text()).isGreaterThanOrEqualTo(last);
                assertThat(prompt.text().substring(span.start(), span.end())).isNotBlank();
                last = span.end();
            }
            assertThat(prompt.text()).doesNotContain("{").doesNotContain("}");
            assertThat(prompt.isOut() && !prompt.spans().isEmpty()).isFalse();
        }
    }

    @Test
    void saysEachNumberOfAPromptWhereItsLabelStands() {
        List<Labelled> prompts = new Generator(3)
                .make("train", 300).stream()
                        .filter(prompt ->
                                prompt.tokens().stream().anyMatch(token -> token.startsWith("training.rounds=")))
                        .filter(prompt -> prompt.base().isEmpty())
                        .toList();
        assertThat(prompts).isNotEmpty();
        for (Labelled prompt : prompts) {
            Map<String, Long> counts =
                    prompt.spans().stream().collect(Collectors.groupingBy(Span::label, Collectors.counting()));
            assertThat(counts).as(prompt.text()).containsEntry("training.rounds", 1L);
        }
    }

    @Test
    void makesTheSamePromptsOfTheSameSeed() {
        assertThat(new Generator(4).make("test", 50)).isEqualTo(new Generator(4).make("test", 50));
    }
}
