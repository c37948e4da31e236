package io.tributary.nashpo.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.pruner.NoPruner;
import io.tributary.nashpo.sampler.TpeSampler;
import io.tributary.nashpo.space.Dimension;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.space.Space;
import io.tributary.nashpo.study.Next;
import io.tributary.nashpo.study.Study;
import io.tributary.nashpo.trial.Advice;
import io.tributary.nashpo.trial.Budget;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Objective;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GuidedSamplerTest {
    private static final Space SPACE = Space.of(List.of(
            Dimension.real("rate", 1e-4, 1, true),
            Dimension.choice("optimizer", Trials.texts("sgd", "adam")),
            Dimension.real("momentum", 0, 0.9, false).when("optimizer", Trials.texts("sgd"))));
    private static final String GOOD =
            "{'params': {'rate': %s, 'optimizer': 'sgd', 'momentum': 0.5}, 'rationale': 'Close to the best.'}";

    private final List<Briefing> asked = new ArrayList<>();

    private List<Trial> run(Proposer proposer, int trials) {
        Budget budget = Budget.ofTrials(trials);
        Study study = new Study(
                SPACE,
                List.of(Objective.of(Metric.ACCURACY)),
                budget,
                1,
                3,
                GuidedSampler.hybrid(
                        TpeSampler.usual(),
                        briefing -> {
                            asked.add(briefing);
                            return proposer.propose(briefing);
                        },
                        budget),
                new NoPruner(),
                new Study.Work() {
                    @Override
                    public Optional<String> problem(Params params) {
                        return Optional.empty();
                    }

                    @Override
                    public Cost cost(Params params) {
                        return Cost.NONE;
                    }
                });
        List<Trial> journal = new ArrayList<>();
        while (study.next(journal) instanceof Next.Start start) {
            journal.add(
                    start.trial().complete(List.of(Trials.quality(start.trial().params())), Cost.NONE));
        }
        return journal;
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static List<Integer> turns(List<Trial> journal) {
        return journal.stream()
                .filter(trial -> trial.advice() != null)
                .map(Trial::number)
                .toList();
    }

    @Test
    void whoWinsGetsEveryFourthTrialAndNoMore() {
        int[] turn = {0};
        List<Trial> journal = run(briefing -> json(GOOD.formatted(0.05 + 1e-4 * turn[0]++)), 30);
        assertThat(turns(journal)).containsExactly(5, 9, 13, 17, 21, 25, 29);
        Trial first = journal.get(5);
        assertThat(first.source()).isEqualTo(Source.LLM);
        assertThat(first.rationale()).isEqualTo("Close to the best.");
        assertThat(Objects.requireNonNull(first.advice()).outcome()).isEqualTo(Advice.Outcome.ACCEPTED);
    }

    @Test
    void whoLosesGetsEverFewer() {
        int[] turn = {0};
        List<Trial> journal = run(briefing -> json(GOOD.formatted(1 - 1e-4 * turn[0]++)), 70);
        assertThat(turns(journal)).containsExactly(5, 13, 29, 61);
    }

    @Test
    void nonsenseIsAskedOnceAgainAndThenReplacedWithALabel() {
        List<Trial> journal = run(briefing -> "I would try a smaller rate.", 14);
        assertThat(asked).hasSize(4);
        assertThat(asked.get(0).complaint()).isNull();
        assertThat(asked.get(1).complaint()).contains("no JSON");
        Trial replaced = journal.get(5);
        assertThat(replaced.source()).isIn(Source.TPE, Source.RANDOM);
        assertThat(Objects.requireNonNull(replaced.advice()).outcome()).isEqualTo(Advice.Outcome.REPLACED);
        assertThat(replaced.advice().message()).contains("no JSON");
        assertThat(turns(journal)).containsExactly(5, 13);
    }

    @Test
    void silenceIsSurvived() {
        List<Trial> journal = run(
                briefing -> {
                    throw new IllegalStateException("Timed out after 30 s");
                },
                8);
        assertThat(journal).hasSize(8);
        assertThat(Objects.requireNonNull(journal.get(5).advice()).message()).contains("Timed out after 30 s");
    }

    @Test
    void repetitionsAreRefusedAndTheSecondAnswerCounts() {
        List<Trial> journal = run(
                briefing -> briefing.complaint() == null
                        ? JsonMapper.shared()
                                .writeValueAsString(java.util.Map.of(
                                        "params", briefing.best().get(0).params()))
                        : json(GOOD.formatted(0.05)),
                6);
        assertThat(asked.get(1).complaint()).contains("tried already");
        assertThat(journal.get(5).source()).isEqualTo(Source.LLM);
        assertThat(journal.get(5).rationale()).isEqualTo("Close to the best.");
    }

    @Test
    void isToldTheBestTheLatestTheFailuresAndWhatIsLeft() {
        run(briefing -> json(GOOD.formatted(0.05)), 7);
        Briefing briefing = asked.get(0);
        assertThat(briefing.best()).hasSize(5);
        assertThat(briefing.latest().get(0).number()).isEqualTo(4);
        assertThat(briefing.left().trials()).isEqualTo(2);
        assertThat(SPACE.contains(briefing.optimiser())).isTrue();
        assertThat(briefing.importances()).containsOnlyKeys("rate", "optimizer", "momentum");
        assertThat(JsonMapper.shared().writeValueAsString(briefing)).hasSizeLessThan(6000);
    }

    @Test
    void answersAreMovedIntoTheSpaceVisibly() {
        Params own = Trials.params("{'rate': 0.01, 'optimizer': 'adam'}");
        Answer answer = Answer.read(
                json(
                        "Sure! {'params': {'rate': '7', 'optimizer': 'lion', 'momentum': 0.3, 'seed': 1, 'dataset': '../etc'},"
                                + " 'rationale': 'a\\nb', 'accuracy': 1.0} Good luck."),
                SPACE,
                own);
        assertThat(answer.params()).isEqualTo(Trials.params("{'rate': 1.0, 'optimizer': 'adam'}"));
        assertThat(answer.rationale()).isEqualTo("a b");
        assertThat(answer.remarks())
                .anyMatch(remark -> remark.contains("rate 7.0 became 1.0"))
                .anyMatch(remark -> remark.contains("optimizer cannot be \"lion\""))
                .anyMatch(remark -> remark.contains("momentum does not count"))
                .anyMatch(remark -> remark.contains("no field seed"))
                .anyMatch(remark -> remark.contains("no field dataset"));
    }

    @Test
    void answersWithoutParamsOrFarTooLongAreRefused() {
        assertThat(Answer.read("{}", SPACE, Params.none()).params()).isNull();
        assertThat(Answer.read("{\"params\": []}", SPACE, Params.none()).params())
                .isNull();
        assertThat(Answer.read("{\"params\": {\"a\": 1}}", SPACE, Params.none()).params())
                .isNull();
        assertThat(Answer.read("{\"params\": {\"rate\": NaN}}", SPACE, Params.none())
                        .params())
                .isNull();
        assertThat(Answer.read("{" + "[".repeat(30_000) + "}", SPACE, Params.none())
                        .params())
                .isNull();
        assertThat(Answer.read("{" + "[".repeat(15_000) + "}", SPACE, Params.none())
                        .params())
                .isNull();
        assertThat(Answer.read("}{", SPACE, Params.none()).params()).isNull();
    }
}
