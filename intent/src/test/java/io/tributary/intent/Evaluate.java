package io.tributary.intent;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints how many prompts of the given files are read right, and what is wrong with the others. */
final class Evaluate {
    private Evaluate() {}

    public static void main(String[] files) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Interpreter interpreter = new EmbeddedInterpreter();
        for (String file : files) {
            List<Example> examples = Example.of(file);
            int right = 0;
            for (Example example : examples) {
                String mistake;
                try {
                    mistake = example.mistake(interpreter);
                } catch (RuntimeException e) {
                    mistake = "threw " + e + " at " + e.getStackTrace()[0];
                }
                if (mistake.isEmpty()) {
                    right++;
                } else {
                    out.println("  " + example.prompt() + "\n      " + mistake);
                }
            }
            out.printf("%s: %d of %d right (%.1f %%)%n", file, right, examples.size(), 100.0 * right / examples.size());
        }
    }
}
