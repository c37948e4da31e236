package io.tributary.intent.language;

import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;
import java.util.Locale;

/** Who serves language models. */
public enum Provider {
    /** Anything that speaks OpenAI's chat completions, such as vLLM and llama.cpp. */
    OPENAI("https://api.openai.com/v1") {
        @Override
        ChatModel model(String url, String model, String key, Duration timeout) {
            return OpenAiChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(url)
                    // Local servers want none, but the client will not go without.
                    .apiKey(key.isBlank() ? "none" : key)
                    .modelName(model)
                    .timeout(timeout)
                    .maxRetries(1)
                    .temperature(0.0)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                    .strictJsonSchema(true)
                    .build();
        }
    },
    OLLAMA("http://localhost:11434") {
        @Override
        ChatModel model(String url, String model, String key, Duration timeout) {
            return OllamaChatModel.builder()
                    .httpClientBuilder(JdkHttpClient.builder())
                    .baseUrl(url)
                    .modelName(model)
                    .timeout(timeout)
                    .maxRetries(1)
                    .temperature(0.0)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                    .build();
        }
    };

    private final String url;

    Provider(String url) {
        this.url = url;
    }

    /** Where it is, if nothing else is said. */
    public String url() {
        return url;
    }

    abstract ChatModel model(String url, String model, String key, Duration timeout);

    /**
     * A client of a model. Nothing is sent before the first prompt.
     *
     * @param url of the provider, such as {@code http://localhost:11434}
     * @param model by the provider's name
     * @param key secret; empty for none
     * @param timeout for one attempt; there are two
     */
    public ChatModel connect(String url, String model, String key, Duration timeout) {
        return model(url, model, key, timeout);
    }

    /** As interpretations say: {@code ollama:llama3.2}. */
    public String nameOf(String model) {
        return name().toLowerCase(Locale.ROOT) + ":" + model;
    }
}
