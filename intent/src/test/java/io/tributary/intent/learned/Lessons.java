package io.tributary.intent.learned;

import io.tributary.intent.dataset.Labelled;
import io.tributary.intent.learned.Trainer.Lesson;
import io.tributary.intent.text.Word;
import io.tributary.intent.text.Words;
import io.tributary.intent.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns labelled prompts into lessons. */
final class Lessons {
    static final List<String> STANCES = List.of("out", "search");
    static final String NONE = "none";

    private final @Nullable Encoder encoder;
    private final Vocabulary vocabulary = Vocabulary.standard();
    private final List<String> labels;
    private final int buckets;

    Lessons(@Nullable Encoder encoder, List<String> labels, int buckets) {
        this.encoder = encoder;
        this.labels = labels;
        this.buckets = buckets;
    }

    /** All labels of a set of prompts, none first. */
    static List<String> labels(List<Labelled> prompts) {
        TreeSet<String> found = new TreeSet<>();
        prompts.forEach(prompt -> prompt.spans().forEach(span -> found.add(span.label())));
        List<String> labels = new ArrayList<>(List.of(NONE));
        labels.addAll(found);
        return labels;
    }

    List<Lesson> of(List<Labelled> prompts) {
        return prompts.stream().map(this::of).toList();
    }

    Lesson of(Labelled prompt) {
        List<Word> words = Words.of(prompt.text());
        int[] right = words.stream()
                .mapToInt(word -> labels.indexOf(prompt.spans().stream()
                        .filter(span -> span.start() < word.end() && word.start() < span.end())
                        .map(Labelled.Span::label)
                        .filter(labels::contains)
                        .findFirst()
                        .orElse(NONE)))
                .toArray();
        float[][] vectors = encoder == null ? new float[words.size()][0] : encoder.encode(words);
        return new Lesson(vectors, Features.of(words, vocabulary, buckets), right, new boolean[] {
            prompt.isOut(), prompt.isSearch()
        });
    }
}
