package io.tributary.intent.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTest {
    private static final String KEY = "sk-very-secret";

    private final List<Exchange> exchanges = new ArrayList<>();
    private MockWebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(exchanges.toString()).doesNotContain(KEY);
    }

    @Test
    void asksForJsonAndRecordsWhatItWasAbout() throws InterruptedException {
        answer("{\\\"a\\\": 1}");
        assertThat(chat(1000).ask("Do this.", "{\"with\": \"that\"}", "a question"))
                .isEqualTo("{\"a\": 1}");
        JsonNode request = JsonMapper.shared()
                .readTree(Objects.requireNonNull(server.takeRequest().getBody()).utf8());
        assertThat(request.at("/response_format/type").asString()).isEqualTo("json_object");
        assertThat(request.at("/messages/0/content").asString()).isEqualTo("Do this.");
        assertThat(request.at("/messages/1/content").asString()).isEqualTo("{\"with\": \"that\"}");
        assertThat(exchanges).singleElement().satisfies(each -> {
            assertThat(each.prompt()).isEqualTo("a question");
            assertThat(each.answer()).isEqualTo("{\"a\": 1}");
            assertThat(each.tokens()).isEqualTo(120);
            assertThat(each.problem()).isNull();
        });
    }

    @Test
    void keepsTheBudgetThatItSharesWithTheReaderOfPrompts() {
        answer("{}");
        Chat chat = chat(100);
        chat.ask("Do this.", "{}", "first");
        assertThatThrownBy(() -> chat.ask("Do this.", "{}", "second"))
                .isInstanceOf(NoAdvice.class)
                .hasMessageContaining("100 tokens a day");
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(chat.advisor().name()).isEqualTo("openai:test-model");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void whatCannotBeAskedSaysSoWithoutTheProvidersWords(int status) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .body("{\"error\": \"bad key " + KEY + "\"}")
                .build());
        assertThatThrownBy(() -> chat(1000).ask("Do this.", "{}", "about"))
                .isInstanceOf(NoAdvice.class)
                .hasMessage("openai:test-model cannot be asked now.");
        assertThat(exchanges)
                .singleElement()
                .satisfies(each -> assertThat(each.problem()).isNotBlank());
    }

    @Test
    void whatIsTooSlowIsNotWaitedFor() {
        for (int attempt = 0; attempt < 2; attempt++) {
            server.enqueue(new MockResponse.Builder()
                    .headersDelay(3, TimeUnit.SECONDS)
                    .body("{}")
                    .build());
        }
        assertThatThrownBy(() -> chat(1000).ask("Do this.", "{}", "about"))
                .isInstanceOf(NoAdvice.class)
                .hasMessageContaining("in time");
    }

    private Chat chat(long tokens) {
        return new Chat(
                "openai:test-model",
                Provider.OPENAI.connect(server.url("/v1").toString(), "test-model", KEY, Duration.ofMillis(800)),
                new Budget(tokens, Clock.systemUTC()),
                exchanges::add);
    }

    private void answer(String escaped) {
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body("""
                        {"id": "1", "object": "chat.completion", "model": "test-model", "choices": [{"index": 0, "finish_reason": "stop",
                         "message": {"role": "assistant", "content": "%s"}}],
                         "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}}
                        """.formatted(escaped))
                .build());
    }
}
