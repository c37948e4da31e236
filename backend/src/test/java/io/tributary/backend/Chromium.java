package io.tributary.backend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A browser without a window, and what its pages complain of. One thread only, as Playwright wants it. */
final class Chromium implements AutoCloseable {
    private final List<String> errors = new ArrayList<>();
    private final Playwright playwright;
    private final BrowserContext context;

    Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    /** A new tab. */
    Page open(String url) {
        Page page = context.newPage();
        page.onPageError(errors::add);
        page.navigate(url);
        return page;
    }

    /** Errors that no script caught, of all tabs so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
