package io.tributary.protocol.aggregation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The update whose neighbours are closest: with n updates of which f may be anything, its score is the sum of the
 * squared distances to its n - f - 2 nearest. Blanchard et al. 2017 (NeurIPS, "Machine learning with adversaries"),
 * section 4; proven for n >= 2 f + 3. Ties go to the first client. Where a round ends with too few updates, one
 * neighbour is looked at at least.
 */
final class Krum implements Strategy {
    @Override
    public About about() {
        return new About(
                "krum",
                "Krum",
                "Takes the one update that lies most among the others; bears liars, but learns from one client a round.",
                "Blanchard et al. 2017, NeurIPS");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.BYZANTINE);
    }

    @Override
    public Optional<Refusal> refuse(Parameters parameters, int clients) {
        return tooMany(parameters, clients);
    }

    @Override
    public ServerRule server(Parameters parameters) {
        int byzantine = parameters.count(Parameter.BYZANTINE);
        return (Combination) participants ->
                Combination.meanOf(new int[] {ranking(participants, byzantine)[0]}, participants.count());
    }

    /** More liars than Krum is proven for. */
    static Optional<Refusal> tooMany(Parameters parameters, int clients) {
        int byzantine = parameters.count(Parameter.BYZANTINE);
        int most = Math.max(0, (clients - 3) / 2);
        return byzantine <= most
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Parameter.BYZANTINE.name(),
                        byzantine + " of " + clients
                                + " clients a round is more than Krum bears, which needs 2 x byzantine + 3 clients; use "
                                + most + " or less, or select more clients."));
    }

    /** The updates, best score first. */
    static int[] ranking(Participants participants, int byzantine) {
        int count = participants.count();
        double[] scores = IntStream.range(0, count)
                .mapToDouble(k -> score(participants, k, Math.max(1, count - byzantine - 2)))
                .toArray();
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> scores[k]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double score(Participants participants, int one, int neighbours) {
        double[] distances = IntStream.range(0, participants.count())
                .filter(other -> other != one)
                .mapToDouble(other -> participants.squaredDistance(one, other))
                .sorted()
                .toArray();
        return Arrays.stream(distances).limit(neighbours).sum();
    }
}
