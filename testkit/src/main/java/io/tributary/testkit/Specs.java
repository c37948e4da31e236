package io.tributary.testkit;

import io.tributary.protocol.task.TaskSpec;
import tools.jackson.databind.json.JsonMapper;

/** Task specs for tests, as users write them. */
public final class Specs {
    private Specs() {}

    /** The spec that a text stands for, unchecked; single quotes will do. */
    public static TaskSpec of(String json) {
        return JsonMapper.shared().readValue(json.replace('\'', '"'), TaskSpec.class);
    }

    /** A small task for {@link FakeWorker}s. */
    public static TaskSpec fake(int rounds, int clients, int minimum) {
        return of("{'dataset':'fake','model':{'preset':'logistic'},'clients':{'count':" + clients + ",'minimum':"
                + minimum + ",'deadlineSeconds':60},'training':{'rounds':" + rounds + "}}");
    }
}
