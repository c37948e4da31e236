package io.tributary.backend.plan;

import io.tributary.backend.plan.Probes.Found;
import io.tributary.backend.plan.Probes.Pair;
import io.tributary.backend.plan.Probes.Probed;
import io.tributary.backend.task.Estimate;
import io.tributary.backend.task.Estimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says how the probe of a plan stands.
 *
 * @param refused what earlier probes spoke against
 * @param estimates for what a probe would cost
 */
record ProbeReport(List<Probed> refused, Estimator.Estimates estimates) {

    /**
     * The probe of a plan.
     *
     * @param pair what it runs; null where there is nothing to try
     * @param offered whether one is offered where none was started
     * @return null where there is nothing to say
     */
    @Nullable
    Probe of(@Nullable Pair pair, Found found, boolean offered) {
        String before = refused.stream()
                .map(probed -> said(probed) + " That is more than the tolerance, so it was left out. ")
                .collect(Collectors.joining());
        if (pair != null && found.change().isPresent()) {
            String said = said(new Probed(pair, found, found.change().get()))
                    + " That is within the tolerance, as far as one seed and early rounds tell.";
            return begun(Probe.State.ENDED, pair, before + said, found);
        }
        if (pair != null && found.complete()) {
            return begun(Probe.State.RUNNING, pair, before + "A probe of " + pair.codec() + " is running.", found);
        }
        if (pair != null && offered) {
            return offer(pair, found, before);
        }
        if (refused.isEmpty()) {
            return null;
        }
        Probed last = refused.get(refused.size() - 1);
        return begun(Probe.State.ENDED, last.pair(), before.strip(), last.found());
    }

    private static Probe begun(Probe.State state, Pair pair, String said, Found found) {
        return new Probe(state, pair.codec(), said, pair.rounds(), 0, 0, 0, found.runs());
    }

    private Probe offer(Pair pair, Found found, String before) {
        List<Estimate> missing = new ArrayList<>();
        if (found.given() == null) {
            missing.add(estimates.of(pair.given()));
        }
        if (found.planned() == null) {
            missing.add(estimates.of(pair.planned()));
        }
        double seconds = missing.stream().mapToDouble(Estimate::seconds).sum();
        String said = String.format(
                Locale.ROOT,
                "No task with this data set, partition and model has been completed here yet. A probe of about %.0f s would"
                        + " tell what %s does to it: %d rounds with and without, on the same seed.",
                Math.max(1, seconds),
                pair.codec(),
                pair.rounds());
        return new Probe(
                Probe.State.OFFERED,
                pair.codec(),
                before + said,
                pair.rounds(),
                missing.stream()
                        .mapToLong(each -> each.bytesUp() + each.bytesDown())
                        .sum(),
                missing.stream().mapToDouble(Estimate::cpuSeconds).sum(),
                seconds,
                found.runs());
    }

    private static String said(Probed probed) {
        return String.format(
                Locale.ROOT,
                "After the %d rounds of a probe the accuracy with %s was %.1f points %s than without, with %.0f %% fewer bytes"
                        + " and %.1f CPU-s instead of %.1f.",
                probed.pair().rounds(),
                probed.pair().codec(),
                100 * Math.abs(probed.change()),
                probed.change() < 0 ? "lower" : "higher",
                100 * probed.found().fewerBytes(),
                probed.found().cpuSeconds(true),
                probed.found().cpuSeconds(false));
    }
}
