package io.tributary.protocol.task;

import io.tributary.protocol.aggregation.Strategies;
import io.tributary.protocol.aggregation.Strategy;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.error.FieldError;
import io.tributary.protocol.model.ModelGraph;
import io.tributary.protocol.model.ModelGraph.InvalidModelException;
import io.tributary.protocol.task.TaskSpec.PartitionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of a task spec that one field alone cannot break. */
final class TaskRules {
    private TaskRules() {}

    static List<FieldError> check(TaskSpec spec, Registries known) {
        List<FieldError> errors = new ArrayList<>();
        name(spec, errors);
        clients(spec, errors);
        strategy(spec, errors);
        AsynchronyRules.check(spec, errors);
        start(spec, errors);
        PrivacyRules.check(spec, errors);
        SecureRules.check(spec, errors);
        entropy(spec, errors);
        Optional<DatasetInfo> dataset = known.datasets().stream()
                .filter(each -> each.id().equals(spec.dataset()))
                .findFirst();
        if (dataset.isPresent()) {
            model(spec, dataset.get(), known, errors);
            partition(spec, dataset.get(), errors);
            sites(spec, dataset.get(), known.sites().getOrDefault(spec.dataset(), List.of()), errors);
            target(spec, dataset.get(), errors);
            SimulationRules.check(spec, dataset.get(), errors);
        } else {
            String problem = known.datasetProblems().getOrDefault(spec.dataset(), "No connected worker holds it.");
            errors.add(new FieldError("dataset", spec.dataset() + " cannot be used: " + problem));
        }
        return errors;
    }

