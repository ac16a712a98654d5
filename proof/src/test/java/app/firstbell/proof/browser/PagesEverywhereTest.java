package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The pages of administrators and resellers by keys only, by a link, on a phone, in the dark.
@OnChromium(shared = "bakeries")
class PagesEverywhereTest {
  private final Stage stage;

  PagesEverywhereTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void anAgentIsInvitedEditedAndDeletedByKeysOnly() {
    Company bakery = Bakeries.open(stage, "Corner Bakery");
    Desk marta = Desk.signIn(stage, bakery.owner());
    Keys keys = new Keys(marta.page());
    keys.to(marta.entry("Agents")).press("Enter");
    assertThat(heading(marta, "Agents")).isFocused();
    keys.to(marta.button("New agent")).press("Enter");
    assertThat(marta.field("Name")).isFocused();
    keys.press("Escape");
    assertThat(marta.button("New agent")).isFocused();
    keys.press("Enter");
    assertThat(marta.field("Name")).isFocused();
    keys.type("Tomás Reis").to(marta.field("E-mail")).type("tomas").press("Enter");
    // What is wrong is said, and the focus is where it is mended.
    marta.sees("is not an e-mail address");
    assertThat(marta.field("E-mail")).isFocused();
    keys.instead(Company.address("tomas")).press("Enter");
    assertThat(marta.dialog()).hasCount(0);
    assertThat(marta.button("New agent")).isFocused();

    keys.to(marta.page().getByLabel("Edit Tomás Reis")).press("Enter");
    assertThat(heading(marta, "Tomás Reis")).isFocused();
    keys.to(marta.field("Title")).type("Baker");
    keys.to(marta.button("Undo the changes")).press("Enter");
    assertThat(marta.field("Title")).hasValue("");
    assertThat(marta.button("Save the agent")).isFocused();
    keys.back(marta.field("Title")).type("Baker");
    keys.to(marta.button("Save the agent")).press("Enter");
    assertThat(marta.button("Undo the changes")).hasCount(0);
    assertThat(marta.button("Save the agent")).isFocused();

    Locator delete = marta.page().getByText("Delete…");
    keys.to(delete).press("Enter");
    assertThat(marta.button("Cancel")).isFocused();
    keys.press("Escape");
    assertThat(delete).isFocused();
    keys.press("Enter").to(marta.button("Delete the agent")).press("Enter");
    assertThat(heading(marta, "Agents")).isFocused();
    assertThat(marta.row("Tomás Reis")).hasCount(0);
  }

  @Test
  void aCustomerIsFoundAndEditedByKeysOnly() {
    Company bakery = Bakeries.open(stage, "Kringle Bakery");
    Desk rosa = Desk.signIn(stage, Bakeries.rosa(stage));
    Keys keys = new Keys(rosa.page());
    keys.to(rosa.entry("Customers")).press("Enter");
    assertThat(heading(rosa, "Customers")).isFocused();
    keys.to(rosa.page().getByLabel("Search by name")).type("kringle");
    assertThat(rosa.page().getByLabel("Search by name")).hasValue("kringle");
    assertThat(rosa.row("Northwind Tea")).hasCount(0);
    keys.to(rosa.button("Clear")).press("Enter");
    assertThat(rosa.page().getByLabel("Search by name")).isFocused();
    keys.type("kringle");
    assertThat(rosa.row("Northwind Tea")).hasCount(0);
    keys.to(rosa.button("Shortcut to a section of Kringle Bakery"));
    keys.press("Enter", "ArrowDown", "Enter");
    assertThat(heading(rosa, "Kringle Bakery")).isFocused();
    keys.to(rosa.field("Name of the organization")).instead("Kringle & Sons").press("Enter");
    assertThat(heading(rosa, "Kringle & Sons")).isVisible();
    assertThat(rosa.field("Name of the organization")).isFocused();

    keys.back(rosa.button("More")).press("Enter", "ArrowDown", "Enter");
    assertThat(rosa.field("Reason")).isFocused();
    keys.type("Three invoices are overdue.").to(dialogButton(rosa, "Suspend")).press("Enter");
    rosa.sees("Suspended: nobody of this customer can sign in");
    assertThat(rosa.button("More")).isFocused();
    keys.press("Enter", "ArrowDown", "Enter").to(dialogButton(rosa, "Resume")).press("Enter");
    assertThat(rosa.page().getByText("Suspended: nobody")).hasCount(0);
    assertThat(rosa.button("More")).isFocused();
    assertEquals(
        "Kringle & Sons",
        bakery
            .owner()
            .elsewhere()
            .api()
            .get("/organizations/{organization}", bakery.id())
            .json()
            .path("name")
            .asText());
  }

