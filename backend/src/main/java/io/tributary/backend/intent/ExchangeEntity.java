package io.tributary.backend.intent;

import io.tributary.intent.language.Exchange;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** The row of a question to a language model. */
@Entity
@Table(name = "exchange")
@NullUnmarked
class ExchangeEntity {
    private static final int LONGEST_ANSWER = 100_000;
    private static final int LONGEST_PROBLEM = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private Instant at;
    private String model;
    private String prompt;
    private String answer;
    private String problem;
    private long tokens;
    private long milliseconds;

    protected ExchangeEntity() {}

    ExchangeEntity(Instant at, Exchange exchange) {
        this.at = at;
        this.model = exchange.model();
        this.prompt = exchange.prompt();
        this.answer = cut(exchange.answer(), LONGEST_ANSWER);
        this.problem = cut(exchange.problem(), LONGEST_PROBLEM);
        this.tokens = exchange.tokens();
        this.milliseconds = exchange.milliseconds();
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    Long id() {
        return id;
    }

    ExchangeView view() {
        return new ExchangeView(at, model, prompt, answer, problem, tokens, milliseconds);
    }
}
