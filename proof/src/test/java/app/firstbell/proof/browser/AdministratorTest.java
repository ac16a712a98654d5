package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an administrator does with the people of the own organization, and what these see of it on
/// their own screens.
@OnChromium(shared = "bakeries")
class AdministratorTest {
  /// By then an agent knows what an administrator did about them.
  private static final double TOLD_MILLIS = 5_000;

  private final Stage stage;

  AdministratorTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void anAddressIsChangedAndItsOwnerConfirmsIt() {
    Company bakery = Bakeries.open(stage, "Corner Bakery");
    Person ines = bakery.hire(Job.agent("Inês Duarte"));
    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.edit("Agents", "Inês Duarte");
    String fresh = Company.address("ines-anew");
    marta.fill("E-mail", fresh);
    marta.press("Save the agent");
    String waits =
        "Until %s is confirmed by the mailed link, %s counts.".formatted(fresh, ines.email());
    marta.sees(waits);
    marta.look("address-waits");

    Mailbox.Mailed mailed = new Mailbox(stage.installation(), fresh).link(Mailbox.Link.EMAIL);
    Desk elsewhere = new Desk(stage, stage.person().newPage());
    elsewhere.page().navigate(mailed.address());
    elsewhere.title("Your address is changed");
    assertFalse(elsewhere.page().url().contains(mailed.token()), "the token leaves the address");
    elsewhere.look("address-changed");
    elsewhere.press("To the console");
    elsewhere.page().getByLabel("E-mail").fill(ines.email());
    elsewhere.page().locator("input[name=password]").fill(ines.password());
    elsewhere.press("Sign in");
    elsewhere.sees("do not belong together");
    elsewhere.enter(fresh, ines.password());

    elsewhere.page().navigate("about:blank");
    elsewhere.page().navigate(mailed.address());
    elsewhere.title("This link works no more");

    marta.page().reload();
    marta.title("Inês Duarte");
    assertThat(marta.field("E-mail")).hasValue(fresh);
    assertThat(marta.page().getByText(waits)).hasCount(0);
  }

  @Test
  void anAgentIsSwitchedOffAndOnAndDeletedAndTheHistoryStays() {
    Company bakery = Bakeries.open(stage, "Harbour Bread");
    Person ines = bakery.hire(Job.agent("Inês Duarte"));
    Desk agent = Desk.signIn(stage, ines);
    new ConsolePage(agent.page()).goOnline();
    ShopPage shop = Bakeries.shop(stage, bakery).open();
    shop.name("Kari Nordmann");
    shop.say("Is the rye fresh?");
    ConsolePage console = new ConsolePage(agent.page());
    console.accept("Kari Nordmann");
    console.say("From this morning.");
    assertThat(shop.said("From this morning.")).isVisible();
    console.hangUp();

    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.edit("Agents", "Inês Duarte");
    marta.press("Disable…");
    marta.look("disable");
    marta.press("Disable");
    within(agent.page(), "Your session was ended");
    agent.look("disabled-out");
    agent.press("Sign in");
    agent.page().getByLabel("E-mail").fill(ines.email());
    agent.page().locator("input[name=password]").fill(ines.password());
    agent.press("Sign in");
    within(agent.page(), "Your account is disabled");
    agent.look("disabled");
    marta.sees("Disabled: cannot sign in, and nothing rings.");
    assertThat(marta.button("Enable Inês Duarte")).isFocused();

    marta.press("Enable Inês Duarte");
    assertThat(marta.button("Disable…")).isFocused();
    agent.press("Try again");
    agent.enter(ines.email(), ines.password());

    marta.press("Delete…");
    marta.look("delete-agent");
    marta.press("Delete the agent");
    marta.title("Agents");
    assertThat(marta.row("Inês Duarte")).hasCount(0);
    within(agent.page(), "Your session was ended");

    shop.page().reload();
    shop.page().waitForFunction("() => window.Firstbell && window.Firstbell.open");
    shop.page().evaluate("() => window.Firstbell.open()");
    assertThat(shop.frame().getByText("Inês Duarte").first()).isVisible();
    assertThat(shop.said("From this morning.")).isVisible();
    marta.section("Audit log");
    marta.select("Agent", ines.id());
    assertThat(records(marta).filter(having("Accepted a chat")).first())
        .containsText("Inês Duarte");
    assertThat(records(marta).filter(having("Deleted"))).hasCount(0);
    marta.press("Clear");
    assertThat(records(marta).filter(having("Deleted"))).containsText("Inês Duarte");
    marta.look("deleted-agent-in-audit");
  }

