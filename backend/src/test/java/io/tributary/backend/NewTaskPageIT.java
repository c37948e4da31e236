package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of a new task: form, JSON, presets, copies, the map of a partition. */
class NewTaskPageIT {
    private static final double LONG = 120_000;
    private static final Pattern LIVE = Pattern.compile(".*/tasks/[0-9a-f-]{36}$");

    private static ServerProcess server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        server = SharedServer.get();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        context.setDefaultTimeout(LONG);
        page = context.newPage();
        page.onPageError(complaints::add);
        // The browser itself reports refused checks; anything else in the console is an error of ours.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("status of 4")) {
                complaints.add(message.text());
            }
        });
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void errorsStandBesideTheirFieldsAndInASummaryThatLeadsToThem() {
        visit("/tasks/new");
        field("name").fill("Recovered <i>🌊</i>");
        field("training.rounds").fill("0");
        field("training.learningRate").fill("fast");
        field("model.preset").selectOption("logistic");
        page.locator("#start").click();

        Locator summary = page.locator("#errors");
        assertThat(summary).isFocused(new LocatorAssertions.IsFocusedOptions().setTimeout(LONG));
        assertThat(summary).containsText("2 fields need a change");
        assertThat(page.locator("#training-rounds-error")).containsText("at least 1");
        assertThat(page.locator("#training-learningRate-error")).containsText("must be a number");
        assertThat(field("training.rounds")).hasAttribute("aria-invalid", "true");
        summary.locator("a").first().press("Enter");
        assertThat(field("training.rounds")).isFocused();
        assertThat(field("name")).hasValue("Recovered <i>🌊</i>");
        assertThat(field("training.learningRate")).hasValue("fast");

        field("training.rounds").fill("1");
        field("training.learningRate").fill("0.1");
        assertThat(summary).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(LONG));
        page.locator("#start").click();
        assertThat(page).hasURL(LIVE, patient());
        assertThat(page.locator("h1")).hasText("Recovered <i>🌊</i>");
    }

    @Test
    void aNameThatIsTakenStaysToBlameUntilItIsChanged() {
        server.submit(tiny("Taken"));
        visit("/tasks/new?preset=quick");
        field("name").fill("Taken");
        page.locator("#start").click();
        assertThat(page.locator("#name-error")).containsText("Taken", soon());
        field("training.rounds").fill("1");
        assertThat(page.locator("#preview")).containsText("\"rounds\": 1,", soon());
        assertThat(page.locator("#name-error")).isVisible();
        field("name").fill("Not taken");
        assertThat(page.locator("#name-error")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(LONG));
    }

    @Test
    void fieldsShowOnlyWhereTheyMatter() {
        visit("/tasks/new");
        assertThat(field("partition.alpha")).isHidden();
        field("partition.scheme").selectOption("dirichlet");
        assertThat(field("partition.alpha")).isVisible();
        field("partition.scheme").selectOption("shards");
        assertThat(field("partition.alpha")).isHidden();
        assertThat(field("partition.classesPerClient")).isVisible();
        assertThat(field("training.momentum")).isVisible();
        field("training.optimizer").selectOption("adam");
        assertThat(field("training.momentum")).isHidden();
        assertThat(page.locator("#clients-count-help")).containsText("1 to 10000 clients; default 10");
    }

    @Test
    void theHeatMapHoldsTheNumbersOfTheEndpoint() {
        visit("/tasks/new");
        page.locator("#partition-fold summary").click();
        field("partition.scheme").selectOption("dirichlet");
        for (String alpha : new String[] {"3", "0.1", "0.3"}) {
            field("partition.alpha").fill(alpha);
        }
        field("clients.count").fill("12");
        assertThat(page.locator("#partition-table tbody :is(th, td)"))
                .hasText(
                        cells("scheme=dirichlet&alpha=0.3&clients=12", 0, 12),
                        new LocatorAssertions.HasTextOptions().setTimeout(LONG));

        JsonNode second = partition("scheme=dirichlet&alpha=0.3&clients=12").get(1);
        page.locator("#partition-canvas").focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("#partition-readout"))
                .containsText("Client 1, Trouser: "
                        + figure(second.get("labelHistogram").get(1)) + " of its " + figure(second.get("examples")));
        assertThat(page.locator("#partition-canvas")).hasAttribute("aria-label", Pattern.compile("12 clients"));
    }

    @Test
    void theHeatMapTurnsPagesForManyClientsAndSaysWhatIsWrong() {
        visit("/tasks/new");
        page.locator("#partition-fold summary").click();
        field("partition.scheme").selectOption("shards");
        field("clients.count").fill("500");
        assertThat(page.locator("#partition-table-pager")).containsText("1 to 50 of 500", soon());
        page.locator("#partition-table-pager button").last().click();
        assertThat(page.locator("#partition-table tbody :is(th, td)"))
                .hasText(cells("scheme=shards&clients=500", 50, 100));
        field("partition.classesPerClient").fill("11");
        assertThat(page.locator("#partition-summary")).containsText("10 classes", soon());
        assertThat(page.locator("#partition-classesPerClient-error")).containsText("10 classes", soon());
    }

    @Test
    void jsonAndFormFollowEachOther() {
        visit("/tasks/new");
        field("training.rounds").fill("7");
        page.locator("#tab-json").click();
        assertThat(json()).hasValue("{\n  \"training\": {\n    \"rounds\": 7\n  }\n}");

        json().fill(
                        "{\"partition\": {\"alpha\": 0.2},\n \"clients\": {\"count\": 10, \"fraction\": 0.5},\n \"seed\": 7}");
        assertThat(page.locator("#preview")).containsText("\"alpha\": 0.2", soon());
        page.locator("#tab-form").click();
        assertThat(field("clients.fraction")).hasValue("0.5");
        assertThat(field("training.rounds")).hasValue("10");
        assertThat(field("seed")).isVisible();
        field("training.rounds").fill("3");
        // What was written stays, also where it is the default or does not matter.
        assertThat(JsonMapper.shared().readTree(json().inputValue()))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        "{\"partition\": {\"alpha\": 0.2}, \"clients\": {\"count\": 10, \"fraction\": 0.5}, \"seed\": 7, \"training\": {\"rounds\": 3}}"));
    }

    @Test
    void jsonIsBlamedByLineAndNothingTypedIsLost() {
        visit("/tasks/new");
        page.locator("#tab-json").click();
        String unknown = "{\n  \"training\": {\n    \"round\": 3\n  },\n  \"flavour\": \"sweet\"\n}";
        json().fill(unknown);
        Locator errors = page.locator("#json-errors");
        assertThat(errors).containsText("Line 3 There is no field training.round. Did you mean", soon());
        assertThat(errors).containsText("Line 5 There is no field flavour.");
        page.locator("#tab-form").click();
        field("training.localEpochs").fill("2");
        assertThat(json())
                .hasValue(Pattern.compile("\"round\": 3,[^}]*\"localEpochs\": 2[^}]*}[^}]*\"flavour\": \"sweet\""));

        page.locator("#tab-json").click();
        String malformed = "{\n  \"training\": {\"rounds\": 4,}\n}";
        json().fill(malformed);
        assertThat(errors).containsText("Line 2 There is a comma too many", soon());
        page.locator("#tab-form").click();
        assertThat(page.locator("#locked")).containsText("line 2");
        assertThat(page.locator("#sections")).hasAttribute("inert", "");
        page.locator("#start").click();
        assertThat(page.locator("#errors")).containsText("line 2");
        page.locator("#errors a").click();
        assertThat(json()).isFocused();
        assertThat(json()).hasValue(malformed);
        json().fill(malformed.replace(",}", "}"));
        assertThat(page.locator("#preview")).containsText("\"rounds\": 4,", soon());
        page.locator("#tab-form").click();
        assertThat(field("training.rounds")).hasValue("4");
        assertThat(page.locator("#locked")).isHidden();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "quick", "many", "dirichlet", "shards", "central"})
    void aPresetFillsTheFormKeepsTheNameAndCanBeUndone(String id) {
        visit("/tasks/new");
        field("name").fill("Kept");
        field("training.rounds").fill("77");
        Locator preset = page.locator("#presets button[value=" + id + "]");
        preset.click();
        assertThat(preset).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("#presets [aria-pressed=true]")).hasCount(1);
        assertThat(page.locator("#estimate")).hasAttribute("data-state", "ready", attribute());
        assertThat(page.locator("#preview")).not().containsText("\"rounds\": 77", soon());
        assertThat(page.locator("#check")).containsText("Ready to start", soon());
        assertThat(field("name")).hasValue("Kept");
        page.locator("#preset-undo").click();
        assertThat(field("training.rounds")).hasValue("77");
        assertThat(preset).hasAttribute("aria-pressed", "false");
    }

    @Test
    void anEarlierTaskIsCopiedFromThePickerWithoutItsName() {
        String id = server.submit(
                "{\"name\": \"Origin <b>\", \"model\": {\"layers\": [{\"type\": \"flatten\"}, {\"type\": \"dense\"}]},"
                        + "\"partition\": {\"scheme\": \"dirichlet\", \"alpha\": 0.25}, \"clients\": {\"count\": 4, \"fraction\": 0.5},"
                        + "\"training\": {\"rounds\": 1, \"weightDecay\": 0.001}}");
        JsonNode origin = server.awaitCompleted(id).get("spec");
        visit("/tasks/new");
        page.locator("#from").selectOption(id);
        page.locator("#clone").click();
        assertThat(page).hasURL(Pattern.compile(".*/tasks/new\\?from=" + id), patient());
        assertThat(page.locator(".lead")).containsText("Origin <b>");
        assertThat(field("name")).hasValue("");
        assertThat(field("partition.alpha")).hasValue("0.25");
        assertThat(field("training.weightDecay")).isVisible();
        assertThat(field("model.preset")).isHidden();
        field("name").fill("Copy");
        page.locator("#start").click();
        assertThat(page).hasURL(LIVE, patient());
        JsonNode copy = server.task(page.url().replaceAll(".*/", "")).get("spec");
        for (String part : origin.propertyNames()) {
            if (!part.equals("name")) {
                assertThat(copy.get(part)).as(part).isEqualTo(origin.get(part));
            }
        }
    }

    @Test
    void aModelFromAFileIsWhatTheTaskStartsFrom() {
        String id = server.submit(
                "{\"seed\": 4712, \"model\": {\"preset\": \"logistic\"}, \"clients\": {\"count\": 3}, \"training\": {\"rounds\": 1}}");
        String model = server.awaitCompleted(id).get("modelSha256").asString();
        byte[] file = server.get("/api/v1/tasks/" + id + "/model").body();
        visit("/tasks/new?from=" + id + "&warm=true");
        assertThat(field("start.task")).hasValue(id);
        Locator chooser = page.getByLabel("Or upload a safetensors file");

        chooser.setInputFiles(new FilePayload("broken.safetensors", "application/octet-stream", new byte[20]));
        assertThat(page.getByText("broken.safetensors was not taken: The header would have 0 bytes"))
                .isVisible();
        assertThat(field("start.task")).hasValue(id);

        chooser.setInputFiles(new FilePayload("brought.safetensors", "application/octet-stream", file));
        assertThat(page.getByText("brought.safetensors is here: 7,850 parameters."))
                .isVisible();
        assertThat(field("start.model")).hasValue(model);
        assertThat(field("start.task")).hasValue("");
        page.locator("#start").click();
        assertThat(page).hasURL(LIVE, patient());
        JsonNode start = server.task(page.url().replaceAll(".*/", "")).at("/spec/start");
        assertThat(start.path("model").asString()).isEqualTo(model);
        assertThat(start.path("task").isNull() || start.path("task").isMissingNode())
                .isTrue();
    }

    @Test
    void withoutAMouseFromTheFirstPageToTheLiveOne() {
        visit("/");
        tabTo("#new-task");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/tasks/new$"), patient());
        assertThat(page.locator("#estimate")).hasAttribute("data-state", "ready", attribute());
        tabTo("#presets button[value=quick]");
        page.keyboard().press("Space");
        tabTo("#name");
        page.keyboard().type("By hand");
        tabTo("#training-rounds");
        page.keyboard().type("1");
        tabTo("#start");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(LIVE, patient());
        assertThat(page.locator("h1")).hasText("By hand");
        assertThat(server.task(page.url().replaceAll(".*/", ""))
                        .at("/spec/training/rounds")
                        .asInt())
                .isEqualTo(1);

        assertThat(page.locator("#state")).containsText("Completed", soon());
        tabTo("#tab-rounds");
        page.keyboard().press("End");
        tabTo("[data-format=safetensors]");
        Download model = page.waitForDownload(() -> page.keyboard().press("Enter"));
        assertThat(model.suggestedFilename()).endsWith(".safetensors");
        assertThat(model.failure()).isNull();
    }

    @Test
    void aPlanFillsInCheaperSettingsSaysWhyAndCanBeUndone() {
        visit("/tasks/new");
        field("training.rounds").fill("7");
        page.locator("[data-goal=traffic]").click();
        assertThat(page.locator("#plan-said")).containsText("less traffic", soon());
        assertThat(field("compression.uplink.scheme")).hasValue("quantize");
        assertThat(field("compression.uplink.entropy")).hasValue("zstd");
        assertThat(field("training.rounds")).hasValue("7");
        page.locator("#plan-why summary").click();
        assertThat(page.locator("#plan-choices")).containsText("compression.uplink.scheme");
        page.locator("#plan-undo").click();
        assertThat(field("compression.uplink.scheme")).hasValue("none");
        assertThat(field("training.rounds")).hasValue("7");
        assertThat(page.locator("#plan-why")).isHidden();
    }

    @Test
    void aProbeIsOfferedWhereNothingLikeItHasRunAndThePlanIsMadeAgainAfterIt() {
        visit("/tasks/new");
        field("model.preset").selectOption("logistic");
        field("partition.scheme").selectOption("dirichlet");
        field("partition.alpha").fill("0.77");
        field("clients.count").fill("4");
        field("training.rounds").fill("6");
        page.locator("[data-goal=traffic]").click();
        Locator said = page.locator("#plan-probe-said");
        assertThat(said).containsText("No task with this data set, partition and model", soon());
        page.locator("#plan-probe-start").click();
        assertThat(page.locator("#plan-probe-runs a")).hasCount(2);
        assertThat(page.locator("#plan-probe-start")).isHidden();
        assertThat(said).containsText("After the 3 rounds of a probe", patientText());
        assertThat(field("training.rounds")).hasValue("6");
        page.locator("#plan-probe-runs a").first().click();
        assertThat(page.locator("h1")).containsText("Probe as given");
    }

    private static LocatorAssertions.ContainsTextOptions patientText() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    /** Goes there by tabulator alone; a focused text is selected, so typing replaces it. */
    private void tabTo(String selector) {
        Locator wanted = page.locator(selector);
        for (int i = 0; i < 100; i++) {
            page.keyboard().press("Tab");
            if (Boolean.TRUE.equals(wanted.evaluate("element => element === document.activeElement"))) {
                return;
            }
        }
        throw new AssertionError(selector + " cannot be reached by keyboard");
    }

    private void visit(String path) {
        page.navigate(server.url() + path);
        if (path.contains("new")) {
            assertThat(page.locator("#estimate")).hasAttribute("data-state", "ready", attribute());
        }
    }

    private Locator field(String path) {
        return page.locator("#" + path.replace('.', '-'));
    }

    private Locator json() {
        return page.locator("#json");
    }

    private static JsonNode partition(String query) {
        return server.json("/api/v1/datasets/fashion-mnist/partition?" + query).get("clients");
    }

    /** The table's cells, row by row, as the endpoint has them. */
    private static String[] cells(String query, int from, int to) {
        List<String> cells = new ArrayList<>();
        JsonNode clients = partition(query);
        for (int i = from; i < to; i++) {
            JsonNode client = clients.get(i);
            cells.add(client.get("client").asString());
            cells.add(figure(client.get("examples")));
            client.get("labelHistogram").forEach(held -> cells.add(figure(held)));
        }
        return cells.toArray(String[]::new);
    }

    private static String figure(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }

    private static String tiny(String name) {
        return "{\"name\": \"" + name + "\", \"model\": {\"preset\": \"logistic\"}, \"training\": {\"rounds\": 1}}";
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.HasAttributeOptions attribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(LONG);
    }

    private static PageAssertions.HasURLOptions patient() {
        return new PageAssertions.HasURLOptions().setTimeout(LONG);
    }
}
