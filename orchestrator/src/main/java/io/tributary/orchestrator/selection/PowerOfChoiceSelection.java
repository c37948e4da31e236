package io.tributary.orchestrator.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Clients whose loss is high, among a few drawn at random: the power-of-choice strategy of Cho, Wang and Joshi 2020, arXiv
 * 2010.01243, in the variant rpow-d, which asks nobody for its loss but goes by what each reported last. Draws d candidates
 * without replacement with probabilities proportional to their examples, then takes the m of highest loss; a client that
 * was never asked has an infinite one.
 *
 * <p>Symbols: m {@code wanted}, d {@code candidates}, F_k {@code lastLoss}.
 *
 * <p>Deviations: d is always 2 m, a mild choice, instead of a parameter. The examples of a client that
 * never completed are not known here and taken as the mean of the others'. A client that was asked and never completed has
 * the mean loss of those that did, as an infinite one would have it asked again and again. Equal losses go by the order of
 * the draw. The loss is the mean over the client's last training, while its weights moved, as in the paper.
 */
final class PowerOfChoiceSelection implements ClientSelector {
    private static final int CANDIDATES_FOR_EACH = 2;

    @Override
    public String id() {
        return "power-of-choice";
    }

    @Override
    public String description() {
        return "Of twice as many random clients, those whose last loss was highest; "
                + "faster progress where clients' data differ, at some cost in fairness.";
    }

    @Override
    public List<Integer> select(Candidates candidates) {
        List<ClientPast> past = candidates.past();
        double examples = past.stream()
                .filter(client -> client.examples() > 0)
                .mapToLong(ClientPast::examples)
                .average()
                .orElse(1);
        double loss = past.stream()
                .map(ClientPast::lastLoss)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        List<Integer> drawn = WeightedDraw.draw(
                candidates.where(client -> true),
                client -> past.get(client).examples() > 0 ? past.get(client).examples() : examples,
                (int) Math.min(candidates.clients(), (long) CANDIDATES_FOR_EACH * candidates.wanted()),
                candidates.random());
        return drawn.stream()
                .sorted(Comparator.<Integer>comparingDouble(client -> -loss(past.get(client), loss)))
                .limit(candidates.wanted())
                .sorted()
                .toList();
    }

    private static double loss(ClientPast past, double mean) {
        return past.selected() == 0 ? Double.POSITIVE_INFINITY : Objects.requireNonNullElse(past.lastLoss(), mean);
    }
}
