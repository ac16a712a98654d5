package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;

/// The agents' console as an agent uses it: found by what is written on it.
record ConsolePage(Page page) {
  static ConsolePage signIn(Page page, URI address, String email, String password) {
    page.navigate(address.toString());
    page.getByLabel("E-mail").fill(email);
    page.locator("input[name=password]").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    ConsolePage console = new ConsolePage(page);
    console.goOnline();
    return console;
  }

  /// Waits for the signed-in console, passes what greets a newcomer, and rings from now on.
  void goOnline() {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Ringing")))
        .isVisible();
    closeDialog();
    Locator online =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go online"));
    assertThat(page.locator(".quiet-room, article.ring").first()).isVisible();
    assertThat(page.getByText("Chats cannot ring here")).hasCount(0);
    if (online.isVisible()) {
      online.click();
      assertThat(online).isHidden();
    }
  }

  private void closeDialog() {
    Locator dialog = page.locator("dialog[open]");
    if (dialog.count() > 0) {
      page.keyboard().press("Escape");
      assertThat(dialog).hasCount(0);
    }
  }

  /// The ringing card of a visitor.
  Locator ring(String visitor) {
    return page.locator("article.ring").filter(new Locator.FilterOptions().setHasText(visitor));
  }

  /// The line of a chat that this agent answers.
  Locator mine(String visitor) {
    return page.locator("a.row").filter(new Locator.FilterOptions().setHasText(visitor));
  }

  void accept(String visitor) {
    ring(visitor)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept"))
        .click();
    assertThat(composer()).isVisible();
  }

  /// Ends the open chat, and says so a second time.
  void hangUp() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hang up").setExact(true))
        .click();
    Locator asked =
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("End this chat?"));
    asked.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Hang up")).click();
    assertThat(asked).hasCount(0);
  }

  Locator composer() {
    return page.locator(".compose textarea");
  }

  void say(String text) {
    composer().fill(text);
    composer().press("Enter");
  }

  /// Where a text stands in the open chat.
  Locator said(String text) {
    return page.getByRole(AriaRole.LOG).getByText(text);
  }
}
