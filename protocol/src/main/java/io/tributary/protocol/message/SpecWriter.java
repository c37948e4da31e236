package io.tributary.protocol.message;

import io.tributary.protocol.task.TaskSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the spec of an assignment. All clients of a round are sent the same one, so its text is kept: writing it anew for each of them
 * costs more than all the rest of their messages. Safe for use by many threads.
 */
final class SpecWriter extends ValueSerializer<TaskSpec> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private volatile @Nullable Written last;

    private record Written(TaskSpec spec, SerializedString text) {}

    @Override
    @SuppressWarnings("ReferenceEquality") // To compare two specs would cost as much as to write one.
    public void serialize(TaskSpec spec, JsonGenerator out, SerializationContext context) {
        Written written = last;
        if (written == null || written.spec() != spec) {
            written = new Written(spec, new SerializedString(JSON.writeValueAsString(spec)));
            last = written;
        }
        out.writeRawValue(written.text());
    }
}
