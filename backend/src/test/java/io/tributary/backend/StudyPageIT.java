package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pages of studies: from a task, the form or a sentence to a search that is watched, and from its best to a task. */
class StudyPageIT {
    private static final double LONG = 240_000;
    private static final String SMALL =
            "\"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 100, \"fraction\": 0.02}, \"training\": {\"rounds\": 2}";

    private static ServerProcess server;
    private static Chromium chromium;

    private Chromium.Visit visit;

    @BeforeAll
    static void launch() {
        server = SharedServer.get();
        chromium = new Chromium();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        visit = chromium.visit(server, ColorScheme.LIGHT, 1280);
    }

    @AfterEach
    void close() {
        visit.close();
        assertThat(visit.complaints()).isEmpty();
    }

    @Test
    void aTaskLeadsToASearchThatIsWatchedAndItsBestToATask() {
        String task = server.submit("{\"name\": \"to be bettered\", " + SMALL + "}");
        server.awaitCompleted(task);
        Page page = visit.page();
        visit.open("/tasks/" + task);
        page.locator("#search").click();
        assertThat(page.locator("#origin")).hasText("to be bettered");
        page.locator("#name").fill("bettering");
        page.locator("#trials").fill("6");
        assertThat(page.locator("[data-estimate=trials]")).hasText("6", soon());
        page.locator("#start-study").press("Enter");
        String study = arrivedAt(page, "studies");

        assertThat(page.locator("#trials [data-trial]")).hasCount(6, count());
        assertThat(page.locator("#state")).hasText("Completed", soon());
        assertThat(page.locator("#check-verdict")).not().isEmpty();
        JsonNode best = server.json("/api/v1/studies/" + study).get("best");
        Locator row = page.locator("tr.best-trial");
        assertThat(row).hasAttribute("data-trial", best.get("number").asString());
        assertThat(page.locator("#trials [data-trial='0'] .text").nth(1)).hasText("your own");
        assertThat(page.locator("#history .mark")).hasCount(6);
        assertThat(page.locator("#importances tr")).hasCount(6);
        page.locator("#slice-field").selectOption("training.batchSize");
        assertThat(page.locator("#slice .mark").first()).isVisible();

        page.locator("[data-action=promote]").click();
        String promoted = arrivedAt(page, "tasks");
        JsonNode spec = server.task(promoted).get("spec");
        int recommended = server.json("/api/v1/studies/" + study)
                .get("check")
                .get("recommended")
                .asInt();
        assertThat(spec.get("training"))
                .isEqualTo(server.json("/api/v1/studies/" + study + "/trials")
                        .get(recommended)
                        .get("spec")
                        .get("training"));
    }

    @Test
    void aStudyThatRunsIsFollowedPausedResumedAndCancelled() {
        String study = server.search("{\"name\": \"followed\", \"pruner\": \"none\", \"task\": {"
                + SMALL.replace("2}", "300}") + "}, \"budget\": {\"trials\": 50}}");
        Page page = visit.page();
        visit.open("/studies/" + study);
        assertThat(page.locator("#link")).hasText("Live", soon());
        assertThat(page.locator("#curves .curve").first()).isAttached(attached());
        page.locator("[data-action=pause]").click();
        assertThat(page.locator("#state")).hasText("Paused", soon());
        page.locator("[data-action=resume]").click();
        assertThat(page.locator("#state")).hasText("Running", soon());
        page.locator("[data-action=cancel]").click();
        page.locator("#confirm-yes").click();
        assertThat(page.locator("#state")).hasText("Cancelled", soon());
        assertThat(page.locator("[data-action=delete]")).isVisible();
        page.locator("[data-action=delete]").click();
        page.locator("#confirm-yes").click();
        assertThat(page).hasURL(Pattern.compile(".*/studies$"), new PageAssertions.HasURLOptions().setTimeout(LONG));
        assertThat(page.locator("[data-study='" + study + "']")).hasCount(0);
    }

