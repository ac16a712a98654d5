package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two administrators edit the same, and a network that goes away in the middle of it: whoever
/// saves second is told in plain words, sees what the other one made of it, and keeps what was
/// typed.
@OnChromium(shared = "bakeries")
class TwoAtOnceTest {
  private static final String NO_ANSWER =
      "The server does not answer. Check your network, then try again.";

  private final Stage stage;

  TwoAtOnceTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void whoSavesSecondIsToldAndLosesNothing() {
    Company bakery = Bakeries.open(stage, "Corner Bakery");
    List<Person> staff =
        bakery.hire(List.of(Job.admin("Bea Costa"), Job.agent("Tomás Reis"), Job.agent("Ana")));
    bakery.room("Orders");
    Desk marta = Desk.signIn(stage, bakery.owner());
    Desk bea = Desk.signIn(stage, staff.getFirst());
    theSameMember(marta, bea);
    theSameRoom(marta, bea);
    theSameOrganization(marta, bea);
  }

  private static void theSameMember(Desk marta, Desk bea) {
    marta.edit("Agents", "Tomás Reis");
    bea.edit("Agents", "Tomás Reis");
    bea.fill("Display name", "Tomás R.");
    bea.fill("Title", "Baker");
    bea.press("Save the agent");
    bea.title("Tomás R.");
    bea.check("Manage rooms", true);
    bea.save("Permissions", "Save the permissions");

    marta.fill("Display name", "Tom Reis");
    marta.check("See the audit log", true);
    marta.press("Save the agent");
    marta.sees(
        "Somebody changed this meanwhile. Both of you changed: name (theirs: “Tomás R.”)."
            + " What you wrote stands here. Their other change is in the form now: title,"
            + " permissions. Look, and save again.");
    assertThat(marta.field("Display name")).hasValue("Tom Reis");
    assertThat(marta.field("Title")).hasValue("Baker");
    assertThat(box(marta, "Manage rooms")).isChecked();
    assertThat(box(marta, "See the audit log")).isChecked();
    marta.title("Tomás R.");
    marta.look("conflict-member");
    marta.press("Save the agent");
    marta.title("Tom Reis");
    marta.save("Permissions", "Save the permissions");
    bea.page().reload();
    bea.title("Tom Reis");
    assertThat(box(bea, "Manage rooms")).isChecked();
    assertThat(box(bea, "See the audit log")).isChecked();
  }

  private static void theSameRoom(Desk marta, Desk bea) {
    marta.edit("Rooms", "Orders");
    bea.edit("Rooms", "Orders");
    bea.fill("Name", "Orders and cakes");
    bea.save("The room", "Save");
    bea.title("Orders and cakes");
    bea.check("Bea Costa", true);
    bea.save("Who serves it", "Save");

    marta.fill("Rings for", "60");
    marta.check("Ana", true);
    marta.form("The room").getByText("Save", exactly()).click();
    marta.sees("Their change is in the form now: name.");
    assertThat(marta.field("Name")).hasValue("Orders and cakes");
    assertThat(marta.field("Rings for")).hasValue("60");
    assertThat(box(marta, "Bea Costa")).isChecked();
    assertThat(box(marta, "Ana")).isChecked();
    marta.look("conflict-room");
    marta.save("The room", "Save");
    assertThat(marta.page().getByText("Their change is in the form now")).hasCount(0);
    marta.save("Who serves it", "Save");
    marta.section("Rooms");
    assertThat(marta.row("Orders and cakes")).containsText("60 s");
    assertThat(marta.row("Orders and cakes")).containsText("Ana, Bea Costa");
  }

  private static void theSameOrganization(Desk marta, Desk bea) {
    marta.section("Settings");
    bea.section("Settings");
    bea.fill("Greeting", "The oven is on.");
    bea.save("Settings", "Save");

    marta.fill("Usual reply time", "15");
    marta.form("Settings").getByText("Save", exactly()).click();
    marta.sees("Their change is in the form now: greeting.");
    assertThat(marta.field("Greeting")).hasValue("The oven is on.");
    assertThat(marta.field("Usual reply time")).hasValue("15");
    marta.save("Settings", "Save");

    // The very same from two sides is no quarrel.
    bea.page().reload();
    assertThat(bea.field("Usual reply time")).hasValue("15");
    bea.fill("Usual reply time", "30");
    bea.save("Settings", "Save");
    marta.fill("Usual reply time", "30");
    marta.save("Settings", "Save");
    assertThat(marta.page().getByText("Somebody changed this meanwhile")).hasCount(0);
  }

  @Test
  void withoutANetworkThePageSaysSoAndGoesOnWhenItIsBack() {
    Company bakery = Bakeries.open(stage, "Far Bakery");
    bakery.hire(Job.agent("Tomás Reis"));
    Desk marta = Desk.signIn(stage, bakery.owner());
    marta.edit("Agents", "Tomás Reis");
    marta.fill("Title", "Baker of rye");
    marta.page().context().setOffline(true);
    assertThat(link(marta)).containsText("Offline");
    marta.press("Save the agent");
    marta.sees(NO_ANSWER);
    assertThat(marta.field("Title")).hasValue("Baker of rye");
    marta.look("offline-agent");
    marta.page().context().setOffline(false);
    assertThat(link(marta)).containsText("Connected");
    marta.save("Account", "Save the agent");
    assertThat(marta.page().getByText(NO_ANSWER)).hasCount(0);

    marta.page().context().setOffline(true);
    marta.section("Rooms");
    marta.sees("Could not fetch the rooms");
    marta.look("offline-rooms");
    marta.page().context().setOffline(false);
    // By itself: nobody has to press anything.
    assertThat(marta.row("GENERAL")).isVisible();

    marta.edit("Agents", "Tomás Reis");
    assertThat(marta.field("Title")).hasValue("Baker of rye");
    marta
        .page()
        .route(
            address -> address.contains("/members/"),
            route -> {
              if (route.request().method().equals("PATCH")) {
                route.fetch();
                route.abort();
              } else {
                route.resume();
              }
            },
            new Page.RouteOptions().setTimes(1));
    marta.fill("Title", "Baker of wheat");
    marta.press("Save the agent");
    marta.sees(NO_ANSWER);
    // It had arrived, and only the answer was lost: nobody else changed anything.
    marta.save("Account", "Save the agent");
    assertThat(marta.page().getByText("Somebody changed this meanwhile")).hasCount(0);
  }

  @Test
  void whoHasNoChatsIsToldThatTheNetworkIsAwayToo() {
    Company bakery = Bakeries.open(stage, "Quiet Bakery");
    Desk bookkeeper =
        Desk.signIn(stage, bakery.hire(Job.manager("Bo Lind", "manage-settings", "manage-rooms")));
    bookkeeper.section("Settings");
    bookkeeper.page().context().setOffline(true);
    bookkeeper.sees("Offline");
    bookkeeper.look("offline-bookkeeper");
    bookkeeper.page().context().setOffline(false);
    assertThat(bookkeeper.page().getByText("Offline")).hasCount(0);
  }

  private static Locator link(Desk desk) {
    return desk.page().locator(".pill-link");
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Locator box(Desk desk, String name) {
    return desk.page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
