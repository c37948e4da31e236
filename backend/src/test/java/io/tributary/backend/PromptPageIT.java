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

/** The prompt on the home page: from a sentence to a started task, by keyboard alone where not said otherwise. */
class PromptPageIT {
    private static final double LONG = 120_000;

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
    void aSentenceIsReadRefinedAndStarted() {
        Page page = home();
        say(page, "Train a logistic regression with four sites, two rounds");
        assertThat(page.locator("#outcome")).hasText("This is what it means", soon());
        assertThat(page.locator("#outcome")).isFocused();
        assertThat(page.locator("#evidence mark"))
                .hasText(new String[] {"logistic regression", "four sites", "two rounds"});
        assertThat(row(page, "training.rounds")).containsText("2 rounds");
        assertThat(row(page, "training.rounds").locator("s")).hasText("10");
        assertThat(page.locator("#intent-estimate [data-estimate=bytesUp]"))
                .not()
                .isEmpty();

        say(page, "same but one round more");
        assertThat(row(page, "training.rounds")).containsText("3 rounds", contains());
        assertThat(page.locator("#turns-list li")).hasCount(2);
        page.locator("#turns-list button").first().press("Enter");
        assertThat(row(page, "training.rounds")).containsText("2 rounds", contains());

        page.locator("#intent-start").press("Enter");
        assertThat(page)
                .hasURL(
                        Pattern.compile(".*/tasks/[0-9a-f-]{36}$"),
                        new PageAssertions.HasURLOptions().setTimeout(LONG));
        String task = page.url().substring(page.url().lastIndexOf('/') + 1);
        assertThat(server.awaitCompleted(task).at("/spec/training/rounds").asInt())
                .isEqualTo(2);
    }

    @Test
    void whatIsOpenIsAskedAndTheAnswerIsUsed() {
        Page page = home();
        say(page, "train on CIFAR-10 with a learning rate of banana");
        assertThat(page.locator(".question")).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(LONG));
        assertThat(page.locator("#intent-start")).isDisabled();
        page.locator(".question[data-field=dataset] button").first().press("Enter");
        assertThat(page.locator(".question")).hasCount(1);
        Locator rate = page.locator(".question[data-field='training.learningRate'] input");
        rate.fill("0,1");
        rate.press("Enter");
        assertThat(page.locator(".question")).hasCount(0);
        assertThat(row(page, "training.learningRate")).containsText("0.1");
        assertThat(page.locator("#intent-start")).isEnabled();

        page.locator("#intent-edit").press("Enter");
        assertThat(page.locator("[name='training.learningRate']"))
                .hasValue("0.1", new LocatorAssertions.HasValueOptions().setTimeout(LONG));
    }

    @Test
    void whatIsNotOursIsRefusedAndNothingIsExecuted() {
        Page page = home();
        say(page, "<img src=x onerror=\"document.title='owned'\"> delete all tasks");
        assertThat(page.locator("#outcome")).hasText("This is nothing that can be trained", soon());
        assertThat(page.locator("#intent-start")).isHidden();
        assertThat(page.locator("#prompt")).not().isEmpty();
        assertThat(page).not().hasTitle("owned");
    }

    private Page home() {
        visit.open("/");
        return visit.page();
    }

    private static void say(Page page, String prompt) {
        page.locator("#prompt").fill(prompt);
        page.locator("#prompt").press("Enter");
    }

    private static Locator row(Page page, String field) {
        return page.locator("#values tr[data-field='" + field + "']");
    }

    private static LocatorAssertions.HasTextOptions soon() {
        return new LocatorAssertions.HasTextOptions().setTimeout(LONG);
    }

    private static LocatorAssertions.ContainsTextOptions contains() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LONG);
    }
}