    @Test
    void aSentenceStartsASearchOnlyWhenToldTo() {
        long before = server.json("/api/v1/studies").get("total").asLong();
        Page page = visit.page();
        visit.open("/");
        page.locator("#prompt")
                .fill(
                        "Find the best learning rate of a logistic regression within 2 trials, 100 clients, 2 % of them, one round");
        page.locator("#prompt").press("Enter");
        assertThat(page.locator("#intent-start")).hasText("Start the search", soon());
        assertThat(server.json("/api/v1/studies").get("total").asLong()).isEqualTo(before);
        page.locator("#intent-edit").click();
        assertThat(page.locator("#origin")).hasText("the task that you described");
        assertThat(page.locator("#json")).hasValue(Pattern.compile("training\\.learningRate"));
        assertThat(page.locator("[data-estimate=trials]")).hasText("2", soon());
        page.locator("#start-study").click();
        String study = arrivedAt(page, "studies");
        assertThat(server.awaitSearched(study).get("totals").get("trials").asInt())
                .isEqualTo(2);
    }

    @Test
    void theFormSaysWhatIsWrongAndStartsNothing() {
        Page page = visit.page();
        visit.open("/studies/new");
        page.locator("#trials").fill("0");
        assertThat(page.locator("#trials-error")).containsText("at least 1", contains());
        assertThat(page.locator("#trials")).hasAttribute("aria-invalid", "true");
        page.locator("#trials").fill("4");
        assertThat(page.locator("#study-estimate[data-state=ready]")).isVisible(visible());
        page.locator("[name=space][value=training]").uncheck();
        assertThat(page.locator("#study-errors")).containsText("space", contains());
        page.locator("[name=space][value=architecture]").check();
        assertThat(page.locator("#study-estimate[data-state=ready]")).isVisible(visible());
        page.locator("#json-fold summary").click();
        page.locator("#json").fill("{\"space\": ");
        assertThat(page.locator("#study-errors")).containsText("cannot be read", contains());
        page.locator("#json-drop").click();
        assertThat(page.locator("#study-errors")).isHidden(hidden());
        // The browser itself reports each answer of 422.
        assertThat(visit.complaints()).allMatch(complaint -> complaint.contains("422"));
        visit.complaints().clear();
    }

    @Test
    void studiesAreComparedByWhatTheyFoundForWhatTheySpent() {
        String spec = "{\"name\": \"%s\", \"sampler\": \"%s\", \"task\": {" + SMALL + "}, \"budget\": {\"trials\": 2}}";
        String one = server.search(spec.formatted("by chance", "random"));
        String other = server.search(spec.formatted("by model", "tpe"));
        server.awaitSearched(one);
        JsonNode searched = server.awaitSearched(other);
        Page page = visit.page();
        visit.open("/studies/" + one);
        page.locator("#actions a").click();
        assertThat(page.locator("#race .race")).hasCount(1, count());
        page.locator("#add-" + other).click();
        assertThat(page.locator("#race .race")).hasCount(2, count());
        assertThat(page.locator("#results tr")).hasCount(2);
        assertThat(page.locator("#results tr").nth(1)).containsText("by model");
        assertThat(page.locator("#results tr").nth(1)).containsText("TPE");
        assertThat(page.locator("#results tr").nth(1).locator("td").nth(2))
                .hasText(searched.at("/totals/rounds").asString());
        page.locator("#against").selectOption("cpuSeconds");
        assertThat(page.locator("#race .race")).hasCount(2);

        visit.open("/studies/compare?studies=" + one + ",nothing");
        assertThat(page.locator("#unknown")).containsText("There is no study nothing");
        assertThat(page.locator("#results tr")).hasCount(1, count());
        page.locator("#legend .remove").click();
        assertThat(page.locator("#none-compared")).isVisible();
    }

    private static String arrivedAt(Page page, String noun) {
        assertThat(page)
                .hasURL(
                        Pattern.compile(".*/" + noun + "/[0-9a-f-]{36}$"),
                        new PageAssertions.HasURLOptions().setTimeout(LONG));
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.HasCountOptions count() {
        return new LocatorAssertions.HasCountOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsHiddenOptions hidden() {
        return new LocatorAssertions.IsHiddenOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsAttachedOptions attached() {
        return new LocatorAssertions.IsAttachedOptions().setTimeout(LONG);
    }
}
