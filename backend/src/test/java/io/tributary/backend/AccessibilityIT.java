package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds on every page, light on a desktop and dark on a phone: no serious accessibility problem that axe knows of, no complaint in the console,
 * no request to another host, and a bound on what is loaded. The server is its own, so that the first pages meet no task.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessibilityIT {
    private static final Set<String> REFUSED = Set.of("serious", "critical");
    private static final int LARGEST_PAGE = 60_000;
    private static final long LARGEST_ASSETS = 1_500_000;
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;
    private static final double LONG = 180_000;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static Chromium chromium;
    private static List<String> tasks = List.of();
    private static String study = "";

    @BeforeAll
    static void start() {
        server = new ServerProcess(folder).start();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @Order(1)
    void pagesWithoutTasks(ColorScheme scheme) {
        pageHolds(scheme, "/", "#start-default");
        pageHolds(scheme, "/compare", "#none-compared");
        pageHolds(scheme, "/studies", "#no-studies");
        pageHolds(scheme, "/api", "#create");
        pageHolds(scheme, "/admin", "#no-login");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @Order(2)
    void pagesWithTasks(ColorScheme scheme) {
        List<String> tasks = tasks();
        String ongoing = tasks.get(0);
        server.post("/api/v1/tasks/" + ongoing + "/resume", "");
        pageHolds(scheme, "/tasks/" + ongoing, "#state.running");
        pageHolds(scheme, "/", "[data-state=running] progress");
        pageHolds(scheme, "/workers", "[data-worker]");
        // Leaves the machine to the browser.
        server.post("/api/v1/tasks/" + ongoing + "/pause", "");
        pageHolds(scheme, "/", "[data-state=completed] .sparkline polyline");
        pageHolds(scheme, "/?name=nothing-has-this-name", "#no-match");
        pageHolds(scheme, "/compare?fields=all&tasks=" + String.join(",", tasks), "#legend[data-loaded=true]");
        pageHolds(scheme, "/datasets", ".heat tbody tr");
        pageHolds(scheme, "/tasks/new", "#estimate[data-state=ready]");
        pageHolds(scheme, "/tasks/" + tasks.get(1), "#state.completed");
        pageHolds(scheme, "/studies", "[data-state=completed]");
        pageHolds(scheme, "/studies/new?from=" + tasks.get(1), "#study-estimate[data-state=ready]");
        pageHolds(scheme, "/studies/" + study, "#study[data-loaded=true]");
        pageHolds(scheme, "/studies/compare?studies=" + study, "#results tr");
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @Order(3)
    void thePageOfAnUnknownAddress(ColorScheme scheme) {
        try (Chromium.Visit visit = chromium.visit(server, scheme, DESKTOP)) {
            assertThat(visit.open("/nothing/here").status()).isEqualTo(404);
            accessible(visit.page(), "404");
            // The browser itself reports the status of the page.
            assertThat(visit.complaints()).allMatch(complaint -> complaint.contains("404"));
        }
    }

    /** One that goes on, paused, and two that have ended, one of them with a name that is no HTML; made once. */
    private static List<String> tasks() {
        if (tasks.isEmpty()) {
            String logistic = "\"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": ";
            String first = server.submit("{\"name\": \"<b>first</b> 🌊\", " + logistic + "3}}");
            String second = server.submit("{\"name\": \"second\", \"seed\": 7, " + logistic + "2}}");
            server.awaitCompleted(first);
            server.awaitCompleted(second);
            String third = server.submit("{\"name\": \"third\", " + logistic + "10000}}");
            server.awaitTask(
                    third, "the first rounds", task -> task.get("round").asInt() >= 2);
            server.post("/api/v1/tasks/" + third + "/pause", "");
            study = server.search(
                    "{\"name\": \"<i>studied</i>\", \"architecture\": {\"maxParameters\": 20000, \"maxWidth\": 16},"
                            + " \"budget\": {\"trials\": 4}, \"pruner\": \"none\", \"task\": {\"clients\": {\"count\": 100,"
                            + " \"fraction\": 0.01}, \"training\": {\"rounds\": 1}}}");
            server.awaitSearched(study);
            tasks = List.of(third, first, second);
        }
        return tasks;
    }

    private static void pageHolds(ColorScheme scheme, String path, String ready) {
        int width = scheme == ColorScheme.LIGHT ? DESKTOP : PHONE;
        String where = path + " " + scheme + " " + width;
        try (Chromium.Visit visit = chromium.visit(server, scheme, width)) {
            Page page = visit.page();
            Response response = visit.open(path);
            assertThat(response.status()).as(where).isEqualTo(200);
            assertThat(response.body().length)
                    .as("Bytes of the HTML of " + where)
                    .isLessThan(LARGEST_PAGE);
            assertThat(page.locator(ready).first())
                    .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(LONG));
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })");
            accessible(page, where);
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("Nothing sticks out of " + where)
                    .isTrue();
            Locator tabs = page.locator("[role=tab]");
            for (int i = 0; i < tabs.count(); i++) {
                tabs.nth(i).click();
                accessible(
                        new AxeBuilder(page).include("[role=tabpanel]:not([hidden])"),
                        where + ", tab " + tabs.nth(i).textContent());
            }
            assertThat(visit.complaints()).as(where).isEmpty();
            assertThat(visit.assetBytes()).as("Bytes of the assets of " + where).isLessThan(LARGEST_ASSETS);
        }
    }

    /** axe finds nothing serious. */
    static void accessible(Page page, String where) {
        accessible(new AxeBuilder(page), where);
    }

    private static void accessible(AxeBuilder axe, String where) {
        // What axe passed is only counted; describing each passed element takes most of its time.
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // Legacy: in the page itself. Else each analysis opens a page of its own for frames of other hosts, which no
        // page has.
        List<String> problems = axe.options(options).setLegacyMode(true).analyze().getViolations().stream()
                .filter(rule -> REFUSED.contains(rule.getImpact()))
                .map(AccessibilityIT::told)
                .toList();
        assertThat(problems).as(where).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getImpact() + " " + rule.getId() + " (" + rule.getHelp() + "): "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .toList();
    }
}
