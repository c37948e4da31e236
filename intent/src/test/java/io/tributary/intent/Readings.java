package io.tributary.intent;

import io.tributary.intent.reading.Understanding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What the rules read of prompts of which is known whether they are out of scope. */
public final class Readings {
    private static final EmbeddedInterpreter RULES = new EmbeddedInterpreter(false);

    private Readings() {}

    /**
     * A prompt's reading.
     *
     * @param read by the rules
     * @param out whether it is out of scope
     */
    public record Labelled(Understanding read, boolean out) {}

    /** Of a file of prompts and their right readings. */
    public static List<Labelled> of(String resource) {
        return Example.of(resource).stream().map(Readings::label).toList();
    }

    /** Of a line of such a file. */
    public static Labelled parse(String line) {
        return label(Example.parse(line));
    }

    /** Of {@code dataset/scope.txt}, of which only the scope is known. */
    public static List<Labelled> lessons() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Readings.class.getResourceAsStream("dataset/scope.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.startsWith("in: ") || line.startsWith("out: "))
                    .map(line -> line.startsWith("in: ")
                            ? parse(line.substring(4) + " >")
                            : parse(line.substring(5) + " > out"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Labelled label(Example example) {
        return new Labelled(
                RULES.read(
                        Intent.of(example.prompt(), example.base()), Known.surroundings(example.known(), goal -> {})),
                example.tokens().contains("out"));
    }
}
