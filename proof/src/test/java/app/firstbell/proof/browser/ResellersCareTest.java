package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a reseller does with a customer when it gets serious: money in the way of a deletion, a
/// suspension that its people see, members and owners, and a visit that is over by itself.
@OnChromium(shared = "bakeries")
class ResellersCareTest {
  /// By then a customer's people know that they are suspended.
  private static final double TOLD_MILLIS = 5_000;

  private final Stage stage;

  ResellersCareTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aCustomerWithMoneyIsNotDeletedUntilItIsSettled() {
    Company bakery = Bakeries.open(stage, "Saved Bakery");
    Desk rosa = visit(bakery, "/payment");
    rosa.press("Add credit");
    rosa.fill("Amount in EUR", "12.50");
    rosa.press("Go on");
    rosa.press("Add €12.50");
    rosa.sees("€12.50 was added.");
    rosa.press("Give credits");
    rosa.fill("How many", "3");
    rosa.fill("Why", "A gift for the opening");
    rosa.press("Go on");
    rosa.press("Give 3 credits");

    more(rosa, "Delete…");
    assertThat(rosa.dialog()).containsText("Saved Bakery cannot be deleted yet");
    assertThat(rosa.dialog()).containsText("€12.50 of credit is left.");
    assertThat(rosa.dialog()).containsText("3 credits for chats with operators are left.");
    rosa.look("delete-refused");
    rosa.dialog().getByText("Withdraw the credit").click();
    assertThat(rosa.field("Amount in EUR")).hasValue("12.50");
    rosa.press("Go on");
    rosa.press("Withdraw €12.50");
    rosa.sees("€12.50 was withdrawn.");
    more(rosa, "Delete…");
    assertThat(rosa.dialog()).not().containsText("of credit is left");
    rosa.dialog().getByText("Take the credits away").click();
    rosa.fill("How many", "3");
    rosa.fill("Why", "The customer goes");
    rosa.press("Go on");
    rosa.press("Take 3 credits");
    assertThat(rosa.dialog()).hasCount(0);

    more(rosa, "Delete…");
    assertThat(rosa.dialog()).containsText("The balance is zero");
    rosa.dialog().locator("input").fill("Saved Bakery");
    rosa.press("Delete the customer");
    rosa.title("Customers");
    assertThat(rosa.row("Saved Bakery")).hasCount(0);
  }

  @Test
  void whoIsSuspendedIsOutWithinSecondsAndBackWithEverything() {
    Company bakery = Bakeries.open(stage, "Late Bakery");
    Desk owner = Desk.signIn(stage, bakery.owner());
    Desk rosa = visit(bakery, "");
    more(rosa, "Suspend…");
    rosa.press("Suspend");
    rosa.sees("Write why: whoever looks into the audit log later wants to know.");
    rosa.fill("Reason", "Three invoices are overdue.");
    rosa.press("Suspend");
    within(owner.page(), "Your organization is suspended");
    owner.look("suspended");
    owner.press("Sign in as somebody else");
    owner.page().getByLabel("E-mail").fill(bakery.owner().email());
    owner.page().locator("input[name=password]").fill(bakery.owner().password());
    owner.press("Sign in");
    within(owner.page(), "Your organization is suspended");

    more(rosa, "Resume…");
    rosa.press("Resume");
    assertThat(rosa.page().getByText("Suspended: nobody")).hasCount(0);
    owner.press("Sign in as somebody else");
    owner.enter(bakery.owner().email(), bakery.owner().password());
    owner.section("Audit log");
    owner.sees("Three invoices are overdue.");
  }

