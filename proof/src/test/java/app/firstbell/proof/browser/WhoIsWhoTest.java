package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who is who, in a real browser: an administrator's day, a newcomer's first five minutes, one
/// agent at two computers, two agents at one. Mails are read in the emulator's mailbox.
@OnChromium(shared = "people")
class WhoIsWhoTest {
  private final Stage stage;

  WhoIsWhoTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void anAdministratorsDay() throws Exception {
    Desk marta = Desk.signIn(stage, "marta@northwind.example", "ring-the-bell-1");
    marta.section("Agents");
    marta.look("admin-agents");
    String email = Company.address("tomas");
    marta.press("New agent");
    marta.fill("Name", "Tomás Reis");
    marta.fill("E-mail", email);
    marta.look("admin-new-agent");
    marta.press("Send the invitation");
    assertThat(marta.row("Tomás Reis")).isVisible();
    Person tomas = Person.accept(stage.installation(), email);

    marta
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit Tomás Reis"))
        .click();
    marta.title("Tomás Reis");
    marta.look("admin-agent");
    marta.page().getByLabel("Display name").fill("Tomás R.");
    marta.press("Save the agent");
    marta.title("Tomás R.");
    marta
        .page()
        .getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Permissions"))
        .getByRole(
            AriaRole.CHECKBOX,
            new com.microsoft.playwright.Locator.GetByRoleOptions()
                .setName(Pattern.compile("audit", Pattern.CASE_INSENSITIVE)))
        .check();
    marta.press("Save the permissions");
    assertTrue(
        app.firstbell.proof.engine.Await.within(
            java.time.Duration.ofSeconds(5),
            () -> tomas.api().get("/organizations/{organization}/audit", "demo").status() == 200),
        "a permission counts at once");
    int mailed = tomas.mailbox().links(Mailbox.Link.RESET).size();
    marta.press("Reset the password");
    marta.sees("The link is on its way to " + email);
    tomas.mailbox().link(Mailbox.Link.RESET, mailed + 1);

    marta.section("Rooms");
    marta.press("New room");
    marta.fill("Name", "Orders");
    marta.press("Make the room");
    marta.sees("Orders");
    marta.look("admin-rooms");

    marta.section("Audit log");
    marta.sees("Orders");
    marta.fill("Keyword", "Tomás");
    assertThat(marta.page().locator(".records").getByText("Tomás R.").first()).isVisible();
    marta.select("Application", "agents");
    marta.look("admin-audit");
    marta.press("Verify the chain");
    marta.sees("Intact.");
    Download export = marta.page().waitForDownload(() -> marta.press("Export as CSV"));
    String csv = Files.readString(export.path());
    assertTrue(csv.contains("Tomás"), csv);

    marta.section("Agents");
    marta
        .page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit Tomás R."))
        .click();
    marta.title("Tomás R.");
    marta.press("Delete…");
    if (marta.dialog().locator("input").count() > 0) {
      marta.dialog().locator("input").last().fill("Tomás R.");
    }
    marta
        .dialog()
        .getByRole(
            AriaRole.BUTTON,
            new com.microsoft.playwright.Locator.GetByRoleOptions()
                .setName(Pattern.compile("^Delete")))
        .click();
    marta.title("Agents");
    assertThat(marta.row("Tomás R.")).hasCount(0);
    marta.section("Audit log");
    marta.fill("Keyword", "Tomás");
    assertThat(marta.page().locator(".records").getByText("Tomás R.").first()).isVisible();
  }

