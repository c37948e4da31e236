package io.tributary.nashpo.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.pruner.AshaPruner;
import io.tributary.nashpo.pruner.NoPruner;
import io.tributary.nashpo.pruner.Pruner;
import io.tributary.nashpo.sampler.RandomSampler;
import io.tributary.nashpo.sampler.Sampler;
import io.tributary.nashpo.sampler.TpeSampler;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Intermediate;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Suggestion;
import io.tributary.nashpo.trial.Trial;
import io.tributary.nashpo.trial.TrialState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudyTest {
    private static final int ROUNDS = 6;
    private static final Space SPACE = Space.of(List.of(
            Dimension.real("rate", 1e-4, 1, true),
            Dimension.choice("optimizer", Trials.texts("sgd", "adam")),
            Dimension.real("momentum", 0, 0.9, false).when("optimizer", Trials.texts("sgd"))));
    private static final Space SMALL = Space.of(List.of(
            Dimension.choice("optimizer", Trials.texts("sgd", "adam")), Dimension.whole("epochs", 1, 3, false)));

    /** Costs rounds, 10 bytes and half a second each; rates above 0.9 are no valid task. */
    private static final Study.Work WORK = new Study.Work() {
        @Override
        public Optional<String> problem(Params params) {
            boolean much = params.has("rate")
                    && Objects.requireNonNull(params.get("rate")).asDouble() > 0.9;
            return much ? Optional.of("The rate is too high.") : Optional.empty();
        }

        @Override
        public Cost cost(Params params) {
            return new Cost(ROUNDS, 10L * ROUNDS, 0.5 * ROUNDS, ROUNDS);
        }
    };

    private static Study study(Space space, Budget budget, int parallel, Sampler sampler, Pruner pruner) {
        return new Study(space, List.of(Objective.of(Metric.ACCURACY)), budget, parallel, 7, sampler, pruner, WORK);
    }

    /** Runs as the server would, ending running trials in a random order, and after every step forgets all but the journal. */
    private static List<Trial> run(Study study, long seed) {
        return run(study, seed, 1 / 60.0);
    }

    /** @param mishaps how often a round fails */
    private static List<Trial> run(Study study, long seed, double mishaps) {
        Random random = new Random(seed);
        List<Trial> journal = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            Next next = study.next(journal);
            assertThat(study.next(List.copyOf(journal))).isEqualTo(next);
            if (next instanceof Next.Start start) {
                journal.add(start.trial());
            } else if (next instanceof Next.GoOn again) {
                journal.set(again.trial().number(), again.trial());
            } else if (next instanceof Next.Wait) {
                List<Trial> running =
                        journal.stream().filter(trial -> !trial.state().ended()).toList();
                Trial trial = running.get(random.nextInt(running.size()));
                journal.set(trial.number(), train(study, trial, journal, random, mishaps));
            } else {
                return journal;
            }
            invariants(study, journal);
        }
        throw new AssertionError("The study does not end");
    }

    private static Trial train(Study study, Trial started, List<Trial> journal, Random random, double mishaps) {
        Trial trial = started;
        for (int round = started.round() + 1; round <= ROUNDS; round++) {
            Cost used = new Cost(round, 10L * round, 0.5 * round, round);
            if (random.nextDouble() < mishaps) {
                return trial.fail("No worker.", used);
            }
            double accuracy = Trials.quality(trial.params()) * round / ROUNDS;
            trial = trial.report(new Intermediate(round, accuracy, 1 - accuracy, 10L * round, 0.5 * round), used);
            Study.Verdict verdict = round < ROUNDS ? study.report(trial, journal) : Study.Verdict.CONTINUE;
            if (verdict != Study.Verdict.CONTINUE) {
                return (verdict == Study.Verdict.HOLD ? trial.hold() : trial).prune("Others did better.", used);
            }
        }
        return trial.complete(List.of(Trials.quality(trial.params())), trial.used());
    }

    private static void invariants(Study study, List<Trial> journal) {
        Set<Object> hashes = new HashSet<>();
        for (int i = 0; i < journal.size(); i++) {
            Trial trial = journal.get(i);
            assertThat(trial.number()).isEqualTo(i);
            assertThat(study.space().contains(trial.params())).isTrue();
            assertThat(hashes.add(trial.params().hash()))
                    .as("duplicate %s", trial.params())
                    .isTrue();
            assertThat(WORK.problem(trial.params())).isEmpty();
        }
        Budget left = study.budget().left(journal);
        Cost charged = Budget.charged(journal);
        Budget budget = study.budget();
        assertThat(budget.rounds() == null || charged.rounds() <= budget.rounds())
                .isTrue();
        assertThat(budget.bytes() == null || charged.bytes() <= budget.bytes()).isTrue();
        assertThat(budget.trials() == null || journal.size() <= budget.trials()).isTrue();
        assertThat(left.rounds() == null || left.rounds() >= 0).isTrue();
        assertThat(journal.stream().filter(trial -> !trial.state().ended()).count())
                .isLessThanOrEqualTo(study.parallel());
    }

    @Test
    void noBudgetIsOverrunNoTrialRepeatedAndTheNextAskFollowsFromTheJournal() {
        for (Budget budget : List.of(
                Budget.ofTrials(30),
                Budget.ofRounds(100),
                new Budget(null, null, 777L, null, null),
                new Budget(40, null, null, 61.5, null),
                new Budget(null, null, null, null, 90.0))) {
            for (int parallel : new int[] {1, 4}) {
                for (Sampler sampler : List.of(new RandomSampler(), TpeSampler.usual())) {
                    List<Trial> trials =
                            run(study(SPACE, budget, parallel, sampler, new AshaPruner(1, 3, ROUNDS)), parallel);
                    assertThat(trials).hasSizeGreaterThan(10);
                }
            }
        }
    }

    @Test
    void aBudgetOfTrialsIsUsedUp() {
        assertThat(run(study(SPACE, Budget.ofTrials(12), 3, new RandomSampler(), new NoPruner()), 1))
                .hasSize(12);
    }

    @Test
    void whatPruningSavesBuysMoreTrials() {
        Budget budget = Budget.ofRounds(20L * ROUNDS);
        int without = run(study(SPACE, budget, 1, new RandomSampler(), new NoPruner()), 1)
                .size();
        int with = run(study(SPACE, budget, 1, new RandomSampler(), new AshaPruner(1, 3, ROUNDS)), 1)
                .size();
        assertThat(with).isGreaterThan(without + 10);
    }

    @Test
    void aTrialThatWaitsGoesOnBeforeANewOneBegins() {
        Study study = study(SPACE, Budget.ofTrials(9), 1, new RandomSampler(), new AshaPruner(1, 2, ROUNDS));
        List<Trial> journal = new ArrayList<>();
        for (double accuracy : new double[] {0.5, 0.4}) {
            Trial begun = ((Next.Start) study.next(journal)).trial();
            Trial first = begun.report(new Intermediate(1, accuracy, 1, 10, 1), Cost.ofRounds(1));
            Study.Verdict verdict = study.report(first, journal);
            assertThat(verdict).isEqualTo(Study.Verdict.HOLD);
            journal.add(first.hold().prune("Others were better.", Cost.ofRounds(1)));
        }
        assertThat(study.next(journal)).isInstanceOfSatisfying(Next.GoOn.class, next -> {
            assertThat(next.trial().number()).isZero();
            assertThat(next.trial().state()).isEqualTo(TrialState.RUNNING);
            assertThat(next.trial().round()).isEqualTo(1);
        });
    }

    @Test
    void aShortStudyHasAWinnerToo() {
        for (int trials = 1; trials <= 4; trials++) {
            Study study = study(SPACE, Budget.ofTrials(trials), 1, new RandomSampler(), new AshaPruner(1, 3, ROUNDS));
            assertThat(study.history(run(study, trials, 0)).best()).isPresent();
        }
        Study tight = study(SPACE, Budget.ofRounds(ROUNDS), 1, new RandomSampler(), new AshaPruner(1, 3, ROUNDS));
        List<Trial> one = run(tight, 5, 0);
        assertThat(one)
                .singleElement()
                .satisfies(trial -> assertThat(trial.state()).isEqualTo(TrialState.COMPLETE));
    }

    @Test
    void whoWasBeatenByOneThatFailedMayStillWin() {
        Study study = study(SPACE, Budget.ofTrials(2), 1, new RandomSampler(), new AshaPruner(1, 2, ROUNDS));
        List<Trial> journal = new ArrayList<>();
        for (double accuracy : new double[] {0.4, 0.5}) {
            Trial begun = ((Next.Start) study.next(journal)).trial();
            journal.add(begun.report(new Intermediate(1, accuracy, 1, 10, 1), Cost.ofRounds(1))
                    .hold()
                    .prune("Others were better.", Cost.ofRounds(1)));
        }
        Trial better = ((Next.GoOn) study.next(journal)).trial();
        assertThat(better.number()).isEqualTo(1);
        journal.set(1, better.fail("No worker.", Cost.ofRounds(1)));
        assertThat(study.next(journal))
                .isInstanceOfSatisfying(
                        Next.GoOn.class,
                        next -> assertThat(next.trial().number()).isZero());
    }

    @Test
    void waitsForWhatRunningTrialsMayGiveBack() {
        Study study = study(SPACE, Budget.ofRounds(ROUNDS + 1), 2, new RandomSampler(), new NoPruner());
        Next first = study.next(List.of());
        assertThat(first).isInstanceOf(Next.Start.class);
        Trial trial = ((Next.Start) first).trial();
        assertThat(study.next(List.of(trial))).isEqualTo(new Next.Wait());
        assertThat(study.next(List.of(trial.prune("p", Cost.ofRounds(1))))).isInstanceOf(Next.Start.class);
        assertThat(study.next(List.of(trial.complete(List.of(0.5), Cost.ofRounds(ROUNDS)))))
                .isInstanceOfSatisfying(
                        Next.End.class, end -> assertThat(end.succeeded()).isTrue());
    }

    @Test
    void aSmallSpaceIsTriedOutAndThenTheStudyEnds() {
        for (Sampler sampler : List.of(new RandomSampler(), TpeSampler.usual())) {
            Study study = study(SMALL, Budget.ofTrials(100), 2, sampler, new NoPruner());
            List<Trial> trials = run(study, 3);
            assertThat(trials).hasSize(6);
            assertThat(study.next(trials))
                    .isInstanceOfSatisfying(
                            Next.End.class, end -> assertThat(end.reason()).contains("has been tried"));
        }
    }

    @Test
    void aBudgetTooSmallForOneTrialEndsTheStudyWithTheReason() {
        assertThat(study(SPACE, Budget.ofRounds(ROUNDS - 1), 1, new RandomSampler(), new NoPruner())
                        .next(List.of()))
                .isInstanceOfSatisfying(Next.End.class, end -> {
                    assertThat(end.succeeded()).isFalse();
                    assertThat(end.reason()).contains("less than another trial may take");
                });
    }

    @Test
    void aStudyWhoseTrialsAllFailGivesUp() {
        Study study = study(SPACE, Budget.ofTrials(100), 1, TpeSampler.usual(), new NoPruner());
        List<Trial> journal = new ArrayList<>();
        while (study.next(journal) instanceof Next.Start start) {
            journal.add(start.trial().fail("Out of memory.", Cost.ofRounds(1)));
        }
        assertThat(journal).hasSize(10);
        assertThat(study.next(journal)).isInstanceOfSatisfying(Next.End.class, end -> {
            assertThat(end.succeeded()).isFalse();
            assertThat(end.reason()).contains("all failed").contains("Out of memory.");
        });
    }

    @Test
    void aTrialThatUsesMoreThanWasReservedIsStopped() {
        Study study = study(SPACE, new Budget(10, null, null, 30.0, null), 1, new RandomSampler(), new NoPruner());
        Trial trial =
                Trial.start(0, Suggestion.of(Trials.params("{'rate': 0.1}"), Source.RANDOM), new Cost(6, 60, 3, 6));
        Intermediate report = new Intermediate(1, 0.5, 1, 10, 1);
        assertThat(study.report(trial.report(report, new Cost(1, 10, 2.9, 99)), List.of()))
                .isEqualTo(Study.Verdict.CONTINUE);
        assertThat(study.report(trial.report(report, new Cost(1, 10, 3.1, 1)), List.of()))
                .isEqualTo(Study.Verdict.STOP);
    }

    @Test
    void aTrialThatDivergedIsNotTrainedOn() {
        Study study = study(SPACE, Budget.ofTrials(9), 1, new RandomSampler(), new NoPruner());
        Trial trial = Trial.start(
                        0, Suggestion.of(Trials.params("{'rate': 0.1}"), Source.RANDOM), new Cost(6, 60, 3, 6))
                .report(new Intermediate(1, Double.NaN, Double.NaN, 10, 1), Cost.NONE);
        assertThat(study.report(trial, List.of())).isEqualTo(Study.Verdict.PRUNE);
    }
}
