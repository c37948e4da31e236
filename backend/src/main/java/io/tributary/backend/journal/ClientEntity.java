package io.tributary.backend.journal;

import io.tributary.orchestrator.round.ClientReport;
import io.tributary.orchestrator.round.ClientState;
import io.tributary.protocol.data.ClientData;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/** The row of a client of a task. */
@Entity
@Table(name = "client")
@NullUnmarked
class ClientEntity {
    @EmbeddedId
    private InTask key;

    private long examples;
    private String labelHistogram;
    private int selected;
    private int completed;
    private double seconds;
    private Double lastLoss;
    private long bytesUp;
    private long bytesDown;
    private double cpuSeconds;
    private double encodeSeconds;

    protected ClientEntity() {}

    ClientEntity(String task, ClientData data) {
        key = new InTask(task, data.client());
        examples = data.examples();
        labelHistogram = JournalJson.write(data.labelHistogram());
    }

    void took(ClientReport report) {
        selected++;
        bytesUp += report.bytesUp();
        bytesDown += report.bytesDown();
        cpuSeconds += report.cpuSeconds();
        encodeSeconds += report.encodeSeconds();
        if (report.state() == ClientState.COMPLETED) {
            completed++;
            seconds += report.seconds();
            lastLoss = report.loss();
        }
    }

    ClientData data() {
        return new ClientData(
                (int) key.number(), examples, Arrays.asList(JournalJson.read(labelHistogram, Long[].class)));
    }

    ClientSummary summary() {
        ClientData data = data();
        return new ClientSummary(
                data.client(),
                data.examples(),
                data.labelHistogram(),
                selected,
                completed,
                completed == 0 ? null : seconds / completed,
                lastLoss,
                bytesUp,
                bytesDown,
                cpuSeconds,
                encodeSeconds);
    }
}