  @Test
  void permissionByPermissionTheSectionsOpenAndClose() {
    Company bakery = Bakeries.open(stage, "Seven Doors");
    Person tomas = bakery.hire(Job.agent("Tomás Reis"));
    Desk agent = Desk.signIn(stage, tomas);
    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.edit("Agents", "Tomás Reis");
    marta.form("Permissions").scrollIntoViewIfNeeded();
    for (List<String> one :
        List.of(
            List.of("Manage agents", "Agents"),
            List.of("Manage rooms", "Rooms"),
            List.of("Manage settings", "Settings"),
            List.of("See the audit log", "Audit log"),
            List.of("Manage API keys", "API keys"),
            List.of("Manage billing", "Billing"))) {
      assertThat(agent.entry(one.getLast())).hasCount(0);
      permit(marta, one.getFirst(), true);
      assertThat(agent.entry(one.getLast())).isVisible();
    }
    agent.section("Audit log");
    permit(marta, "See the audit log", false);
    agent.title("This section is not open to you");
    agent.look("section-closed");
    marta.look("permissions");

    assertThat(agent.entry("Chats")).isVisible();
    permit(marta, "Answer chats", false);
    assertThat(agent.entry("Chats")).hasCount(0);
    permit(marta, "Answer chats", true);
    marta.page().reload();
    assertThat(box(marta, "Manage agents")).isChecked();
    assertThat(box(marta, "See the audit log")).not().isChecked();
  }

  @Test
  void whoServesARoomIsChosenAndItRingsThere() throws IOException {
    Company bakery = Bakeries.open(stage, "Two Ovens");
    Person tomas = bakery.hire(Job.agent("Tomás Reis"));
    Desk agent = Desk.signIn(stage, tomas);
    ConsolePage ringing = new ConsolePage(agent.page());
    ringing.goOnline();
    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.section("Rooms");
    marta.press("New room");
    marta.fill("Name", "Orders");
    marta.press("Make the room");
    marta.title("Orders");
    marta.sees("Nobody serves it");
    marta.check("Tomás Reis", true);
    marta.save("Who serves it", "Save");
    marta.look("room");
    assertThat(quiet(agent)).containsText("Orders");
    String room = marta.page().url().replaceAll(".*/", "");
    try (VisitorClient visitor = bakery.visitor()) {
      visitor.start(
          Line.frame("start").put("room", room).put("name", "Ola").put("text", "My order?"));
      assertThat(ringing.ring("Ola")).isVisible();
    }

    marta.section("Rooms");
    assertThat(marta.row("Orders")).containsText("Tomás Reis");
    marta.edit("Agents", "Tomás Reis");
    assertThat(box(marta, "Orders")).isChecked();
    marta.edit("Rooms", "Orders");
    marta.check("Tomás Reis", false);
    marta.save("Who serves it", "Save");
    marta.sees("Nobody serves it");
    marta.edit("Agents", "Tomás Reis");
    assertThat(box(marta, "Orders")).not().isChecked();
    // The other way round: from the agent's page into the room.
    marta.check("Orders", true);
    marta.save("Account", "Save the agent");
    marta.edit("Rooms", "Orders");
    assertThat(box(marta, "Tomás Reis")).isChecked();
  }

  private static void permit(Desk desk, String permission, boolean given) {
    desk.check(permission, given);
    desk.save("Permissions", "Save the permissions");
  }

  private static Locator box(Desk desk, String name) {
    return desk.page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator quiet(Desk desk) {
    return desk.page().locator(".quiet-room");
  }

  private static Locator records(Desk desk) {
    return desk.page().locator(".records li");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void within(Page page, String title) {
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title)).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TOLD_MILLIS));
  }
}
