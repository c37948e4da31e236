package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The live page says what the API says: while a task trains, and of all its rounds afterwards. */
class LivePageIT {
    private static final double LONG = 180_000;
    private static final int CLIENTS = 12;
    private static final int ROUNDS = 3;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static Chromium chromium;
    private static String done;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        chromium = new Chromium();
        done = server.submit("{\"name\": \"looked at <i>closely</i> 🌊\", \"model\": {\"preset\": \"logistic\"},"
                + " \"partition\": {\"scheme\": \"dirichlet\", \"alpha\": 0.5}, \"clients\": {\"count\": " + CLIENTS
                + "}, \"training\": {\"rounds\": " + ROUNDS + "}}");
        server.awaitCompleted(done);
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @AfterEach
    void nothingWentWrongInTheScripts() {
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void drawsWhatIsChosenForEitherAxis() {
        Page page = live(done, "");
        assertThat(page.locator("h1")).hasText("looked at <i>closely</i> 🌊");
        assertThat(page.locator("#readout")).hasText(Pattern.compile("Accuracy .* in round 3"), soon());
        List<String> drawn = new ArrayList<>();
        for (String x : List.of("round", "seconds", "megabytes")) {
            for (String y : List.of("accuracy", "loss", "trainLoss", "seconds", "cpuSeconds")) {
                page.locator("#chart-x").selectOption(x);
                page.locator("#chart-y").selectOption(y);
                assertThat(page.locator("#readout")).containsText("in round 3");
                assertThat(page.url()).contains("x=" + x).contains("y=" + y);
                // uPlot draws with the next frame.
                page.evaluate("() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))");
                drawn.add(String.valueOf(page.evaluate("document.querySelector('#chart canvas').toDataURL()")));
            }
        }
        assertThat(drawn).doesNotHaveDuplicates();
        page.reload();
        assertThat(page.locator("#chart-y")).hasValue("cpuSeconds");
        assertThat(page.locator("#readout")).containsText("CPU time", contains());
    }

    @Test
    void showsWhatEveryClientOfTheRoundDoesAndLosesNoneOfThem() {
        String id = server.submit("{\"name\": \"twenty at work\", \"model\": {\"preset\": \"lenet5\"},"
                + " \"clients\": {\"count\": 20}, \"training\": {\"rounds\": 300}}");
        Page page = live(id, "");
        assertThat(page.locator("#clients-strip li")).hasCount(20, count());
        assertThat(page.locator("#clients-strip li[data-state=training]").first())
                .isVisible(visible());
        // One who comes later is told what is going on, not only what comes next.
        Page late = live(id, "");
        for (String state : List.of("waiting", "training", "completed")) {
            for (Page tab : List.of(page, late)) {
                assertThat(tab.locator("#clients-strip li[data-state=" + state + "]")
                                .first())
                        .isVisible(visible());
                assertThat(sum(tab)).as("clients in some state").isEqualTo(20);
            }
        }
        // So many rounds that however fast the machine is, the clients were seen at work.
        assertThat(page.locator("#rounds-table tr[data-round='1']")).isVisible(visible());
        server.post("/api/v1/tasks/" + id + "/cancel", "");
        for (Page tab : List.of(page, late)) {
            assertThat(tab.locator("#state")).hasText("Cancelled", soon());
            int rounds = server.json("/api/v1/tasks/" + id + "/rounds").size();
            assertThat(tab.locator("#rounds-table tr[data-round]")).hasCount(rounds, count());
            assertThat(sum(tab)).as("clients in some state").isEqualTo(20);
        }
        assertThat(late.locator("#accuracy")).hasText(page.locator("#accuracy").textContent());
    }

    @Test
    void showsThePastRoundThatIsChosen() {
        Page page = live(done, "");
        assertThat(page.locator("#timeline-title")).hasText("Round 3", soon());
        page.locator("#timeline-round").fill("1");
        page.locator("#timeline-round").press("Enter");
        assertThat(page.locator("#timeline-title")).hasText("Round 1", soon());
        JsonNode clients = server.json("/api/v1/tasks/" + done + "/rounds/1/clients");
        assertThat(clients).hasSize(CLIENTS);
        assertThat(page.locator("#tally [data-state=completed] b")).hasText(String.valueOf(CLIENTS));
        assertThat(sum(page)).isEqualTo(CLIENTS);
        page.locator("#clients-strip").focus();
        page.keyboard().press("End");
        assertThat(page.locator("#timeline-readout")).containsText("Client 11: completed");
        assertThat(page.locator("#timeline-readout"))
                .containsText(
                        "%,d examples".formatted(clients.get(11).get("examples").asLong()));
        page.locator("#timeline-follow").click();
        assertThat(page.locator("#timeline-title")).hasText("Round 3", soon());
        assertThat(server.get("/api/v1/tasks/" + done + "/rounds/4/clients").statusCode())
                .isEqualTo(404);
    }

    @Test
    void marksClientsThatWereLate() {
        String id = server.submit("{\"name\": \"all late\", \"model\": {\"preset\": \"cnn\"},"
                + " \"clients\": {\"count\": 2, \"deadlineSeconds\": 1}, \"training\": {\"rounds\": 1}}");
        Page page = live(id, "");
        assertThat(page.locator("#state")).hasText("Failed", soon());
        assertThat(page.locator("#tally [data-state=late] b")).hasText("2", soon());
        assertThat(page.locator("#clients-strip li[data-state=late]")).hasCount(2);
        assertThat(sum(page)).isEqualTo(2);
        page.locator("#clients-strip li").first().hover();
        assertThat(page.locator("#timeline-readout")).containsText("No answer within 1");
    }

    @Test
    void showsTheConfusionMatrixAndThePredictionsOfTheModel() {
        Page page = live(done, "#model");
        Locator table = page.locator("#confusion");
        assertThat(table).hasAttribute("data-round", "3", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
        JsonNode matrix = server.json("/api/v1/tasks/" + done + "/confusion").get("matrix");
        for (int label = 0; label < matrix.size(); label++) {
            List<String> cells =
                    table.locator("tbody tr").nth(label).locator("td").allTextContents();
            long held = 0;
            for (int guess = 0; guess < matrix.size(); guess++) {
                long examples = matrix.get(label).get(guess).asLong();
                held += examples;
                assertThat(cells.get(guess)).isEqualTo("%,d".formatted(examples));
            }
            double right = 100.0 * matrix.get(label).get(label).asLong() / held;
            assertThat(cells.get(matrix.size())).isEqualTo("%.2f\u00a0%%".formatted(right));
        }
        long wrong = 0;
        JsonNode predictions =
                server.json("/api/v1/tasks/" + done + "/predictions?count=16").get("examples");
        for (JsonNode example : predictions) {
            wrong += example.get("label").asInt() == example.get("predicted").asInt() ? 0 : 1;
        }
        assertThat(page.locator("#predictions li")).hasCount(predictions.size(), count());
        assertThat(page.locator("#predictions li.wrong")).hasCount((int) wrong);
        assertThat(page.locator("#predictions li.wrong strong"))
                .containsText(Collections.nCopies((int) wrong, "✕").toArray(String[]::new));
    }

    @Test
    void filtersTheEventsByKindClientAndText() {
        Page page = live(done, "#events");
        Locator lines = page.locator("#events-list li[data-event]");
        int all = 2 + 1 + 1 + ROUNDS * (CLIENTS + 2);
        assertThat(lines).hasCount(all, count());
        page.locator("#events-kind").selectOption("client");
        assertThat(lines).hasCount(ROUNDS * CLIENTS);
        assertThat(page.locator("#events-list li[data-type=client]")).hasCount(ROUNDS * CLIENTS);
        page.locator("#events-client").fill("7");
        assertThat(lines).hasCount(ROUNDS);
        assertThat(lines.first()).containsText("Round 3, client 7 completed");
        page.locator("#events-text").fill("ROUND 2,");
        assertThat(lines).hasCount(1);
        page.locator("#events-text").fill("no such words");
        assertThat(lines).hasCount(0);
        assertThat(page.locator("#events-list")).hasText("No event fits these filters.");
        page.locator("#events-kind").selectOption("round");
        page.locator("#events-client").fill("");
        page.locator("#events-text").fill("accuracy");
        assertThat(lines).hasCount(ROUNDS);
    }

    @Test
    void sortsTheClients() {
        Page page = live(done, "#clients");
        Locator rows = page.locator("#clients-table tr[data-client]");
        assertThat(rows).hasCount(CLIENTS, count());
        JsonNode clients = server.json("/api/v1/tasks/" + done + "/clients");
        long most = 0;
        long least = Long.MAX_VALUE;
        long sum = 0;
        for (JsonNode client : clients) {
            most = Math.max(most, client.get("examples").asLong());
            least = Math.min(least, client.get("examples").asLong());
            sum += client.get("examples").asLong();
        }
        page.locator("[data-column=contribution]").click();
        assertThat(rows.first()).containsText("%,d".formatted(most));
        assertThat(rows.first().locator(".share")).hasText("%.2f\u00a0%%".formatted(100.0 * most / sum));
        page.locator("[data-column=contribution]").click();
        assertThat(rows.first()).containsText("%,d".formatted(least));
        assertThat(page.locator("[aria-sort]")).hasCount(1);
        assertThat(page.locator("[aria-sort=ascending]")).containsText("Contribution");
    }

    @Test
    void downloadsTheModelOfAnyRoundAndTheFigures() throws Exception {
        Page page = live(done, "#downloads");
        JsonNode rounds = server.json("/api/v1/tasks/" + done + "/rounds");
        assertThat(page.locator("#model-sha256"))
                .hasText(rounds.get(ROUNDS - 1).get("modelSha256").asString(), soon());
        page.locator("#model-round").fill("1");
        assertThat(page.locator("#model-round-help")).containsText("Round 1: accuracy");
        assertThat(sha(download(page, "[data-format=safetensors]")))
                .isEqualTo(rounds.get(0).get("modelSha256").asString());
        assertThat(Files.size(download(page, "[data-format=pytorch]"))).isPositive();
        assertThat(Files.size(download(page, "[data-format=json]"))).isPositive();
        page.locator("#model-round").fill("4");
        assertThat(page.locator("[data-format=json]")).hasAttribute("aria-disabled", "true");
        page.locator("#model-best").click();
        assertThat(page.locator("[data-format=json]")).hasAttribute("aria-disabled", "false");
        assertThat(Files.readAllLines(download(page, "#metrics-csv")))
                .hasSize(ROUNDS + 1)
                .first()
                .asString()
                .startsWith("round,accuracy,loss");
        assertThat(Files.readString(download(page, "#metrics-json"))).contains("modelSha256");
    }

    @Test
    void leadsToACloneAndToAComparison() {
        Page page = live(done, "");
        assertThat(page.locator("#clone")).hasAttribute("href", "/tasks/new?from=" + done);
        assertThat(page.locator("#compare")).hasAttribute("href", "/compare?tasks=" + done);
    }

    private static Page live(String task, String panel) {
        return chromium.open(server.url() + "/tasks/" + task + panel);
    }

    /** How many clients the legend counts in all, read at one moment. */
    private static int sum(Page page) {
        return ((Number)
                        page.evaluate(
                                "[...document.querySelectorAll('#tally [data-state] b')].reduce((sum, b) => sum + Number(b.textContent), 0)"))
                .intValue();
    }

    private static Path download(Page page, String link) {
        Download download = page.waitForDownload(() -> page.locator(link).click());
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    private static String sha(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.HasCountOptions count() {
        return new LocatorAssertions.HasCountOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG);
    }
}
