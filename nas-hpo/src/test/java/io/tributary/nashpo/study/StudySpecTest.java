package io.tributary.nashpo.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.nashpo.Trials;
import io.tributary.nashpo.portfolio.Features;
import io.tributary.nashpo.portfolio.Portfolio;
import io.tributary.nashpo.space.Params;
import io.tributary.nashpo.trial.Cost;
import io.tributary.nashpo.trial.Metric;
import io.tributary.nashpo.trial.Source;
import io.tributary.nashpo.trial.Trial;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class StudySpecTest {
    private static final StudySpecReader READER = new StudySpecReader(Trials.KNOWN);

    private static StudySpec read(String json) {
        return READER.read(json.replace('\'', '"'));
    }

    @Test
    void anEmptyDocumentIsAStudyOfTheUsualFields() {
        StudySpec spec = read("{}");
        assertThat(spec.task()).isEqualTo(TaskSpec.defaults());
        assertThat(spec.space()).isEqualTo(ReadySpaces.training());
        assertThat(spec.budget().trials()).isEqualTo(16);
        assertThat(spec.objectives())
                .singleElement()
                .satisfies(objective -> assertThat(objective.metric()).isEqualTo(Metric.ACCURACY));
    }

    @Test
    void aCompleteSpecIsReadBackUnchanged() {
        StudySpec spec = read(
                "{'name':'s','task':{'training':{'rounds':5}},'architecture':{'maxParameters':60000},'sampler':'tpe','pruner':'median',"
                        + "'budget':{'rounds':500,'bytes':1000000},'objectives':[{'metric':'accuracy'},{'metric':'bytes'}],'parallel':2,'seed':1}");
        assertThat(READER.read(JsonMapper.shared().writeValueAsString(spec))).isEqualTo(spec);
    }

    /** The form in which prompts are turned into studies. */
    @Test
    void whatPromptsWriteIsTaken() {
        StudySpec spec = read("{'name':null,'task':" + JsonMapper.shared().writeValueAsString(TaskSpec.defaults())
                + ",'space':[{'field':'training.learningRate','type':'float','low':0.0001,'high':1.0,'log':true},"
                + "{'field':'training.batchSize','type':'int','low':8,'high':128,'log':true},"
                + "{'field':'training.optimizer','type':'choice','choices':['sgd','adam']},"
                + "{'field':'clients.selection','type':'choice','choices':['full','random']},"
                + "{'field':'model.preset','type':'choice','choices':['mlp','lenet5']}],"
                + "'architecture':null,'sampler':'auto','pruner':'asha','budget':{'trials':16},"
                + "'objectives':[{'metric':'accuracy','direction':'maximize'}],'parallel':1,'seed':42}");
        assertThat(spec.space()).hasSize(5);
    }

    @Test
    void everyReadySpaceIsValid() {
        ReadySpaces.all().forEach((name, space) -> {
            String json = "{\"space\": " + JsonMapper.shared().writeValueAsString(space) + "}";
            assertThat(READER.read(json).space()).as(name).isEqualTo(space);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'budgets':{}}                                                  | budgets            | Did you mean budget?
            {'budget':{'trials':0}}                                         | budget.trials      | at least 1
            {'budget':{'rounds':5}}                                         | budget.rounds      | one trial takes 10
            {'objectives':[{'metric':'beauty'}]}                            | objectives[0].metric | Known: accuracy
            {'objectives':[]}                                               | objectives         | at least
            {'objectives':[{'metric':'bytes'},{'metric':'bytes'}]}          | objectives[1].metric | already
            {'sampler':'grid'}                                              | sampler            | Known: auto
            {'parallel':0}                                                  | parallel           | at least 1
            {'task':{'training':{'rounds':0}}}                              | task.training.rounds | at least 1
            {'task':{'training':{'round':1}}}                               | task.training.round  | Did you mean
            {'task':{'clients':{'count':5,'minimum':9}}}                    | task.clients.minimum | 5
            {'task':{'dataset':'prices','model':{'preset':'mlp'},'training':{'loss':'mse'}}} | objectives[0].metric | use loss
            {'space':[]}                                                    | space              | empty
            {'space':[{'field':'training.learnRate','type':'float','low':1,'high':2}]} | space[0].field | Did you mean
            {'space':[{'field':'training','type':'choice','choices':[1]}]}  | space[0].field     | training
            {'space':[{'field':'model.layers','type':'choice','choices':[1]}]} | space[0].field  | cannot be searched
            {'space':[{'field':'seed','type':'int','low':1,'high':2}]}      | space[0].field     | luckiest
            {'space':[{'field':'dataset','type':'choice','choices':['prices']}]} | space[0].field | cannot be compared
            {'space':[{'field':'training.learningRate','type':'float','low':0,'high':1}]} | space[0].low | more than 0
            {'space':[{'field':'training.learningRate','type':'float','low':0.1,'high':1000}]} | space[0].high | at most 100
            {'space':[{'field':'training.batchSize','type':'float','low':1,'high':2.5}]} | space[0].high | whole number
            {'space':[{'field':'training.optimizer','type':'choice','choices':['sgd','lion']}]} | space[0].choices[1] | lion
            {'space':[{'field':'training.momentum','type':'float','low':0,'high':0.9,'when':{'field':'training.optimizer','is':['sgd']}}]} | space[0].when.field | not in the space
            {'space':[{'field':'training.momentum','type':'floot','low':0,'high':0.9}]} | space[0].type | float
            {'space':[{'field':'training.momentum','kind':'float','type':'float','low':0,'high':0.9}]} | space[0].kind | no field
            {'architecture':{'maxParameters':10}}                           | architecture       | more than the 10 allowed
            {'architecture':{'maxParameters':0}}                            | architecture.maxParameters | at least 1
            {'architecture':{'minWidth':64,'maxWidth':8}}                   | architecture.minWidth | above
            {'architecture':{'minStages':3,'maxStages':2}}                  | architecture.minStages | above
            {'architecture':{'minWidth':9}}                                 | architecture.minWidth | multiples
            {'architecture':{},'space':[{'field':'model.preset','type':'choice','choices':['mlp']}]} | space[0].field | searched already
            """)
    void refusesAndSaysWhatToDo(String json, String field, String words) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(TributaryException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SPEC);
            assertThat(e.errors()).extracting(FieldError::field).contains(field);
            assertThat(e.errors()).extracting(FieldError::message).anyMatch(message -> message.contains(words));
        });
    }

    @Test
    void textThatIsNoJsonIsMalformed() {
        assertThatThrownBy(() -> read(""))
                .satisfies(e -> assertThat(((TributaryException) e).code()).isEqualTo(ErrorCode.MALFORMED_JSON));
        assertThatThrownBy(() -> read("[]"))
                .satisfies(e -> assertThat(((TributaryException) e).code()).isEqualTo(ErrorCode.MALFORMED_JSON));
    }

    @Test
    void paramsBecomeATask() {
        StudySpec spec = read("{'task':{'clients':{'count':20}}}");
        TaskSpec task = Studies.tasks(spec, READER)
                .task(Trials.params("{'training.optimizer':'sgd','training.learningRate':0.1,'training.momentum':0.9,"
                        + "'training.batchSize':16,'training.localEpochs':3,'training.schedule':'cosine'}"));
        assertThat(task.clients().count()).isEqualTo(20);
        assertThat(task.training().momentum()).isEqualTo(0.9);
        assertThat(task.training().batchSize()).isEqualTo(16);
    }

    @Test
    void valuesThatDoNotGoTogetherAreNeverRun() {
        StudySpec spec = read("{'space':[{'field':'clients.fraction','type':'choice','choices':[0.5,1]},"
                + "{'field':'clients.selection','type':'choice','choices':['full','random']}],'sampler':'random'}");
        List<Params> run = new ArrayList<>();
        for (Trial trial : run(spec)) {
            run.add(trial.params());
        }
        assertThat(run).hasSize(3).doesNotContain(Trials.params("{'clients.fraction':0.5,'clients.selection':'full'}"));
    }

    @Test
    void hybridStartsWithTheOwnTaskThenThePortfolioThenTheModel() {
        StudySpec spec = read("{'budget':{'trials':14}}");
        List<Trial> trials = run(spec);
        assertThat(trials.get(0).source()).isEqualTo(Source.DEFAULT);
        assertThat(trials.get(0).rationale()).isEqualTo("Your own configuration");
        assertThat(Studies.tasks(spec, READER).task(trials.get(0).params())).isEqualTo(spec.task());
        assertThat(trials.subList(1, 5)).allMatch(trial -> trial.source() == Source.PORTFOLIO);
        assertThat(trials.subList(10, 14)).allMatch(trial -> trial.source() == Source.TPE);
    }

    @Test
    void aStartOutsideOfTheSpaceIsMovedAndSaidSo() {
        StudySpec spec =
                read("{'space':[{'field':'training.learningRate','type':'float','low':0.1,'high':1,'log':true}],"
                        + "'budget':{'trials':1}}");
        assertThat(run(spec).get(0).rationale()).contains("closest");
        assertThat(run(spec).get(0).params()).isEqualTo(Trials.params("{'training.learningRate':0.1}"));
    }

    @Test
    void architecturesAreSearchedUnderTheirCap() {
        StudySpec spec = read("{'architecture':{'maxParameters':62000},'budget':{'trials':25}}");
        StudyTasks tasks = Studies.tasks(spec, READER);
        for (Trial trial : run(spec)) {
            TaskSpec task = tasks.task(trial.params());
            assertThat(task.model().layers()).isNotNull();
        }
    }

    @Test
    void aLanguageModelMustBeThereToBeTheSampler() {
        StudySpec spec = read("{'sampler':'llm'}");
        assertThatThrownBy(() -> run(spec)).hasMessageContaining("No language model is configured");
    }

    private static List<Trial> run(StudySpec spec) {
        StudyTasks tasks = Studies.tasks(spec, READER);
        List<Portfolio.Entry> portfolio =
                Portfolio.of(Features.of(spec.task(), Trials.KNOWN.datasets().get(0)), List.of());
        Study study = Studies.of(
                spec,
                tasks,
                portfolio,
                null,
                task -> Cost.ofRounds(task.training().rounds()));
        List<Trial> journal = new ArrayList<>();
        while (study.next(journal) instanceof Next.Start start) {
            journal.add(start.trial().complete(List.of(1.0 / (1 + journal.size())), Cost.NONE));
        }
        return journal;
    }
}
