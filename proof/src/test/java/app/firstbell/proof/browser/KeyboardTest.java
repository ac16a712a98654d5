package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// From the shop's first key to the end of a chat without a mouse.
@OnChromium(shared = "people")
class KeyboardTest {
  private static final int MOST_TABS = 80;
  private final Stage stage;

  KeyboardTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everythingWorksByKeyboard() {
    Page console = stage.person().newPage();
    console.navigate(stage.installation().address("console").toString());
    assertThat(console.getByLabel("E-mail")).isFocused();
    console.keyboard().type("marta@northwind.example");
    console.keyboard().press("Tab");
    console.keyboard().type("ring-the-bell-1");
    console.keyboard().press("Enter");
    ConsolePage marta = new ConsolePage(console);
    assertThat(console.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Ringing")))
        .isVisible();
    marta.goOnline();

    ShopPage shop = stage.shop();
    tabToTheLauncher(shop);
    shop.page().keyboard().press("Enter");
    assertThat(shop.composer()).isFocused();
    shop.page().keyboard().type("By keyboard only");
    shop.page().keyboard().press("Enter");
    assertThat(shop.said("By keyboard only")).isVisible();

    assertThat(marta.ring("By keyboard only")).isVisible();
    tabTo(console, "Accept");
    console.keyboard().press("Enter");
    assertThat(marta.composer()).isVisible();
    tabToElement(console, "document.activeElement.matches('.compose textarea')");
    console.keyboard().type("Heard you");
    console.keyboard().press("Enter");
    assertThat(shop.said("Heard you")).isVisible();
    shop.page().keyboard().press("Escape");
    assertThat(shop.composer()).isHidden();
  }

  private static void tabToTheLauncher(ShopPage shop) {
    tabToElement(shop.page(), "document.activeElement.localName === 'firstbell-chat'");
  }

  private static void tabTo(Page page, String name) {
    tabToElement(page, "document.activeElement.textContent.trim().startsWith('" + name + "')");
  }

  private static void tabToElement(Page page, String condition) {
    for (int i = 0; i < MOST_TABS; i++) {
      if ((boolean)
          page.evaluate("() => document.activeElement !== document.body && " + condition)) {
        return;
      }
      page.keyboard().press("Tab");
    }
    assertTrue(false, "not reached by %d tabs: %s".formatted(MOST_TABS, condition));
  }
}
