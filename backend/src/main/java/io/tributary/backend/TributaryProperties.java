package io.tributary.backend;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The server's own settings.
 *
 * @param data folder of the database, the artifacts and downloaded data sets
 * @param slots clients that the embedded worker trains at the same time; 0 for as many as there are cores
 * @param disk what stays free on it
 * @param tasks limits on tasks
 * @param studies limits on studies
 * @param workers how long they may be silent
 * @param access who comes in, and how often they may try
 * @param languageModel that reads prompts beside the rules
 */
@ConfigurationProperties(prefix = "tributary", ignoreUnknownFields = false)
public record TributaryProperties(
        @NotNull Path data,
        @DefaultValue("0") int slots,
        @DefaultValue Disk disk,
        @DefaultValue Tasks tasks,
        @DefaultValue Studies studies,
        @DefaultValue Workers workers,
        @DefaultValue Access access,
        @DefaultValue LanguageModel languageModel) {

    /**
     * @param name provider and model, such as {@code openai:gpt-5-mini} or {@code ollama:llama3.2}; empty for none
     * @param url of the provider; empty for its usual one
     * @param key secret; empty where none is needed
     * @param timeout for one attempt; there are two
     * @param tokensPerDay that may be used, in and out
     */
    public record LanguageModel(
            @DefaultValue("") String name,
            @DefaultValue("") String url,
            @DefaultValue("") String key,
            @DefaultValue("20s") Duration timeout,
            @DefaultValue("1000000") long tokensPerDay) {
        /** Without the key: settings end up in logs. */
        @Override
        public String toString() {
            return "LanguageModel[name=" + name + ", url=" + url + "]";
        }
    }

    /**
     * @param reserve that stays free on the disk of the data folder: a task that would take it waits
     * @param quota that artifacts and uploads may take together, 0 for all that is free: a task that would pass it waits
     * @param collect how often artifacts that nobody needs are looked for
     */
    public record Disk(
            @DefaultValue("100MB") DataSize reserve,
            @DefaultValue("0") DataSize quota,
            @DefaultValue("5m") Duration collect) {}

    /**
     * @param heartbeat how often a worker gives a sign of life; its link counts as broken after three times as long
     * @param grace how long a worker whose link is broken may be away before what it was doing is lost
     */
    public record Workers(
            @DefaultValue("5s") Duration heartbeat,
            @DefaultValue("60s") Duration grace) {}

    /**
     * @param running tasks whose rounds go on at the same time
     * @param unfinished tasks that may be queued, running or paused together
     */
    public record Tasks(
            @DefaultValue("8") int running,
            @DefaultValue("1000") int unfinished) {}

    /**
     * @param running studies whose trials go on at the same time
     * @param unfinished studies that may be queued, running or paused together
     */
    public record Studies(
            @DefaultValue("2") int running,
            @DefaultValue("100") int unfinished) {}

    /**
     * @param login whether people have to log in
     * @param attempts failed logins and tokens of one address that are heard in a minute
     * @param changes requests in a minute by which one account or token may change something
     */
    public record Access(
            @DefaultValue("auto") Login login,
            @DefaultValue("10") int attempts,
            @DefaultValue("600") int changes) {}

    /** Whether people have to log in. */
    public enum Login {
        /** On any address but loopback. */
        AUTO,
        /** On loopback too, as behind a proxy. */
        REQUIRED,
        /** Never; refused on any address but loopback. */
        OFF
    }
}
