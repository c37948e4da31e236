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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser. No test ends well with an error in the console or a request to another host. */
class BrowserIT {
    private static final double LONG = 180_000;

    @TempDir
    private static Path folder;

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
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void open() {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(server.url()) && !request.url().startsWith("data:")) {
                complaints.add("Request to " + request.url());
            }
        });
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aTaskIsFilledInStartedWatchedAndItsModelDownloaded() throws Exception {
        page.navigate(server.url() + "/tasks/new");
        field("name").fill("Seen in a browser");
        field("model.preset").selectOption("lenet5");
        field("clients.count").fill("20");
        field("clients.fraction").fill("0.2");
        field("training.rounds").fill("15");
        assertThat(page.locator("#estimate")).containsText("61,706", longer());
        page.locator("#start").click();
        assertThat(page)
                .hasURL(
                        Pattern.compile(".*/tasks/[0-9a-f-]{36}$"),
                        new PageAssertions.HasURLOptions().setTimeout(LONG));
        assertThat(page.locator("h1")).hasText("Seen in a browser");

        assertThat(page.locator("#rounds-table tbody tr[data-round='1']")).isVisible(visible());
        String early = chart();
        assertThat(page.locator("#rounds-table tbody tr[data-round='3']")).isVisible(visible());
        assertThat(page.locator("#readout")).containsText(Pattern.compile("round ([3-9]|1[0-5])"), longer());
        assertThat(page.locator("#state"))
                .hasText("Completed", new LocatorAssertions.HasTextOptions().setTimeout(LONG));
        assertThat(chart()).as("the chart grew").isNotEqualTo(early);
        assertThat(page.locator("#rounds-table tbody tr[data-round]")).hasCount(15);
        page.locator("#tab-downloads").click();
        assertThat(page.locator("#model-sha256")).hasText(Pattern.compile("[0-9a-f]{64}"));
        String shown = page.locator("#model-sha256").textContent();
        Download download = page.waitForDownload(
                () -> page.locator("[data-format=safetensors]").click());
        Path model = folder.resolve("model.safetensors");
        download.saveAs(model);
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model)));
        assertThat(sha).isEqualTo(shown);

        String accuracy = page.locator("#accuracy").textContent();
        page.reload();
        assertThat(page.locator("#accuracy")).hasText(accuracy);
        assertThat(page.locator("#rounds-table tbody tr[data-round]")).hasCount(15);
        assertThat(complaints).isEmpty();
    }

    @Test
    void mistakesAreNamedBesideTheirFieldAndWhatWasTypedIsKept() {
        page.navigate(server.url() + "/tasks/new");
        field("training.rounds").fill("0");
        field("name").fill("<b>bold</b> 🌊");
        assertThat(field("training.rounds"))
                .hasAttribute("aria-invalid", "true", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
        assertThat(page.locator("#training-rounds-error")).containsText("at least 1");
        field("training.rounds").fill("1");
        field("model.preset").selectOption("logistic");
        assertThat(field("training.rounds"))
                .not()
                .hasAttribute("aria-invalid", "true", new LocatorAssertions.HasAttributeOptions().setTimeout(LONG));
        assertThat(field("name")).hasValue("<b>bold</b> 🌊");
        page.locator("#start").click();
        assertThat(page.locator("h1"))
                .hasText("<b>bold</b> 🌊", new LocatorAssertions.HasTextOptions().setTimeout(LONG));
        // The browser itself reports the answers 422 to the checks as it types; anything else is an error of ours.
        assertThat(complaints).allMatch(complaint -> complaint.contains("422"));
    }

    @Test
    void everyPageOpensWithoutComplaint() {
        for (String path : new String[] {"/", "/tasks/new", "/workers", "/datasets"}) {
            page.navigate(server.url() + path);
            assertThat(page.locator("h1")).isVisible();
        }
        assertThat(complaints).isEmpty();
        page.navigate(server.url() + "/tasks/none");
        assertThat(page.locator("main")).containsText("none");
    }

    private Locator field(String path) {
        return page.locator("#" + path.replace('.', '-'));
    }

    /** What the chart shows now, as an image. */
    private String chart() {
        return String.valueOf(page.evaluate("document.querySelector('#chart canvas').toDataURL()"));
    }

    private static LocatorAssertions.ContainsTextOptions longer() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.IsVisibleOptions visible() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LONG);
    }
}