  @Test
  void membersAreKeptAndTheOwnerIsChanged() {
    Company bakery = Bakeries.open(stage, "Family Bakery");
    Person ola = bakery.hire(Job.agent("Ola Nordmann"));
    Desk rosa = visit(bakery, "/members");
    String email = Company.address("per");
    rosa.press("New member");
    rosa.fill("Name", "Per Hansen");
    rosa.fill("E-mail", email);
    rosa.choice("Member").check();
    rosa.check("Portal access", false);
    rosa.press("Add the member");
    assertThat(rosa.row("Per Hansen")).containsText("No access");
    rosa.page().getByLabel("Edit Per Hansen").click();
    rosa.title("Per Hansen");
    rosa.check("Portal access", true);
    rosa.choice("Administrator").check();
    rosa.press("Save the member");
    // With access comes the invitation.
    new Mailbox(stage.installation(), email).link(Mailbox.Link.INVITATION);
    assertThat(rosa.page().locator(".badges").last()).containsText("Invited");
    rosa.look("reseller-member");
    rosa.page().getByText("All members").click();
    assertThat(rosa.row("Per Hansen")).containsText("Administrator");

    more(rosa, "Change the owner…");
    // Who has not accepted the invitation cannot be chosen.
    assertThat(rosa.field("New owner").getByText("Per Hansen")).hasCount(0);
    rosa.field("New owner")
        .selectOption(new SelectOption().setLabel("Ola Nordmann (" + ola.email() + ")"));
    rosa.page().route(address -> address.endsWith("/owner"), ResellersCareTest::withSubscription);
    rosa.press("Change the owner");
    rosa.sees("These subscriptions did not move. Assign each of them again:");
    rosa.sees("Operations, yearly");
    rosa.look("reseller-owner-changed");
    rosa.press("Done");
    assertThat(rosa.row("Ola Nordmann")).containsText("Owner");
  }

  /// There is nothing yet that is assigned to a member: the answer is the server's own, with one
  /// more in the list that it has for it.
  private static void withSubscription(Route route) {
    APIResponse answer = route.fetch();
    route.fulfill(
        new Route.FulfillOptions()
            .setResponse(answer)
            .setBody(
                answer
                    .text()
                    .replace(
                        "\"toAssignAgain\":[]",
                        "\"toAssignAgain\":[{\"id\":\"s1\",\"name\":\"Operations, yearly\"}]")));
  }

  @Test
  void aVisitIsOverByItselfAndStandsInTheLogUnderBothNames() {
    Company bakery = Bakeries.open(stage, "Visited Bakery");
    Desk rosa = visit(bakery, "");
    rosa.page().clock().install();
    rosa.press("Log in as");
    rosa.fill("Reason", "Asked");
    rosa.press("Log in as Visited Bakery");
    rosa.sees("Write a sentence: at least 10 characters.");
    rosa.fill("Reason", "The owner asked us to look at the greeting.");
    rosa.press("Log in as Visited Bakery");
    Locator banner =
        rosa.page()
            .getByRole(
                AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Support session"));
    assertThat(banner).containsText("Rosa van Dijk of Harbor Partners");
    assertThat(banner).containsText(" left");
    rosa.section("Settings");
    rosa.fill("Greeting", "Fresh at six.");
    rosa.save("Settings", "Save");
    rosa.to("#/keys");
    rosa.title("This section is not open to you");
    rosa.sees("It stays closed to support.");

    stage.installation().emulator().advance(Duration.ofMinutes(16));
    rosa.page().clock().fastForward(Duration.ofMinutes(16).toMillis());
    rosa.sees("The support session with Visited Bakery is over.");
    assertThat(banner).hasCount(0);
    rosa.title("Visited Bakery");
    rosa.look("support-over");

    Desk owner = Desk.signIn(stage, bakery.owner());
    owner.to("#/audit?search=rosa&range=all");
    Locator records = owner.page().locator(".records li");
    assertThat(records.filter(having("Changed the settings")))
        .containsText("Rosa van Dijk (support from Harbor Partners, as ");
    assertThat(records.filter(having("Logged in as")))
        .containsText("The owner asked us to look at the greeting.");
  }

  private Desk visit(Company company, String section) {
    Desk rosa = Desk.signIn(stage, Bakeries.rosa(stage));
    rosa.to("#/customers/" + company.id() + section);
    rosa.title(company.name());
    return rosa;
  }

  private static void more(Desk desk, String item) {
    assertThat(desk.dialog()).hasCount(0);
    desk.choose(desk.button("More"), item);
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void within(Page page, String title) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title)).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TOLD_MILLIS));
  }
}
