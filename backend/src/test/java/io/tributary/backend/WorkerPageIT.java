package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A site is connected, seen and shut out from the page of workers. */
class WorkerPageIT {
    private static final double LONG = 60_000;
    private static final Pattern TOKEN = Pattern.compile("--token (\\S+)");

    private static ServerProcess server;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @Test
    void connectsASiteByKeyboardAndRevokesIt() {
        String name = "<b>St. Mary</b> 🏥";
        try (Chromium.Visit visit = chromium.visit(server, ColorScheme.LIGHT, 1280)) {
            Page page = visit.page();
            visit.open("/workers");
            page.locator("#connect-site").press("Enter");
            assertThat(page.locator("#site-name")).isFocused();
            page.keyboard().type(name);
            page.keyboard().press("Enter");
            assertThat(page.locator("#site-copy")).isFocused(focused());
            assertThat(page.locator("#site-title")).hasText("Connect " + name);
            Locator command = page.locator("#site-command");
            assertThat(command).containsText("./run worker --server " + server.url());
            assertThat(command).containsText("--data heart=/data/heart.csv,label=target");
            assertThat(page.locator("#site-arrival")).hasText("Waiting for the worker to connect...");
            AccessibilityIT.accessible(page, "the dialog with a command");

            String token = token(command);
            FakeSite site = new FakeSite(server, token);
            assertThat(page.locator("#site-arrival"))
                    .hasText("Connected: " + name + ", heart: 1,234 rows, columns age, sex", soon());
            page.keyboard().press("Escape");
            assertThat(page.locator("#site")).isHidden();
            assertThat(command).isEmpty();
            Locator row = row(page, name);
            assertThat(row.locator(".badge")).hasText("Connected", soon());
            assertThat(row).containsText("heart 1,234 rows");
            assertThat(row).containsText("Free slot");

            visit.open("/tasks/new");
            page.locator("[name=dataset]").selectOption("heart");
            assertThat(page.locator("[name='partition.scheme']"))
                    .hasValue("by-worker", new LocatorAssertions.HasValueOptions().setTimeout(LONG));
            assertThat(page.locator("[name='model.preset']")).hasValue("mlp");
            assertThat(page.locator("#partition-summary")).containsText("keeps what it holds");
            assertThat(page.locator("#check")).containsText("Ready to start", contains());
            visit.open("/workers");
            site.loseNetwork();
            assertThat(row.locator(".badge")).hasText("Away", soon());
            row.locator("[data-revoke]").press("Enter");
            assertThat(page.locator("#confirm-title")).hasText("Revoke the token of " + name + "?");
            page.locator("#confirm-no").press("Enter");
            assertThat(page.locator("#confirm")).isHidden();
            assertThat(row).isVisible();
            row.locator("[data-revoke]").press("Enter");
            assertThat(page.locator("#confirm")).isVisible();
            // No, and at once again: before the browser tells that the first dialog was closed.
            page.evaluate(
                    "document.getElementById('confirm-no').click(); document.querySelector('[data-revoke]').click();");
            page.locator("#confirm-yes").press("Enter");
            assertThat(page.locator("#confirm")).isHidden();
            assertThat(page.locator("#action-problem")).isHidden();
            assertThat(row).hasCount(0, gone());
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void fitsTheCommandToTheData() {
        try (Chromium.Visit visit = chromium.visit(server, ColorScheme.DARK, 390)) {
            Page page = visit.page();
            visit.open("/workers");
            page.locator("#connect-site").click();
            page.locator("#site-name").fill("Clinic");
            page.locator("[name=kind][value=images]").check();
            assertThat(page.locator("#site-kind-help")).containsText("sub-folder for each class");
            assertThat(page.locator("#site-label")).isHidden();
            page.locator("#site-make").click();
            Locator command = page.locator("#site-command");
            assertThat(command).containsText("--data xrays=/data/xrays");
            page.locator("[name=kind][value=arrays]").check();
            assertThat(command).containsText("--data scans=/data/scans.npz");
            page.locator("#site-path").fill("/my data/it's.npz");
            assertThat(command).containsText("--data 'scans=/my data/it'\\''s.npz'");
            page.locator("#site-data").fill("No Name");
            assertThat(error(page, "data")).containsText("lower-case");
            page.locator("#site-close").click();
            String before = page.locator("[data-rotate]").first().getAttribute("data-rotate");
            page.locator("[data-rotate='" + before + "']").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#site-title")).hasText("Connect Clinic");
            assertThat(command).containsText("--token tributary_worker_");
            page.locator("#site-close").click();
            server.request("DELETE", "/api/v1/workers/tokens/" + before);
            assertThat(row(page, "Clinic")).hasCount(0, gone());
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void saysBesideTheFieldWhatIsWrongAndKeepsWhatWasTyped() {
        server.post("/api/v1/workers/tokens", "{\"name\": \"taken\"}");
        try (Chromium.Visit visit = chromium.visit(server, ColorScheme.LIGHT, 1280)) {
            Page page = visit.page();
            visit.open("/workers");
            assertThat(row(page, "taken").locator(".badge")).hasText("Never connected");
            page.locator("#connect-site").click();
            page.locator("#site-make").click();
            assertThat(error(page, "name")).containsText("Give the site a name");
            assertThat(page.locator("#site-name")).isFocused();
            page.locator("#site-path").fill("/else/where.csv");
            page.locator("#site-name").fill("taken");
            page.locator("#site-make").click();
            assertThat(error(page, "name")).containsText("already", contains());
            assertThat(page.locator("#site-name")).hasValue("taken");
            assertThat(page.locator("#site-path")).hasValue("/else/where.csv");
            assertThat(page.locator("#site-use")).isHidden();
            AccessibilityIT.accessible(page, "the dialog with an error");
        }
        for (var token : server.json("/api/v1/workers/tokens")) {
            if (token.get("name").asString().equals("taken")) {
                server.request(
                        "DELETE", "/api/v1/workers/tokens/" + token.get("id").asString());
            }
        }
    }

    private static Locator row(Page page, String name) {
        return page.locator("tr.worker", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator error(Page page, String field) {
        return page.locator("#site-" + field + " ~ .field-error");
    }

    private static String token(Locator command) {
        Matcher found = TOKEN.matcher(command.textContent());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.HasCountOptions gone() {
        return new LocatorAssertions.HasCountOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsFocusedOptions focused() {
        return new LocatorAssertions.IsFocusedOptions().setTimeout(LONG);
    }
}
