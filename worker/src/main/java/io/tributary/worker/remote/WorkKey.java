package io.tributary.worker.remote;

import io.tributary.protocol.artifact.Sha256;
import io.tributary.protocol.data.Encoding;
import io.tributary.protocol.message.Assignment;
import io.tributary.protocol.message.Work;
import io.tributary.protocol.task.TaskSpec;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an assignment asks for, whatever its lease: equal work has equal results, bit for bit, so it is done once. A server that lost a
 * round asks for the same work under another lease.
 */
record WorkKey(Sha256 hash) {
    private record Content(
            String task, TaskSpec spec, Work work, @Nullable Encoding encoding) {}

    static WorkKey of(Assignment assignment) {
        Content content = new Content(assignment.task(), assignment.spec(), assignment.work(), assignment.encoding());
        MessageDigest digest = Sha256.digest();
        digest.update(JsonMapper.shared().writeValueAsBytes(content));
        return new WorkKey(Sha256.of(digest));
    }
}
