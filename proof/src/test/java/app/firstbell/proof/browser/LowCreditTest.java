package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Mailbox;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// The low-credit story in a real browser, from the last credit to the mail, the link, the
/// purchase, the reseller's receipt, and the operator ringing again.
@OnChromium
class LowCreditTest {
  private static final String SHOP = "Northwind Tea";
  private final Stage stage;

  LowCreditTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void fromTheLastCreditToTheNextRing() {
    Desk rosa = Desk.signIn(stage, "rosa@harbor.example", "ring-the-bell-3");
    payment(rosa);
    take(rosa, 24);
    rosa.look("credits-last");

    Desk noor = Desk.signIn(stage, "noor@firstbell.example", "ring-the-bell-5");
    noor.to("#/");
    ConsolePage operator = new ConsolePage(noor.page());
    operator.goOnline();
    ShopPage first = stage.shop().open();
    first.name("Kari Nordmann");
    first.say("Do you ship to Norway?");
    assertThat(operator.ring("Kari Nordmann")).containsText(SHOP);
    noor.look("operator-ring");
    operator.accept("Kari Nordmann");
    operator.say("In four days.");
    assertThat(first.said("In four days.")).isVisible();
    noor.look("operator-chat");
    operator.hangUp();

    Desk marta = Desk.signIn(stage, "marta@northwind.example", "ring-the-bell-1");
    marta.to("#/");
    ConsolePage own = new ConsolePage(marta.page());
    own.goOnline();
    ShopPage second = stage.shop().open();
    second.name("Ola Nordmann");
    second.say("And to Denmark?");
    assertThat(own.ring("Ola Nordmann")).isVisible();
    assertThat(operator.ring("Ola Nordmann")).hasCount(0);
    own.accept("Ola Nordmann");
    own.say("There too.");
    assertThat(second.said("There too.")).isVisible();
    own.hangUp();
    marta.section("Billing");
    marta.sees("None left");
    marta.look("billing-none-left");

    // One mail came: that a hand took credits away was told nobody. Its link is followed on a
    // computer where nobody is signed in.
    Mailbox mailbox = new Mailbox(stage.installation(), "marta@northwind.example");
    Mailbox.Mailed mailed = mailbox.link(Mailbox.Link.RENEWAL, 1);
    Desk anywhere = new Desk(stage, stage.person().newPage());
    anywhere.page().navigate(mailed.address());
    anywhere.title("Interaction credits for " + SHOP);
    assertFalse(anywhere.page().url().contains(mailed.token()), "the token leaves the address bar");
    anywhere.look("renewal");
    choose(anywhere, "50 credits");
    anywhere.look("renewal-order");
    anywhere.press("Order by invoice");
    anywhere.title("50 credits are ordered");
    anywhere.look("renewal-ordered");

    payment(rosa);
    rosa.page()
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions()
                .setName(java.util.regex.Pattern.compile("^Mark as received")))
        .click();
    rosa.fill("Reference", "Bank transfer 4712");
    rosa.look("receipt");
    rosa.press("Mark as received");
    rosa.sees("50 credits are there.");
    rosa.look("reseller-payment");

    marta.page().reload();
    marta.title("Billing");
    assertThat(
            marta
                .page()
                .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Interaction"))
                .first())
        .isVisible();
    assertThat(marta.page().getByText("None left")).hasCount(0);
    marta.look("billing-bought");

    ShopPage third = stage.shop().open();
    third.name("Per Hansen");
    third.say("Still there?");
    operator.accept("Per Hansen");
    operator.say("Back again.");
    assertThat(third.said("Back again.")).isVisible();
    assertEquals(
        1,
        mailbox.mails().stream()
            .filter(mail -> mail.path("subject").asText().contains(" left at "))
            .count(),
        "one mail");
  }

  private static void payment(Desk rosa) {
    rosa.section("Customers");
    rosa.page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("View " + SHOP))
        .click();
    rosa.title(SHOP);
    rosa.page()
        .getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Sections of the customer"))
        .getByText("Payment")
        .click();
    assertThat(rosa.button("Take credits")).isVisible();
  }

  private static void take(Desk rosa, int credits) {
    rosa.press("Take credits");
    rosa.fill("How many", Integer.toString(credits));
    rosa.fill("Why", "Only one is needed for the story");
    rosa.press("Go on");
    rosa.look("take-credits");
    rosa.press("Take " + credits + " credits");
    rosa.sees(credits + " credits were taken back.");
  }

  private static void choose(Desk desk, String pack) {
    desk.page()
        .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Packs"))
        .getByRole(
            AriaRole.BUTTON,
            new Locator.GetByRoleOptions()
                .setName(java.util.regex.Pattern.compile("^Choose " + pack)))
        .click();
  }
}
