package io.tributary.intent;

import io.tributary.intent.Example.Confidence;
import io.tributary.intent.Example.Result;
import io.tributary.intent.dataset.Generator;
import io.tributary.intent.language.Advisor;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how well prompts are read: {@code Evaluate [--quiet] [--rules|--ablation] SET...}. A set is a resource with hand-written
 * prompts or {@code test:COUNT}, so many prompts of the generator's test families. Mistakes are listed unless it is to be quiet, as it
 * should be on prompts that are held out.
 */
final class Evaluate {
    private static final int BINS = 10;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final long SEED = 60;

    private Evaluate() {}

    public static void main(String[] arguments) {
        List<String> options = List.of(arguments);
        List<String> sets =
                options.stream().filter(option -> !option.startsWith("--")).toList();
        Map<String, Interpreter> readers = new LinkedHashMap<>();
        boolean ablation = options.contains("--ablation");
        if (ablation || options.contains("--rules")) {
            readers.put("rules", new EmbeddedInterpreter(false));
        }
        if (ablation || readers.isEmpty()) {
            readers.put("both", new EmbeddedInterpreter());
        }
        if (ablation) {
            List<Example> all =
                    sets.stream().flatMap(set -> examples(set).stream()).toList();
            for (ScriptedAdvisor.Kind kind : ScriptedAdvisor.Kind.values()) {
                Advisor advisor = new ScriptedAdvisor(kind, all);
                readers.put(advisor.name(), new AdvisedInterpreter(new EmbeddedInterpreter(), advisor));
            }
        }
        boolean quiet = ablation || options.contains("--quiet");
        readers.forEach((name, reader) -> evaluate(name, reader, sets, quiet));
    }

    private static void evaluate(String name, Interpreter interpreter, List<String> sets, boolean quiet) {
        List<Scored> all = new ArrayList<>();
        for (String set : sets) {
            List<Scored> scored = score(interpreter, examples(set));
            scored.stream()
                    .filter(each -> !quiet && !each.result().isRight())
                    .forEach(each -> OUT.println("  " + each.example().prompt() + "\n      "
                            + each.result().mistake()));
            OUT.println(name + " " + set + ": " + Figures.of(scored));
            all.addAll(scored);
        }
        OUT.println(name + " all: " + Figures.of(all) + "; " + Times.of(interpreter, all));
    }

    private static List<Example> examples(String set) {
        int colon = set.indexOf(':');
        return colon < 0
                ? Example.of(set)
                : new Generator(SEED)
                        .make(set.substring(0, colon), Integer.parseInt(set.substring(colon + 1))).stream()
                                .map(labelled -> Example.parse(labelled.line()))
                                .toList();
    }

    /**
     * How long reading takes, in milliseconds of the reading thread.
     *
     * @param middle half of the prompts take less
     * @param most one in twenty takes longer
     * @param megabytes of heap that are in use afterwards
     */
    record Times(double middle, double most, long megabytes) {
        static Times of(Interpreter interpreter, List<Scored> prompts) {
            ThreadMXBean clock = ManagementFactory.getThreadMXBean();
            List<Double> times = new ArrayList<>();
            for (Scored each : prompts) {
                long start = clock.getCurrentThreadCpuTime();
                each.example().read(interpreter);
                times.add((clock.getCurrentThreadCpuTime() - start) / 1e6);
            }
            Collections.sort(times);
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return new Times(times.get(times.size() / 2), times.get(times.size() * 19 / 20), used >> 20);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f ms, p95 %.1f ms of CPU, heap %d MB", middle, most, megabytes);
        }
    }

    /** A prompt and what was read of it. */
    record Scored(Example example, Result result) {}

    static List<Scored> score(Interpreter interpreter, List<Example> examples) {
        return examples.stream()
                .map(example -> new Scored(example, example.read(interpreter)))
                .toList();
    }

    /**
     * Figures of a set of prompts, all from 0 to 1.
     *
     * @param prompts how many there are
     * @param exact share of prompts of which everything is right
     * @param f1 harmonic mean of precision and recall of single values
     * @param recall share of prompts out of scope that were refused
     * @param falseRefusals share of the others that were refused
     * @param calibration mean difference between confidence and share of right values (expected calibration error, ten bins, Naeini et
     *     al. 2015)
     */
    record Figures(int prompts, double exact, double f1, double recall, double falseRefusals, double calibration) {
        static Figures of(List<Scored> scored) {
            long right = 0;
            long found = 0;
            long wanted = 0;
            long both = 0;
            long out = 0;
            long refused = 0;
            long refusedWrongly = 0;
            List<Confidence> confidences = new ArrayList<>();
            for (Scored each : scored) {
                Result result = each.result();
                boolean isOut = result.right().contains("out");
                boolean refuses = result.found().contains("out");
                right += result.isRight() ? 1 : 0;
                out += isOut ? 1 : 0;
                refused += isOut && refuses ? 1 : 0;
                refusedWrongly += !isOut && refuses ? 1 : 0;
                if (!isOut) {
                    found += result.found().size();
                    wanted += result.right().size();
                    both += result.found().stream()
                            .filter(result.right()::contains)
                            .count();
                }
                confidences.addAll(result.confidences());
            }
            return new Figures(
                    scored.size(),
                    share(right, scored.size()),
                    share(2 * both, found + wanted),
                    share(refused, out),
                    share(refusedWrongly, scored.size() - out),
                    calibration(confidences));
        }

        private static double share(long part, long all) {
            return all == 0 ? Double.NaN : (double) part / all;
        }

        private static double calibration(List<Confidence> confidences) {
            double error = 0;
            for (int bin = 0; bin < BINS; bin++) {
                double low = (double) bin / BINS;
                double high = bin == BINS - 1 ? 2 : (double) (bin + 1) / BINS;
                List<Confidence> here = confidences.stream()
                        .filter(each -> each.confidence() >= low && each.confidence() < high)
                        .toList();
                double sure = here.stream().mapToDouble(Confidence::confidence).sum();
                long right = here.stream().filter(Confidence::right).count();
                error += Math.abs(sure - right);
            }
            return confidences.isEmpty() ? Double.NaN : error / confidences.size();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d prompts, exact %.1f %%, F1 %.1f %%, out of scope found %.1f %%, falsely refused %.1f %%, calibration error %.3f",
                    prompts,
                    100 * exact,
                    100 * f1,
                    100 * recall,
                    100 * falseRefusals,
                    calibration);
        }
    }
}
