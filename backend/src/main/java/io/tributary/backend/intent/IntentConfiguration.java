package io.tributary.backend.intent;

import io.tributary.backend.TributaryProperties;
import io.tributary.backend.TributaryProperties.LanguageModel;
import io.tributary.intent.AdvisedInterpreter;
import io.tributary.intent.EmbeddedInterpreter;
import io.tributary.intent.Interpreter;
import io.tributary.intent.language.Budget;
import io.tributary.intent.language.Chat;
import io.tributary.intent.language.Provider;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who reads prompts: the rules, and beside them the language model that is configured, if one is. */
@Configuration(proxyBeanMethods = false)
class IntentConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(IntentConfiguration.class);

    /** The language model that is configured; null where none is. It also proposes trials of studies. */
    @Bean
    @Nullable
    Chat chat(TributaryProperties properties, Exchanges exchanges, Clock clock) {
        LanguageModel settings = properties.languageModel();
        if (settings.name().isBlank()) {
            return null;
        }
        int colon = settings.name().indexOf(':');
        Provider provider = provider(colon < 0 ? "" : settings.name().substring(0, colon), settings.name());
        String model = settings.name().substring(colon + 1);
        String url = settings.url().isBlank() ? provider.url() : settings.url();
        Budget budget = new Budget(settings.tokensPerDay(), clock);
        budget.spend(exchanges.tokensToday());
        LOG.info("Prompts are also read by {} at {}", provider.nameOf(model), url);
        return new Chat(
                provider.nameOf(model),
                provider.connect(url, model, settings.key(), settings.timeout()),
                budget,
                exchanges::record);
    }

    @Bean
    Interpreter interpreter(ObjectProvider<Chat> chat) {
        EmbeddedInterpreter embedded = new EmbeddedInterpreter();
        Chat model = chat.getIfAvailable();
        return model == null ? embedded : new AdvisedInterpreter(embedded, model.advisor());
    }

    private static Provider provider(String name, String whole) {
        try {
            return Provider.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "TRIBUTARY_LLM is \"" + whole
                            + "\"; it must be provider:model with openai or ollama, such as ollama:llama3.2.",
                    e);
        }
    }
}
