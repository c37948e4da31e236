package io.tributary.worker.training;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.seed.Purpose;
import io.tributary.protocol.seed.Seeds;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.Share;
import io.tributary.worker.engine.Network;
import io.tributary.worker.loss.Loss;
import io.tributary.worker.loss.Targets;
import java.nio.ByteBuffer;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * ClientUpdate of federated averaging (McMahan et al. 2017, arXiv 1602.05629, algorithm 1): some epochs of mini-batches over
 * the client's examples, reshuffled for each epoch; the last batch of an epoch may be smaller.
 */
public final class LocalTraining implements LocalTrainer {
    private static final int REPORTS = 10;

    /** Larger than any count of epochs, so that no two (round, epoch) pairs share a generator. */
    private static final long EPOCHS = 1_000_003;

    @Override
    public LocalUpdate train(ClientRound work, Watch watch) {
        Network network = work.network();
        network.weights().put(0, work.weights(), 0, network.weights().capacity());
        network.weightsChanged();
        Run run = new Run(work, watch);
        for (int epoch = 0; epoch < work.spec().training().localEpochs(); epoch++) {
            run.epoch(epoch);
        }
        if (!run.tiles.subtract(
                work.weights().duplicate().order(work.weights().order()).asFloatBuffer())) {
            throw ranAway(work, "some weights are no longer finite numbers");
        }
        ByteBuffer difference =
                network.weights().duplicate().order(network.weights().order());
        return new LocalUpdate(
                difference, run.lossSum / run.total, work.examples().count());
    }

    private static TributaryException ranAway(ClientRound work, String what) {
        TaskSpec.Training training = work.spec().training();
        return new TributaryException(
                ErrorCode.TRAINING_FAILED,
                "Training of client " + work.client() + " in round " + work.round() + " ran away: " + what
                        + ". Lower training.learningRate (now " + training.learningRate() + ")"
                        + (training.momentum() > 0 ? " or training.momentum (now " + training.momentum() + ")" : "")
                        + ".");
    }

    /** The state of one training. */
    private static final class Run {
        private final ClientRound work;
        private final Watch watch;
        private final Network network;
        private final @Nullable ClientVectors correction;
        private final Optimizer optimizer;
        private final Loss loss;
        private final UniformRandomProvider dropout;
        private final Tiles tiles;
        private final int batchSize;
        private final Targets targets;
        private final long total;
        private double lossSum;
        private long done;
        private int steps;

        Run(ClientRound work, Watch watch) {
            TaskSpec.Training training = work.spec().training().in(work.round());
            this.work = work;
            this.watch = watch;
            this.network = work.network();
            ClientVectors vectors = work.vectors();
            this.correction = vectors != null && vectors.corrects() ? vectors : null;
            this.optimizer = Optimizers.create(training, network.graph().layout());
            this.loss = Loss.of(training.loss());
            this.dropout = Seeds.generator(work.spec().seed(), Purpose.DROPOUT, work.round(), work.client());
            this.tiles = new Tiles(network.weights().asFloatBuffer());
            this.batchSize = training.batchSize();
            this.targets = Targets.of(batchSize, work.examples().real());
            this.total = (long) work.examples().count() * training.localEpochs();
        }

        void epoch(int epoch) {
            Share examples = work.examples();
            examples.shuffle(
                    Seeds.generator(work.spec().seed(), Purpose.SHUFFLE, work.round() * EPOCHS + epoch, work.client()));
            for (int from = 0; from < examples.count(); from += batchSize) {
                watch.check();
                batch(from, Math.min(batchSize, examples.count() - from));
            }
        }

        private void batch(int from, int rows) {
            work.examples().copyTo(from, rows, network.inputs(), targets);
            double sum = network.step(rows, targets, loss, dropout);
            if (!Double.isFinite(sum)) {
                throw ranAway(work, "the loss is " + sum + " after " + steps + " steps");
            }
            tiles.update(network, correction, optimizer, ++steps);
            network.weightsChanged();
            lossSum += sum;
            report(rows);
        }

        private void report(int rows) {
            long before = done * REPORTS / total;
            done += rows;
            if (done * REPORTS / total > before) {
                watch.progress(done, total);
            }
        }
    }
}
