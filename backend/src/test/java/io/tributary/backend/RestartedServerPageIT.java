package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live page that is left open while its server dies, comes back, or hangs: it says so, and heals by itself. */
class RestartedServerPageIT {
    private static final double LONG = 180_000;
    /** More than there is time for: however slow the browser is, the server dies in the middle. */
    private static final int ROUNDS = 1000;

    @TempDir
    private Path folder;

    @Test
    void recoversAndShowsEveryRoundOnce() {
        try (ServerProcess server = new ServerProcess(folder).start();
                Chromium chromium = new Chromium()) {
            String task = server.submit("{\"name\": \"watched\", \"clients\": {\"count\": 20, \"fraction\": 0.5},"
                    + " \"training\": {\"rounds\": " + ROUNDS + "}}");
            Page page = chromium.open(server.url() + "/tasks/" + task);
            assertThat(page.locator("#link")).hasText("Live", soon());
            assertThat(row(page, 2)).isVisible(visible());

            server.kill();
            assertThat(page.locator("#link")).hasText(Pattern.compile("Connection lost at .*"), soon());
            int before = page.locator("#rounds-table tr[data-round]").count();
            assertThat(before).isGreaterThanOrEqualTo(2);

            server.start();
            assertThat(page.locator("#link")).hasText("Live", soon());
            assertThat(row(page, before + 1)).isVisible(visible());
            server.request("POST", "/api/v1/tasks/" + task + "/cancel");
            assertThat(page.locator("#state")).hasText("Cancelled", soon());
            int last = server.task(task).get("round").asInt();
            assertThat(row(page, last)).isVisible(visible());
            assertThat(rounds(page))
                    .isEqualTo(IntStream.rangeClosed(1, last)
                            .mapToObj(round -> String.valueOf(last + 1 - round))
                            .toList());
            assertThat(chromium.errors()).isEmpty();
        }
    }

    @Test
    void noticesAServerThatHangsThoughItsConnectionIsOpen() {
        try (ServerProcess server = new ServerProcess(folder).start();
                Chromium chromium = new Chromium()) {
            String task = server.submit(
                    "{\"name\": \"silent\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 500}}");
            server.request("POST", "/api/v1/tasks/" + task + "/pause");
            Page page = chromium.open(server.url() + "/tasks/" + task);
            assertThat(page.locator("#state")).hasText("Paused", soon());
            assertThat(page.locator("#link")).hasText("Live", soon());
            server.freeze();
            assertThat(page.locator("#link")).hasText(Pattern.compile("Connection lost at .*"), soon());
            server.thaw();
            assertThat(page.locator("#link")).hasText("Live", soon());
            page.locator("[data-action=resume]").click();
            assertThat(row(page, 1)).isVisible(visible());
            assertThat(chromium.errors()).isEmpty();
        }
    }

    private static Locator row(Page page, int round) {
        return page.locator("#rounds-table tr[data-round='" + round + "']");
    }

    private static List<String> rounds(Page page) {
        return page.locator("#rounds-table tr[data-round] th").allTextContents();
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG);
    }
}
