package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import app.firstbell.proof.engine.Await;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Duration;

/// The demo shop with the widget as a visitor uses it. The launcher lies in a closed shadow tree,
/// where neither the page nor we can reach: it is opened with the mouse, where a person sees it, or
/// by the keyboard.
record ShopPage(Page page) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static ShopPage visit(Page page, URI address) {
    page.navigate(address.toString());
    page.waitForFunction("() => window.Firstbell && window.Firstbell.open");
    return new ShopPage(page);
  }

  /// Clicks the launcher, as a person does.
  ShopPage open() {
    page.mouse().click(page.viewportSize().width - 48, page.viewportSize().height - 48);
    assertThat(composer()).isVisible();
    return this;
  }

  /// Where a chat is known the widget comes back by itself; a click would close it. The site's own
  /// call opens it at most.
  ShopPage comeBack() {
    page.evaluate("() => window.Firstbell.open()");
    assertThat(composer()).isVisible();
    return this;
  }

  Frame frame() {
    if (!Await.within(
        PATIENCE,
        () -> {
          page.waitForTimeout(20);
          return frameOrNull() != null;
        })) {
      throw new AssertionError(
          "the widget's frame did not open; frames: "
              + page.frames().stream().map(Frame::url).toList());
    }
    return java.util.Objects.requireNonNull(frameOrNull());
  }

  private Frame frameOrNull() {
    return page.frames().stream()
        .filter(f -> f.url().contains("/widget/"))
        .findFirst()
        .orElse(null);
  }

  /// The line at the bottom, by which a chat is started too.
  Locator composer() {
    return frame().locator("form textarea").last();
  }

  void name(String name) {
    frame().getByLabel("Your name").fill(name);
  }

  void say(String text) {
    composer().fill(text);
    composer().press("Enter");
  }

  Locator said(String text) {
    return frame()
        .getByRole(AriaRole.LOG)
        .getByText(text, new Locator.GetByTextOptions().setExact(true));
  }
}
