package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.round.RoundReport;
import io.tributary.orchestrator.task.TaskState;
import io.tributary.orchestrator.time.Ticker;
import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.task.TaskSpec;
import io.tributary.worker.data.DatasetCatalog;
import io.tributary.worker.data.SyntheticDataset;
import io.tributary.worker.training.LocalTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The entropy stage in whole tasks: real training, clients that miss rounds, and a server that stops in between. */
class EntropyOnTasksTest {
    private static final DataShape SHAPE = new DataShape(1, 12, 12, 3);
    private static final int ROUNDS = 6;

    @TempDir
    private Path folder;

    /** Changes go down where three quarters of the clients take part, and the whole model where a quarter does. */
    @ParameterizedTest
    @CsvSource({"4,0.75", "2,0.75", "4,0.25"})
    void sendsFewerBytesAndEndsWithTheSameModelAlsoAfterARestart(int bits, double fraction) throws IOException {
        List<RoundReport> plain;
        List<RoundReport> packed;
        Sha256 model;
        try (LocalFederation federation = connect(new LocalFederation(folder.resolve("steady"), Ticker.system()))) {
            String without = run(federation, spec(bits, fraction, "none"));
            plain = reports(federation, without);
            model = Objects.requireNonNull(
                    federation.journal().progress(without).model());
            String with = run(federation, spec(bits, fraction, "zstd"));
            packed = reports(federation, with);
            assertThat(federation.journal().progress(with).model()).isEqualTo(model);
        }
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(packed.get(round).bytesUp()).isLessThan(plain.get(round).bytesUp());
            // A whole model's eight bits have next to nothing to spare: it travels as it is, and a byte more.
            long down = plain.get(round).bytesDown();
            assertThat(packed.get(round).bytesDown()).isLessThan(fraction > 0.5 ? down : down + down / 100);
        }

        LocalFederation stopped = connect(new LocalFederation(folder.resolve("stopped"), Ticker.system()));
        String id = stopped.submit(spec(bits, fraction, "zstd"), SHAPE);
        stopped.journal().awaitRound(id, 3);
        stopped.close();
        try (LocalFederation next =
                connect(new LocalFederation(folder.resolve("stopped"), Ticker.system(), stopped.journal()))) {
            next.orchestrator().recover();
            next.journal().awaitState(id, TaskState.COMPLETED);
            assertThat(next.journal().progress(id).model()).isEqualTo(model);
            List<RoundReport> again = reports(next, id);
            for (int round = 0; round < ROUNDS; round++) {
                // The names of leases have other lengths.
                assertThat(again.get(round).bytesDown())
                        .isCloseTo(packed.get(round).bytesDown(), withinPercentage(1));
            }
        }
    }

    private static String run(LocalFederation federation, TaskSpec spec) {
        String id = federation.submit(spec, SHAPE);
        federation.journal().awaitState(id, TaskState.COMPLETED);
        return id;
    }

    private static List<RoundReport> reports(LocalFederation federation, String id) {
        return federation.journal().rounds(id).stream().map(RoundCommit::report).toList();
    }

    private static TaskSpec spec(int bits, double fraction, String entropy) {
        String codec = "{'scheme':'quantize','bits':" + bits + ",'entropy':'" + entropy + "'}";
        return Specs.of("{'dataset':'blobs','model':{'preset':'mlp'},"
                + "'training':{'rounds':" + ROUNDS + ",'batchSize':8},'clients':{'count':8,'fraction':" + fraction
                + ",'selection':'random'},'compression':{'uplink':" + codec + ",'downlink':" + codec + "}}");
    }

    private static LocalFederation connect(LocalFederation federation) {
        return federation.withWorker(
                "w1", 2, DatasetCatalog.of(SyntheticDataset.blobs("blobs", SHAPE, 320, 60, 1)), new LocalTraining());
    }
}