  @Test
  void aLinkLeadsToItsSectionOrSaysWhyNot() {
    Company bakery = Bakeries.open(stage, "Linked Bakery");
    Person tomas = bakery.hire(Job.agent("Tomás Reis"));
    Desk marta = Desk.open(stage, "#/team/" + tomas.id());
    marta.enter(bakery.owner().email(), bakery.owner().password());
    marta.title("Tomás Reis");
    marta.to("#/customers");
    marta.title("This section is not open to you");
    marta.sees("It belongs to another kind of organization.");
    marta.to("#/team/marta");
    marta.title("Not here");
    marta.look("link-to-nobody");
    marta.to("#/rooms/nowhere");
    marta.title("Not here");

    Desk agent = Desk.open(stage, "#/audit");
    agent.enter(tomas.email(), tomas.password());
    agent.title("This section is not open to you");
    agent.sees("Ask an administrator of your organization for the permission.");
    agent.look("link-without-permission");
  }

  @Test
  void everyPageFitsAPhoneByDayAndByNight() {
    Company bakery = Bakeries.open(stage, "Pocket Bakery of the Old Harbour Street and Sons");
    Person tomas = bakery.hire(Job.agent("Tomás Bartholomäus Reis-Fortescue"));
    String room = bakery.room("Wedding cakes and everything with sugar on it");
    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.phone();
    for (Map.Entry<String, String> page :
        List.of(
            Map.entry("#/team", "Agents"),
            Map.entry("#/team/" + tomas.id(), tomas.name()),
            Map.entry("#/rooms", "Rooms"),
            Map.entry("#/rooms/" + room, "Wedding cakes and everything with sugar on it"),
            Map.entry("#/settings", "Settings"),
            Map.entry("#/audit", "Audit log"),
            Map.entry("#/keys", "API keys"))) {
      assertFits(marta, page.getKey(), page.getValue());
    }
    marta.to("#/team");
    marta.press("New agent");
    assertThat(marta.field("Name")).isFocused();
    assertFits(marta, "new-agent");

    Desk rosa = Desk.signIn(stage, Bakeries.rosa(stage));
    rosa.phone();
    assertFits(rosa, "#/customers", "Customers");
    for (String section : List.of("", "/settings", "/members", "/payment", "/use")) {
      assertFits(rosa, "#/customers/" + bakery.id() + section, bakery.name());
    }
    assertThat(rosa.page().getByText("Use", new Page.GetByTextOptions().setExact(true)))
        .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
    rosa.press("Log in as");
    assertFits(rosa, "log-in-as");
  }

  private static void assertFits(Desk desk, String hash, String title) {
    desk.to(hash);
    desk.title(title);
    assertThat(desk.page().locator(".fetching")).hasCount(0);
    assertFits(desk, hash.replaceAll("[^a-z]+[a-z0-9]{20,}|[^a-z]+", "-").substring(1));
  }

  private static void assertFits(Desk desk, String name) {
    desk.look("phone-" + name);
    assertEquals(List.of(), desk.cutOff(), name);
    desk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    desk.look("phone-dark-" + name);
    desk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private static Locator heading(Desk desk, String name) {
    return desk.page()
        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first();
  }

  private static Locator dialogButton(Desk desk, String name) {
    return desk.dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
