package io.tributary.backend.study;

import io.tributary.intent.language.Chat;
import io.tributary.nashpo.guidance.Proposer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The language model that proposes trials: the one that also reads prompts, where one is configured. */
@Component
class Guidance {
    private final ObjectProvider<Chat> chat;

    Guidance(ObjectProvider<Chat> chat) {
        this.chat = chat;
    }

    /** @param study its name, for the log of questions */
    @Nullable
    Proposer proposer(String study) {
        Chat known = chat.getIfAvailable();
        return known == null ? null : new ChatProposer(known, study);
    }
}
