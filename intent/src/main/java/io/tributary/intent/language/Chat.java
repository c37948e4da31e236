package io.tributary.intent.language;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A language model of a provider, asked for JSON within a budget; it is given no tools, and every exchange is recorded. */
public final class Chat {
    /** More than any right answer has; a model that rambles is not read to its end. */
    private static final int LONGEST = 100_000;

    private final String name;
    private final ChatModel model;
    private final Budget budget;
    private final Consumer<Exchange> record;

    /**
     * @param name as it is shown, such as {@code openai:gpt-5-mini}
     * @param budget of tokens, shared by all that is asked
     * @param record told of every exchange
     */
    public Chat(String name, ChatModel model, Budget budget, Consumer<Exchange> record) {
        this.name = name;
        this.model = model;
        this.budget = budget;
        this.record = record;
    }

    /** The same model as a reader of prompts. */
    public ChatAdvisor advisor() {
        return new ChatAdvisor(name, model, budget, record);
    }

    /**
     * Its answer as it comes: meant to be a JSON object, and not believed to be one.
     *
     * @param instructions what it is to do
     * @param document what it is to do it with
     * @param about for the record, in place of the document
     * @throws NoAdvice where none can be had now
     */
    public String ask(String instructions, String document, String about) {
        if (!budget.left()) {
            throw new NoAdvice("The budget of " + budget.perDay() + " tokens a day for " + name + " is used up.");
        }
        long start = System.nanoTime();
        String answer = null;
        String problem = null;
        long tokens = 0;
        try {
            ChatResponse response = model.chat(ChatRequest.builder()
                    .messages(SystemMessage.from(instructions), UserMessage.from(document))
                    .responseFormat(ResponseFormat.JSON)
                    .build());
            answer = response.aiMessage().text();
            tokens = tokens(response.tokenUsage());
            budget.spend(tokens);
            if (answer == null || answer.length() > LONGEST) {
                problem = "no answer of a sensible length";
                throw new NoAdvice(name + " gave no answer of a sensible length.");
            }
            return answer;
        } catch (TimeoutException e) {
            problem = "no answer in time";
            throw new NoAdvice(name + " did not answer in time.", e);
        } catch (NoAdvice e) {
            throw e;
        } catch (RuntimeException e) {
            // The provider's own words may quote keys and addresses.
            problem = e.getClass().getSimpleName();
            throw new NoAdvice(name + " cannot be asked now.", e);
        } finally {
            record.accept(new Exchange(name, about, answer, problem, tokens, (System.nanoTime() - start) / 1_000_000));
        }
    }

    private static long tokens(@Nullable TokenUsage usage) {
        Integer total = usage == null ? null : usage.totalTokenCount();
        return total == null ? 0 : total;
    }
}
