package io.tributary.backend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A browser without a window, and pages of it that note what they complain of. */
final class Chromium implements AutoCloseable {
    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
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

    private final List<String> errors = new ArrayList<>();
    private @Nullable BrowserContext window;

    /** A fresh page, with nothing cached or stored. */
    Visit visit(ServerProcess server, ColorScheme scheme, int width) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
        return new Visit(context, context.newPage(), server.url());
    }

    /** A new tab of one window for all tabs opened this way. */
    Page open(String url) {
        if (window == null) {
            window = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        }
        Page page = window.newPage();
        page.onPageError(errors::add);
        page.navigate(url);
        return page;
    }

    /** Errors that no script caught, of all tabs of that window. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A page with what went wrong on it: errors in the console or in scripts, and requests to other hosts. */
    static final class Visit implements AutoCloseable {
        private static final Set<String> ASSETS = Set.of("stylesheet", "script", "image", "font");

        private final BrowserContext context;
        private final Page page;
        private final String server;
        private final List<String> complaints = new ArrayList<>();
        private final List<Response> assets = new ArrayList<>();

        private Visit(BrowserContext context, Page page, String server) {
            this.context = context;
            this.page = page;
            this.server = server;
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(server) && !request.url().startsWith("data:")) {
                    complaints.add("Request to " + request.url());
                }
            });
            page.onResponse(response -> {
                if (ASSETS.contains(response.request().resourceType())) {
                    assets.add(response);
                }
            });
        }

        Page page() {
            return page;
        }

        Response open(String path) {
            return page.navigate(server + path);
        }

        List<String> complaints() {
            return complaints;
        }

        /** Bytes of all styles, scripts, images and fonts so far, as they are before compression. */
        long assetBytes() {
            // A copy: reading a body lets further responses arrive.
            return List.copyOf(assets).stream()
                    .filter(Response::ok)
                    .mapToLong(response -> response.body().length)
                    .sum();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
