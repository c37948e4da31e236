package io.tributary.backend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of login and administration in a browser, on a server that asks who is there. */
class LoginPageIT {
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    @TempDir
    private static Path folder;

    private static ServerProcess server;
    private static Chromium chromium;
    private static String password;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(folder)
                .with("TRIBUTARY_LOGIN", "required")
                .with("TRIBUTARY_ATTEMPTS", "1000")
                .start();
        password = Files.readString(folder.resolve("admin-password"));
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
    void loginAndAdminPagesAreAccessible(ColorScheme scheme) {
        int width = scheme == ColorScheme.LIGHT ? DESKTOP : PHONE;
        try (Chromium.Visit visit = chromium.visit(server, scheme, width)) {
            Page page = visit.page();
            visit.open("/admin");
            assertThat(page).hasURL(Pattern.compile(".*/login"));
            AccessibilityIT.accessible(page, "login " + scheme);
            login(page, "admin", "wrong");
            assertThat(page.locator("#login-problem")).hasText("Name and password do not belong together.");
            assertThat(page.locator("#username")).hasValue("admin");
            assertThat(page.locator("#password")).isFocused();
            AccessibilityIT.accessible(page, "failed login " + scheme);
            login(page, "admin", password);
            // Where it was going.
            assertThat(page).hasURL(Pattern.compile(".*/admin"));
            assertThat(page.locator("[data-account=admin]")).isVisible();
            AccessibilityIT.accessible(page, "admin " + scheme);
            assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as("Nothing sticks out")
                    .isTrue();
            page.locator("#log-out").click();
            assertThat(page.getByText("You are logged out.")).isVisible();
            // The browser itself reports the status of the failed login.
            assertThat(visit.complaints()).allMatch(complaint -> complaint.contains("401"));
        }
    }

    @Test
    void anAdministratorMakesAccountsAndTokensOnThePageAndAViewerSeesLess() {
        try (Chromium.Visit visit = chromium.visit(server, ColorScheme.LIGHT, DESKTOP)) {
            Page page = visit.page();
            visit.open("/login");
            login(page, "admin", password);
            page.locator("nav >> text=Admin").click();
            page.locator("#account-name").fill("v.iewer");
            page.locator("#account-password").fill("short");
            page.locator("#new-account button").click();
            assertThat(page.locator("#account-password-error")).containsText("at least 12 characters");
            assertThat(page.locator("#account-name")).hasValue("v.iewer");
            page.locator("#account-password").fill("long enough for this");
            page.locator("#new-account button").click();
            assertThat(page.locator("[data-account='v.iewer']")).isVisible();

            page.locator("#site-name").fill("<b>Klinik</b> 🏥");
            page.locator("#sites form button").click();
            assertThat(page.locator("#sites .fresh pre"))
                    .containsText(Pattern.compile("\\./run worker --server http://.* --token tributary_worker_"));
            assertThat(page.locator("#sites [data-token] th")).hasText("<b>Klinik</b> 🏥");
            String first = page.locator("#sites .fresh pre").textContent();
            page.locator("#sites [data-rotate]").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#sites .fresh pre")).not().hasText(first);
            page.locator("#sites [data-revoke]").click();
            page.locator("#confirm-yes").click();
            assertThat(page.locator("#sites .none")).isVisible();
            assertThat(page.locator("#audit")).containsText("revoke worker token");
            page.locator("#log-out").click();

            login(page, "v.iewer", "long enough for this");
            assertThat(page.locator("nav >> text=Workers")).isVisible();
            assertThat(page.locator("nav >> text=Admin")).hasCount(0);
            assertThat(page.locator("#new-task")).hasCount(0);
            // What the browser says of the short password.
            assertThat(visit.complaints()).allMatch(complaint -> complaint.contains("422"));
        }
    }

    private static void login(Page page, String name, String password) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        page.locator("#log-in").click();
    }
}
