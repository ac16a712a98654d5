package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The first ring, in a real browser: a shop, two consoles, a network that goes away, a reload, a
/// second tab.
@OnChromium
class FirstRingTest {
  private final Stage stage;

  FirstRingTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void theStory() {
    ConsolePage marta = stage.console("marta@northwind.example", "ring-the-bell-1");
    ConsolePage priya = stage.console("priya@northwind.example", "ring-the-bell-2");
    Stage.picture(marta.page(), "console-quiet");
    assertAccessible(marta.page(), "console, quiet");

    ShopPage shop = stage.shop();
    Stage.picture(shop.page(), "shop");
    shop.open();
    assertThat(shop.frame().getByText("Looking who is here")).hasCount(0);
    Stage.picture(shop.page(), "widget-welcome");
    assertEquals(List.of(), Axe.violations(shop.frame()), "widget, welcome");
    shop.name("Kari Nordmann");
    shop.say("Do you ship to Norway?");

    for (ConsolePage console : List.of(marta, priya)) {
      assertThat(console.ring("Kari Nordmann")).isVisible();
      assertThat(console.ring("Kari Nordmann")).containsText("Do you ship to Norway?");
    }
    Stage.picture(marta.page(), "console-ringing");
    assertAccessible(marta.page(), "console, ringing");
    assertEquals(List.of(), Axe.violations(shop.frame()), "widget, ringing");
    Stage.picture(shop.page(), "widget-ringing");

    marta.accept("Kari Nordmann");
    assertThat(priya.ring("Kari Nordmann")).containsText("Marta took it");
    Stage.picture(priya.page(), "console-taken");
    assertThat(
            shop.frame()
                .getByRole(
                    AriaRole.HEADING,
                    new com.microsoft.playwright.Frame.GetByRoleOptions()
                        .setName("Marta Oliveira")))
        .isVisible();

    marta.say("We do, in four days.");
    assertThat(shop.said("We do, in four days.")).isVisible();
    shop.say("Lovely, thank you!");
    assertThat(shop.said("Lovely, thank you!")).hasCount(1);
    Stage.picture(shop.page(), "widget-answering");
    assertThat(marta.said("Lovely, thank you!")).isVisible();
    Stage.picture(marta.page(), "console-talking");
    Stage.picture(shop.page(), "widget-talking");
    assertAccessible(marta.page(), "console, talking");
    assertEquals(List.of(), Axe.violations(shop.frame()), "widget, talking");

    shop.page().context().setOffline(true);
    marta.say("Said while you were away.");
    assertThat(marta.said("Said while you were away.")).isVisible();
    shop.page().context().setOffline(false);
    assertThat(shop.said("Said while you were away.")).hasCount(1);

    shop.page().reload();
    shop.page().waitForFunction("() => window.Firstbell && window.Firstbell.open");
    shop.comeBack();
    for (String text :
        List.of(
            "Do you ship to Norway?",
            "We do, in four days.",
            "Lovely, thank you!",
            "Said while you were away.")) {
      assertThat(shop.said(text)).hasCount(1);
    }

    ShopPage tab =
        ShopPage.visit(shop.page().context().newPage(), stage.installation().address("shop"));
    tab.comeBack();
    assertThat(tab.said("Lovely, thank you!")).hasCount(1);
    shop.say("From the first tab.");
    assertThat(tab.said("From the first tab.")).hasCount(1);
    tab.say("From the second tab.");
    assertThat(shop.said("From the second tab.")).hasCount(1);
    assertThat(marta.said("From the second tab.")).hasCount(1);

    tab.frame()
        .getByRole(
            AriaRole.BUTTON,
            new com.microsoft.playwright.Frame.GetByRoleOptions().setName("End").setExact(true))
        .click();
    tab.frame()
        .getByRole(
            AriaRole.BUTTON,
            new com.microsoft.playwright.Frame.GetByRoleOptions().setName("End it"))
        .click();
    assertThat(marta.composer()).isHidden();
    Stage.picture(tab.page(), "widget-ended");
    Stage.picture(marta.page(), "console-ended");
    assertEquals(List.of(), Axe.violations(tab.frame()), "widget, ended");
    assertAccessible(marta.page(), "console, ended");
  }

  @Test
  void theSignInPageIsAccessibleAndSaysWhatIsWrong() {
    Page page = stage.person().newPage();
    page.navigate(stage.installation().address("console").toString());
    page.getByLabel("E-mail").fill("marta@northwind.example");
    page.locator("input[name=password]").fill("not-the-password");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    assertThat(page.getByRole(AriaRole.ALERT)).not().isEmpty();
    Stage.picture(page, "console-wrong-password");
    assertAccessible(page, "sign in");
  }

  @Test
  void theShopIsAccessible() {
    assertAccessible(stage.shop().page(), "shop");
  }

  private static void assertAccessible(Page page, String state) {
    assertEquals(List.of(), Axe.violations(page.mainFrame()), state);
  }
}
