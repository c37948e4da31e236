package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Three finished tasks side by side, and the way there from the list. */
class ComparePageIT {
    private static final String LOADED = "#legend[data-loaded=true]";
    /** In the names of this test's tasks, so that others in the list do not matter. */
    private static final String MARK = UUID.randomUUID().toString().substring(0, 8);

    private static ServerProcess server;
    private static Chromium chromium;
    private static List<String> tasks;

    private Chromium.Visit visit;
    private Page page;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        chromium = new Chromium();
        tasks = List.of(
                submit("base", "\"training\": {\"rounds\": 4}"),
                submit("slower", "\"training\": {\"rounds\": 6, \"learningRate\": 0.01}"),
                submit(
                        "half",
                        "\"training\": {\"rounds\": 4}, \"clients\": {\"fraction\": 0.5}, \"evaluation\": {\"every\": 2}"));
        tasks.forEach(server::awaitCompleted);
    }

    private static String submit(String name, String fields) {
        return server.submit(
                "{\"name\": \"%s %s\", \"model\": {\"preset\": \"logistic\"}, %s}".formatted(name, MARK, fields));
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        visit = chromium.visit(server, ColorScheme.LIGHT, 1280);
        page = visit.page();
    }

    @AfterEach
    void close() {
        visit.close();
        assertThat(visit.complaints()).isEmpty();
    }

    @Test
    void theCurvesAreTheRoundsOfTheApi() {
        visit.open(compare("&y=loss&x=megabytes"));
        page.waitForSelector(LOADED);
        List<List<Double>> expected = new ArrayList<>();
        for (String task : tasks) {
            List<Double> megabytes = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            long bytes = 0;
            for (JsonNode round : server.json("/api/v1/tasks/" + task + "/rounds")) {
                bytes += round.get("bytesUp").asLong() + round.get("bytesDown").asLong();
                if (!round.get("loss").isNull()) {
                    megabytes.add(bytes / 1e6);
                    losses.add(round.get("loss").asDouble());
                }
            }
            expected.add(megabytes);
            expected.add(losses);
        }
        assertThat(curves()).isEqualTo(expected);
        assertThat(expected.get(4))
                .as("the third is evaluated in every other round")
                .hasSize(2);
    }

    @Test
    void resultsAndTargetAreThoseOfTheTasks() {
        visit.open(compare(""));
        page.waitForSelector(LOADED);
        JsonNode first = server.task(tasks.get(0));
        JsonNode third = server.task(tasks.get(2));
        assertThat(result(0, "Rounds")).hasText("4");
        assertThat(result(1, "Rounds").locator("small")).hasText("+50\u00a0%");
        double ratio = third.get("totals").get("bytesUp").asDouble()
                / first.get("totals").get("bytesUp").asDouble();
        assertThat(ratio).as("half of the clients").isBetween(0.49, 0.51);
        assertThat(result(2, "Sent up").locator("small")).hasText(Pattern.compile("−(50|49\\.\\d|50\\.\\d)\u00a0%"));
        // Every task reached the default target, and what nobody reaches is said to be so.
        assertThat(page.locator("#target-table td[data-figure=Round]")
                        .filter(new Locator.FilterOptions().setHasText("not reached")))
                .hasCount(0);
        page.locator("#target").fill("100");
        assertThat(page.locator("#target-table td[data-figure=Round]"))
                .hasText(new String[] {"not reached", "not reached", "not reached"});
        page.locator("#target").fill("a lot");
        assertThat(page.locator("#target-error")).containsText("at most 100");
        assertThat(page.locator("#target")).hasValue("a lot");
    }

    @Test
    void exactlyTheDifferingFieldsAreShownUntilAllAreAskedFor() {
        visit.open(compare(""));
        page.waitForSelector(LOADED);
        Locator rows = page.locator("#difference tbody tr");
        assertThat(rows).hasCount(5);
        assertThat(rows.evaluateAll("rows => rows.map(row => row.dataset.field)"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrder(
                        "clients.fraction",
                        "clients.selection",
                        "training.rounds",
                        "training.learningRate",
                        "evaluation.every");
        assertThat(page.locator("[data-field='training.learningRate'] td"))
                .hasText(new String[] {"0.05", "0.01", "0.05"});
        page.locator("#all-fields").check();
        assertThat(page.locator("[data-field='training.batchSize'] td")).hasText(new String[] {"32", "32", "32"});
    }

    @Test
    void theAddressRestoresTheView() {
        visit.open(compare(""));
        page.waitForSelector(LOADED);
        page.locator("#chart-y").selectOption("loss");
        page.locator("#chart-x").selectOption("seconds");
        page.locator("#target").fill("60.5");
        page.locator("#all-fields").check();
        String address = page.url();
        try (Chromium.Visit other = chromium.visit(server, ColorScheme.DARK, 390)) {
            other.open(address.substring(server.url().length()));
            Page restored = other.page();
            restored.waitForSelector(LOADED);
            assertThat(restored.locator("#legend li")).hasCount(3);
            assertThat(restored.locator("#chart-y")).hasValue("loss");
            assertThat(restored.locator("#chart-x")).hasValue("seconds");
            assertThat(restored.locator("#target")).hasValue("60.5");
            assertThat(restored.locator("#all-fields")).isChecked();
            assertThat(other.complaints()).isEmpty();
        }
        // What is shown stays when a task is taken away.
        page.locator("#legend li").nth(1).locator(".remove").click();
        page.waitForSelector(LOADED);
        assertThat(page.locator("#legend li")).hasCount(2);
        assertThat(page.locator("#chart-y")).hasValue("loss");
    }

    @Test
    void anUnknownTaskIsNamedAndTheOthersAreCompared() {
        visit.open("/compare?tasks=" + tasks.get(0) + ",<b>none</b>," + tasks.get(1));
        page.waitForSelector(LOADED);
        assertThat(page.locator("#unknown")).containsText("<b>none</b>");
        assertThat(page.locator("#legend li")).hasCount(2);
        assertThat(page.locator("#results tbody tr")).hasCount(2);
    }

    @Test
    void tasksAreFoundTickedComparedAndAdded() {
        visit.open("/");
        page.locator("#filter-name").fill(MARK.toUpperCase(Locale.ROOT));
        assertThat(page.locator(".task")).hasCount(3);
        assertThat(page).hasURL(Pattern.compile(".*name=.*"));
        assertThat(page.locator("#compare")).isDisabled();
        tick(0);
        tick(2);
        // The list asks for itself again and again; what is ticked must stay.
        page.waitForResponse(
                response -> response.url().contains("name="), () -> page.evaluate("htmx.trigger('#tasks', 'refresh')"));
        assertThat(page.locator("#selected")).hasText("2 selected");
        assertThat(box(0)).isChecked();
        assertThat(box(1)).not().isChecked();
        page.locator("#compare").click();
        assertThat(page).hasURL(server.url() + "/compare?tasks=" + tasks.get(0) + "," + tasks.get(2));
        page.waitForSelector(LOADED);
        page.locator("#picker summary").click();
        page.locator("#find").fill("slower " + MARK);
        assertThat(page.locator("#candidates li")).hasCount(1);
        page.locator("#candidates a").click();
        page.waitForSelector(LOADED);
        assertThat(page.locator("#legend li")).hasCount(3);
    }

    @Test
    void aTaskIsDeletedFromTheListOnceConfirmed() {
        String name = "to be deleted " + MARK;
        String id =
                server.submit("{\"name\": \"%s\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 1}}"
                        .formatted(name));
        server.awaitCompleted(id);
        visit.open("/?name=to%20be%20deleted%20" + MARK);
        page.locator("[data-delete]").click();
        page.locator("#confirm-no").click();
        assertThat(page.locator(".task")).hasCount(1);
        page.locator("[data-delete]").click();
        assertThat(page.locator("#confirm-title")).containsText(name);
        page.locator("#confirm-yes").click();
        assertThat(page.locator("#no-match")).isVisible();
        assertThat(server.get("/api/v1/tasks/" + id).statusCode()).isEqualTo(404);
    }

    private static String compare(String more) {
        return "/compare?tasks=" + String.join(",", tasks) + more;
    }

    private Locator result(int task, String figure) {
        return page.locator("#results tr[data-task='%s'] td[data-figure='%s']".formatted(tasks.get(task), figure));
    }

    private Locator box(int task) {
        return page.locator("#select-" + tasks.get(task));
    }

    private void tick(int task) {
        box(task).check();
    }

    /** The x values of the first curve, its y values, those of the second, and so on. */
    private List<List<Double>> curves() {
        Object found = page.evaluate("async () => (await import('/task/compare.js')).overlay.curves.flat()");
        List<List<Double>> curves = new ArrayList<>();
        for (Object values : (List<?>) found) {
            curves.add(((List<?>) values)
                    .stream().map(value -> ((Number) value).doubleValue()).toList());
        }
        return curves;
    }
}
