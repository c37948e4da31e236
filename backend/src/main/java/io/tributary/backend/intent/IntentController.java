package io.tributary.backend.intent;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.backend.task.Estimator;
import io.tributary.intent.Intent;
import io.tributary.intent.Interpretation;
import io.tributary.intent.Interpreter;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Intents over REST. */
@RestController
@RequestMapping("/api/v1/intents")
@Tag(name = "Intents", description = "From a sentence to a checked spec")
class IntentController {
    private static final int LARGEST_PAGE = 500;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Interpreter interpreter;
    private final Exchanges exchanges;
    private final ServerSurroundings surroundings;
    private final Estimator estimator;

    IntentController(
            Interpreter interpreter, Exchanges exchanges, ServerSurroundings surroundings, Estimator estimator) {
        this.interpreter = interpreter;
        this.exchanges = exchanges;
        this.surroundings = surroundings;
        this.estimator = estimator;
    }

    /**
     * @param prompt what a person typed
     * @param base the task spec that the prompt changes; left out to start from the defaults
     * @param answers to the questions that the prompt led to, by field; left out before any was asked
     */
    record IntentRequest(
            @Nullable String prompt,
            @Nullable JsonNode base,
            @Nullable Map<String, JsonNode> answers) {
        Intent intent() {
            return new Intent(
                    Objects.requireNonNullElse(prompt, ""),
                    base == null || base.isNull() ? null : base,
                    Objects.requireNonNullElse(answers, Map.of()));
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What a prompt means, as a spec to look at and submit. Starts nothing",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "A prompt, and the spec that it changes if there is one",
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            "{\"prompt\": \"Train a LeNet on the clothing pictures with a dozen sites, two dozen rounds\"}"))))
    IntentView interpret(@RequestBody String body) {
        Interpretation interpretation = interpreter.interpret(read(body).intent(), surroundings);
        TaskSpec spec = interpretation.spec();
        return IntentView.of(
                UUID.randomUUID().toString(), interpretation, spec == null ? null : estimator.estimate(spec));
    }

    @GetMapping("/exchanges")
    @Operation(summary = "What was asked of the language model and what came of it, newest first")
    ExchangePage exchanges(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "page is " + page + " and size is " + size + "; page starts at 0, size is 1 to " + LARGEST_PAGE
                            + ".");
        }
        Page<ExchangeView> found = exchanges.page(page, size);
        return new ExchangePage(found.getContent(), page, size, found.getTotalElements());
    }

    record ExchangePage(List<ExchangeView> content, int page, int size, long total) {}

    private static IntentRequest read(String body) {
        try {
            IntentRequest request = JSON.readValue(body, IntentRequest.class);
            if (request == null || request.prompt() == null) {
                throw TributaryException.ofField(
                        ErrorCode.INVALID_PARAMETER,
                        "prompt",
                        "There is no prompt; send {\"prompt\": \"train a LeNet with 20 clients\"}.");
            }
            return request;
        } catch (JacksonException e) {
            throw new TributaryException(
                    ErrorCode.MALFORMED_JSON,
                    "This is no intent: " + e.getOriginalMessage()
                            + " Send {\"prompt\": \"...\", \"base\": {a task spec, or left out}}.",
                    e);
        }
    }
}