  @Test
  void aNewcomersFirstFiveMinutes() {
    long start = System.nanoTime();
    String email = Company.address("newcomer");
    Desk newcomer = Desk.open(stage, "#/signup");
    newcomer.title("Sign up");
    newcomer.fill("Organization", "Corner Bakery");
    newcomer.fill("Your name", "Joana Silva");
    newcomer.page().locator("input[name=email]").fill(email);
    newcomer.page().locator("input[autocomplete=new-password]").fill("fresh bread at six");
    newcomer.page().getByText("I accept these terms for my organization.").click();
    newcomer.look("sign-up");
    newcomer.press("Sign up");
    newcomer.title("Look into your mail");

    Mailbox mailbox = new Mailbox(stage.installation(), email);
    newcomer.page().navigate("about:blank");
    newcomer.page().navigate(mailbox.link(Mailbox.Link.CONFIRM).address());
    newcomer.title("Corner Bakery is ready, Joana.");
    newcomer.look("first-steps");
    if (newcomer.button("Go online").isVisible()) {
      newcomer.press("Go online");
    }
    newcomer.sees("It rings here the moment somebody writes.");
    String address =
        newcomer
            .page()
            .getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the demo shop with it"))
            .getAttribute("href");
    assertTrue(address.contains("site="), address);
    ShopPage shop = ShopPage.visit(stage.person().newPage(), java.net.URI.create(address)).open();
    shop.name("First Visitor");
    shop.say("Do you bake rye?");
    newcomer.to("#/");
    ConsolePage console = new ConsolePage(newcomer.page());
    console.accept("First Visitor");
    console.say("Every morning.");
    assertThat(shop.said("Every morning.")).isVisible();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("A newcomer's first chat: %.0f s%n", seconds);
    assertTrue(seconds < 300, "took " + seconds + " s");
  }

  @Test
  void ofTwoComputersTheNewOneTakesOverOrBothRingAsTheOrganizationSet() throws Exception {
    try (Bakery bakery = Bakery.open(stage, "business")) {
      Person ines = bakery.company().hire(Bakery.INES);
      Desk owner = Desk.signIn(stage, bakery.company().owner());
      computers(owner, "The new one takes over");

      Computer desk = Computer.of(stage, ines);
      bakery.rings("Kari Nordmann", "general");
      assertThat(desk.console().ring("Kari Nordmann")).isVisible();
      desk.senses().rings();
      Computer home = Computer.of(stage, ines);
      desk.desk().title("You are signed in elsewhere");
      assertThat(desk.console().ring("Kari Nordmann")).hasCount(0);
      desk.senses().silent();
      desk.desk().look("elsewhere");
      home.senses().rings();
      home.console().accept("Kari Nordmann");

      desk.desk().press("Use this computer");
      home.desk().title("You are signed in elsewhere");
      home.desk().lookOnPhone("elsewhere");
      assertThat(desk.console().mine("Kari Nordmann")).isVisible();

      computers(owner, "Both ring");
      home.desk().press("Use this computer");
      assertThat(home.console().mine("Kari Nordmann")).isVisible();
      bakery.rings("Ola Nordmann", "general");
      for (Computer each : List.of(desk, home)) {
        assertThat(each.console().ring("Ola Nordmann")).isVisible();
        each.senses().rings();
      }
      desk.console().accept("Ola Nordmann");
      assertThat(home.console().ring("Ola Nordmann")).hasCount(0);
      home.senses().silent();
      assertThat(home.console().mine("Ola Nordmann")).isVisible();
      home.desk().look("both-accepted-elsewhere");
    }
  }

  @Test
  void aComputerKeepsItsSettingsWhoeverUsesIt() {
    Desk desk = Desk.signIn(stage, "marta@northwind.example", "ring-the-bell-1");
    desk.to("#/options");
    desk.page().getByRole(AriaRole.RADIO, named("Dark")).check();
    desk.select("Ring tone here", "digital");
    desk.select("Away", "5");
    desk.press("Change the user");
    desk.sees("Who works here now?");
    desk.look("change-user");
    desk.page().reload();
    assertThat(desk.page().locator("html")).hasAttribute("data-theme", "dark");
    desk.enter("priya@northwind.example", "ring-the-bell-2");
    desk.to("#/options");
    desk.sees("Priya Nair (priya@northwind.example) works here now.");
    assertThat(desk.page().getByRole(AriaRole.RADIO, named("Dark"))).isChecked();
    assertThat(desk.field("Ring tone here")).hasValue("digital");
    assertThat(desk.field("Away")).hasValue("5");
    desk.look("options-next-user");
    desk.to("#/profile");
    assertThat(desk.field("Name")).hasValue("Priya Nair");
  }

  private static void computers(Desk owner, String choice) {
    owner.to("#/settings");
    owner.page().getByRole(AriaRole.RADIO, named(choice)).check();
    Response saved =
        owner
            .page()
            .waitForResponse(
                answer -> answer.request().method().equals("PATCH"), () -> owner.press("Save"));
    assertEquals(200, saved.status());
  }

  private static Page.GetByRoleOptions named(String start) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + start));
  }
}
