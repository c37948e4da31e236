package io.tributary.backend.study;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.event.Heartbeats;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** One address, two forms, as for tasks: JSON history, or history and tail as server-sent events. */
@RestController
@RequestMapping("/api/v1/studies/{id}/events")
@Tag(name = "Studies")
class StudyEventController {
    private static final int MOST = 10_000;

    private final StudyJournal journal;
    private final StudyStream stream;

    StudyEventController(StudyJournal journal, StudyStream stream) {
        this.journal = journal;
        this.stream = stream;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The history, oldest first; after=N continues behind event N")
    List<SeenStudyEvent> history(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "" + MOST) int limit) {
        if (limit < 1 || limit > MOST) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER, "limit is " + limit + "; it is 1 to " + MOST + ".");
        }
        return journal.events(journal.study(id).id(), after, limit);
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary =
                    "The history and then what happens, until the study has ended; goes on behind Last-Event-ID, or after=N; a heartbeat event every five seconds")
    Flux<ServerSentEvent<String>> tail(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return stream.of(id, Heartbeats.continued(lastEventId, after));
    }
}
