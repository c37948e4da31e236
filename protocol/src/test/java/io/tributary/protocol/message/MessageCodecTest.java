package io.tributary.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.ClientData;
import io.tributary.protocol.data.DataShape;
import io.tributary.protocol.data.DatasetInfo;
import io.tributary.protocol.data.Moments;
import io.tributary.protocol.data.Residuals;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.secure.Masking;
import io.tributary.protocol.secure.Peer;
import io.tributary.protocol.secure.RevealedShare;
import io.tributary.protocol.secure.SealedShares;
import io.tributary.protocol.task.TaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final Sha256 SHA = new Sha256("a".repeat(64));

    static Stream<ServerMessage> serverMessages() {
        return Stream.of(
                        new Work.Describe(),
                        new Work.Initialise(),
                        new Work.Summarise(),
                        new Work.Train(3, 4, SHA, null),
                        new Work.Train(
                                3,
                                4,
                                SHA,
                                List.of(),
                                null,
                                new Masking("a", 600, List.of(new SealedShares(1, 4, "c2VhbGVk")))),
                        new Work.Advertise(3, 4, "a"),
                        new Work.Share(3, 4, "a", 2, List.of(new Peer(4, "a2V5", "a2V5"))),
                        new Work.Unmask(3, 4, "a", List.of(4, 5), List.of(6)),
                        new Work.Evaluate(SHA, 0, 2500))
                .<ServerMessage>map(
                        work -> new ServerMessage.Assign(new Assignment("a1", 1, "t", TaskSpec.defaults(), work)))
                .flatMap(assign -> Stream.of(
                        assign,
                        new ServerMessage.Cancel("a1"),
                        new ServerMessage.Drain(),
                        new ServerMessage.Welcome("w", 5),
                        new ServerMessage.Heartbeat()));
    }

    static Stream<WorkerMessage> workerMessages() {
        DatasetInfo dataset =
                new DatasetInfo("d", "D", "x", new DataShape(1, 2, 3, 4), List.of("é", "🌊"), 5, 6, .1, .2);
        return Stream.of(
                new WorkerMessage.Hello(1, "w", 2, "cpu", "e", List.of(dataset), List.of("sgd"), List.of("none"), null),
                new WorkerMessage.Hello(1, "w", 2, "cpu", "e", List.of(), List.of(), List.of(), "i", 1L << 33),
                new WorkerMessage.Heartbeat(),
                new WorkerMessage.Progress("a1", 1, 10, 20),
                new WorkerMessage.Done("a1", 1, new Result.Trained(SHA, 600, 0.1 + 0.2, 1e-9, 0, null)),
                new WorkerMessage.Done("a1", 1, new Result.Initialised(SHA, 0)),
                new WorkerMessage.Done("a1", 1, new Result.Advertised(new Peer(4, "a2V5", "a2V5"), 600, 0)),
                new WorkerMessage.Done("a1", 1, new Result.Shared(List.of(new SealedShares(4, 1, "c2VhbGVk")), 0)),
                new WorkerMessage.Done("a1", 1, new Result.Unmasked(List.of(new RevealedShare(1, "c2hhcmU=")), 0)),
                new WorkerMessage.Done("a1", 1, new Result.Summarised(List.of(new Moments(3, 0.1, 0.2)), 0)),
                new WorkerMessage.Done(
                        "a1", 1, new Result.Described(List.of(new ClientData(0, 3, List.of(1L, 2L))), 9, 0)),
                new WorkerMessage.Done(
                        "a1", 1, new Result.Evaluated(2, 0.5, List.of(List.of(1L, 0L), List.of(0L, 1L)), 0)),
                new WorkerMessage.Done(
                        "a1",
                        1,
                        new Result.Evaluated(2, 0.5, List.of(), 0, new Residuals(1, 2, new Moments(2, 0.1, 0.2)))),
                new WorkerMessage.Failed("a1", 1, ErrorCode.TRAINING_FAILED, "why"));
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void carriesServerMessagesUnchanged(ServerMessage message) {
        assertThat(MessageCodec.decodeServerMessage(MessageCodec.encode(message)))
                .isEqualTo(message);
    }

    @Test
    void sendsEachTaskItsOwnSpec() {
        List<TaskSpec> specs = List.of(
                TaskSpec.defaults(),
                TaskSpec.defaults().withSeed(7),
                TaskSpec.defaults(),
                TaskSpec.defaults().withSeed(7));

        assertThat(specs.stream()
                        .map(spec -> new ServerMessage.Assign(new Assignment("a1", 1, "t", spec, new Work.Describe())))
                        .map(MessageCodec::encode)
                        .map(MessageCodec::decodeServerMessage)
                        .map(message ->
                                ((ServerMessage.Assign) message).assignment().spec()))
                .isEqualTo(specs);
    }

    @ParameterizedTest
    @MethodSource("workerMessages")
    void carriesWorkerMessagesUnchanged(WorkerMessage message) {
        assertThat(MessageCodec.decodeWorkerMessage(MessageCodec.encode(message)))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":\"progress\",\"assignment\":\"a\",\"extra\":1}",
                "{\"type\":\"done\",\"assignment\":\"a\",\"epoch\":1,\"result\":{\"type\":\"trained\",\"update\":\"../x\"}}"
            })
    void refusesWhatIsNoMessage(String text) {
        assertThatThrownBy(() -> MessageCodec.decodeWorkerMessage(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        TributaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
    }
}