    private static void name(TaskSpec spec, List<FieldError> errors) {
        if (spec.name() != null && spec.name().isBlank()) {
            errors.add(new FieldError("name", "The name is blank; leave it out to have one made up."));
        }
        if (spec.name() != null && spec.name().chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("name", "The name holds control characters; use one line of text."));
        }
    }

    private static void clients(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Clients clients = spec.clients();
        if (clients.minimum() > clients.count()) {
            errors.add(new FieldError(
                    "clients.minimum",
                    "minimum is " + clients.minimum() + " but there are only " + clients.count()
                            + " clients; lower it or raise clients.count."));
        } else if (spec.clientsPerRound() < clients.minimum()) {
            errors.add(new FieldError(
                    "clients.fraction",
                    "fraction " + clients.fraction() + " of " + clients.count() + " clients selects "
                            + spec.clientsPerRound()
                            + " a round, fewer than the minimum of " + clients.minimum() + "; use at least "
                            + (double) clients.minimum() / clients.count() + " or lower clients.minimum."));
        }
        if (spec.clientsAsked() > clients.count()) {
            errors.add(new FieldError(
                    "clients.overSelection",
                    "overSelection " + clients.overSelection() + " beyond " + spec.clientsPerRound()
                            + " clients a round asks " + spec.clientsAsked() + ", but there are " + clients.count()
                            + "; use at most "
                            + (double) (clients.count() - spec.clientsPerRound()) / spec.clientsPerRound()
                            + " or a smaller fraction."));
        }
        if (clients.selection().equals("full") && clients.fraction() < 1) {
            errors.add(new FieldError(
                    "clients.selection",
                    "full selects every client, but fraction is " + clients.fraction()
                            + "; use selection random, or fraction 1."));
        }
    }

    private static void start(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Start start = spec.start();
        if (start.task() == null && start.round() != null) {
            errors.add(new FieldError(
                    "start.round", "A round of which task? Give start.task too, or leave the round out."));
        }
        if (start.task() == null && start.best()) {
            errors.add(
                    new FieldError("start.best", "The best of which task? Give start.task too, or set it to false."));
        }
        if (start.round() != null && start.best()) {
            errors.add(new FieldError(
                    "start.best",
                    "The model after round " + start.round()
                            + " and the best one are two; set best to false or leave the" + " round out."));
        }
        if (start.model() != null && !start.model().matches("[0-9a-f]{64}")) {
            errors.add(new FieldError(
                    "start.model",
                    "The SHA-256 of a model is 64 digits of 0-9 and a-f, as the page of its task shows."));
        }
    }

    /** What a strategy cannot bear beside it. */
    private static void strategy(TaskSpec spec, List<FieldError> errors) {
        Strategy strategy = Strategies.of(spec.aggregation().strategy());
        strategy.refuse(spec.aggregation().values(), spec.clientsPerRound())
                .ifPresent(
                        refusal -> errors.add(new FieldError("aggregation." + refusal.parameter(), refusal.reason())));
        TaskSpec.Training training = spec.training();
        if (strategy.plainSteps() && (!training.optimizer().equals("sgd") || training.momentum() > 0)) {
            errors.add(new FieldError(
                    training.optimizer().equals("sgd") ? "training.momentum" : "training.optimizer",
                    strategy.about().title()
                            + " is derived for plain steps; use the optimizer sgd without momentum, or another strategy"
                            + " such as fedavg or fedprox."));
        }
        if (!strategy.bearsSparsity() && spec.compression().uplink().scheme().equals("top-k")) {
            errors.add(new FieldError(
                    "compression.uplink.scheme",
                    strategy.about().title()
                            + " has no way to make up for what top-k leaves out; use quantize, or the strategy scafcom or"
                            + " ef21."));
        }
    }

    /** Without a scheme the model travels down as the artifact that it is. */
    private static void entropy(TaskSpec spec, List<FieldError> errors) {
        TaskSpec.Codec downlink = spec.compression().downlink();
        if (downlink.entropy() != TaskSpec.Entropy.NONE && downlink.scheme().equals("none")) {
            errors.add(new FieldError(
                    "compression.downlink.entropy",
                    "Entropy coding packs the frames of a scheme, and downlink.scheme is none; set it to quantize, or leave"
                            + " entropy out."));
        }
    }

    private static void model(TaskSpec spec, DatasetInfo dataset, Registries known, List<FieldError> errors) {
        if (spec.model().preset() != null && spec.model().layers() != null) {
            errors.add(new FieldError("model", "Give either a preset or layers, not both."));
            return;
        }
        try {
            long parameters = ModelGraph.of(spec.model(), dataset.shape()).parameters();
            long each = Strategies.of(spec.aggregation().strategy()).numbers(1);
            long most = known.mostParameters().getOrDefault(dataset.id(), ModelGraph.MAX_PARAMETERS) / each;
            if (parameters > most) {
                errors.add(new FieldError(
                        spec.model().layers() == null ? "model.preset" : "model.layers",
                        "The model has " + parameters + " parameters; the workers that hold " + dataset.id()
                                + " train at most " + most + ", " + most * Float.BYTES / (1 << 20)
                                + " MiB of weights"
                                + (each == 1
                                        ? ""
                                        : ", as clients send " + each + " numbers for each parameter with "
                                                + spec.aggregation().strategy())
                                + ". Make its layers smaller."));
            }
        } catch (InvalidModelException e) {
            String field = spec.model().layers() == null ? "model.preset" : "model.layers[" + e.layer() + "]";
            errors.add(new FieldError(field, e.reason()));
        }
    }

    private static void partition(TaskSpec spec, DatasetInfo dataset, List<FieldError> errors) {
        if (spec.clients().count() > dataset.trainExamples()) {
            errors.add(new FieldError(
                    "clients.count",
                    spec.clients().count() + " clients cannot share the " + dataset.trainExamples() + " examples of "
                            + dataset.id() + "."));
        }
        if (spec.partition().scheme() == PartitionScheme.SHARDS) {
            int perClient = spec.partition().classesPerClient();
            if (!dataset.regression() && perClient > dataset.shape().classes()) {
                errors.add(new FieldError(
                        "partition.classesPerClient",
                        "classesPerClient is " + perClient + "; " + dataset.id() + " has "
                                + dataset.shape().classes() + " classes."));
            }
            if ((long) perClient * spec.clients().count() > dataset.trainExamples()) {
                errors.add(new FieldError(
                        "clients.count",
                        spec.clients().count() + " clients with " + perClient + " shards each are more shards than the "
                                + dataset.trainExamples() + " examples of " + dataset.id() + "."));
            }
        }
    }

    /** Data that sites have of their own are dealt by nobody. */
    private static void sites(TaskSpec spec, DatasetInfo dataset, List<String> sites, List<FieldError> errors) {
        boolean byWorker = spec.partition().scheme() == PartitionScheme.BY_WORKER;
        if (byWorker && !dataset.own()) {
            errors.add(new FieldError(
                    "partition.scheme",
                    dataset.id()
                            + " is the same at every worker; by-worker is for data that sites bring of their own. Use iid,"
                            + " dirichlet, shards or quantity-skew."));
        } else if (!byWorker && dataset.own()) {
            errors.add(new FieldError(
                    "partition.scheme",
                    dataset.id() + " lies at " + String.join(", ", sites)
                            + " and cannot be dealt out; use by-worker, where each site is a client."));
        } else if (byWorker && spec.clients().count() != sites.size()) {
            errors.add(new FieldError(
                    "clients.count",
                    "Each site is a client, and " + sites.size() + " hold " + dataset.id() + " now ("
                            + String.join(", ", sites) + "); leave the count out or say " + sites.size() + "."));
        }
        if (byWorker && !spec.compression().downlink().scheme().equals("none")) {
            errors.add(new FieldError(
                    "compression.downlink.scheme",
                    "Sites fetch the weights whole in this version; use none. The uplink can be packed."));
        }
    }

    /** What is predicted, a class or a number, decides what can be asked for. */
    private static void target(TaskSpec spec, DatasetInfo dataset, List<FieldError> errors) {
        if (!dataset.regression()) {
            return;
        }
        String number = dataset.id() + " holds numbers to predict, not classes";
        if (spec.training().loss() != TaskSpec.Loss.MEAN_SQUARED_ERROR) {
            errors.add(new FieldError("training.loss", number + "; use the loss mse."));
        }
        if (spec.stopping().targetAccuracy() != null) {
            errors.add(new FieldError(
                    "stopping.targetAccuracy", number + ", so there is no accuracy to reach; leave it out."));
        }
        PartitionScheme scheme = spec.partition().scheme();
        if (scheme == PartitionScheme.DIRICHLET || scheme == PartitionScheme.SHARDS) {
            errors.add(new FieldError(
                    "partition.scheme",
                    number + ", and this scheme deals by class; use iid, quantity-skew or by-worker."));
        }
    }
}
