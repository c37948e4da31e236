package io.tributary.intent.language;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.tributary.protocol.task.Registries;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A language model of a provider. It is given no tools, and its answer is data of one fixed shape. */
public final class ChatAdvisor implements Advisor {
    /** More than any right answer has; a model that rambles is not read to its end. */
    private static final int LONGEST = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final String name;
    private final ChatModel model;
    private final Budget budget;
    private final Consumer<Exchange> record;

    /**
     * @param name as interpretations say
     * @param budget of tokens
     * @param record told of every exchange
     */
    public ChatAdvisor(String name, ChatModel model, Budget budget, Consumer<Exchange> record) {
        this.name = name;
        this.model = model;
        this.budget = budget;
        this.record = record;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Advice advise(String prompt, JsonNode before, Registries known) {
        if (!budget.left()) {
            throw new NoAdvice("The budget of " + budget.perDay() + " tokens a day for " + name
                    + " is used up; this was read without it.");
        }
        long start = System.nanoTime();
        String answer = null;
        String problem = null;
        long tokens = 0;
        try {
            ChatResponse response = model.chat(request(prompt, before, known));
            answer = response.aiMessage().text();
            tokens = tokens(response.tokenUsage());
            budget.spend(tokens);
            return known(read(answer), Instructions.fields(known));
        } catch (JacksonException e) {
            problem = "no answer of the schema: " + e.getOriginalMessage();
            throw new NoAdvice(name + " gave an answer that is none; this was read without it.", e);
        } catch (TimeoutException e) {
            problem = "no answer in time";
            throw new NoAdvice(name + " did not answer in time; this was read without it.", e);
        } catch (NoAdvice e) {
            problem = e.getMessage();
            throw e;
        } catch (RuntimeException e) {
            // The provider's own words may quote keys and addresses: they are not for whoever typed the prompt.
            problem = e.getClass().getSimpleName();
            throw new NoAdvice(name + " cannot be asked now; this was read without it.", e);
        } finally {
            record.accept(new Exchange(name, prompt, answer, problem, tokens, (System.nanoTime() - start) / 1_000_000));
        }
    }

    private static ChatRequest request(String prompt, JsonNode before, Registries known) {
        ObjectNode question = JSON.createObjectNode().put("prompt", prompt);
        question.set("before", before);
        return ChatRequest.builder()
                .messages(SystemMessage.from(Instructions.text(known)), UserMessage.from(question.toString()))
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(JsonSchema.builder()
                                .name("reading")
                                .rootElement(JsonRawSchema.from(
                                        Instructions.answerSchema(known).toString()))
                                .build())
                        .build())
                .build();
    }

    private static long tokens(@Nullable TokenUsage usage) {
        Integer total = usage == null ? null : usage.totalTokenCount();
        return total == null ? 0 : total;
    }

    /** Providers promise the schema; what is not in it is left out all the same. */
    private static Advice known(Advice advice, List<String> fields) {
        return new Advice(
                advice.request(),
                advice.values().stream()
                        .filter(value -> fields.contains(value.field()))
                        .toList(),
                advice.save(),
                advice.search().stream().filter(fields::contains).toList());
    }

    private static Advice read(@Nullable String answer) {
        if (answer == null || answer.length() > LONGEST) {
            throw new NoAdvice("The language model gave no answer of a sensible length; this was read without it.");
        }
        Advice advice = JSON.readValue(answer, Advice.class);
        if (advice == null) {
            throw new NoAdvice("The language model gave no answer; this was read without it.");
        }
        return advice;
    }
}
