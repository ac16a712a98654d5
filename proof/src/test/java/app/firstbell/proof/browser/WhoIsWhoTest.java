package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Who is who, in a real browser: an administrator's day, a new agent's first hour, a newcomer's
/// first five minutes. Mails are read in the emulator's mailbox.
@OnChromium
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
                .setName(
                    java.util.regex.Pattern.compile(
                        "audit", java.util.regex.Pattern.CASE_INSENSITIVE)))
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
                .setName(java.util.regex.Pattern.compile("^Delete")))
        .click();
    marta.title("Agents");
    assertThat(marta.row("Tomás R.")).hasCount(0);
    marta.section("Audit log");
    marta.fill("Keyword", "Tomás");
    assertThat(marta.page().locator(".records").getByText("Tomás R.").first()).isVisible();
  }

  @Test
  void aNewAgentsFirstHour() throws Exception {
    Person marta =
        Person.signIn(stage.installation(), "marta@northwind.example", "ring-the-bell-1");
    Company demo =
        new Company(stage.installation(), "demo", "Northwind Tea", "customer", "harbor", marta);
    String email = Company.address("ines");
    demo.invite(Company.Job.agent("Inês Duarte"), email);
    Mailbox mailbox = new Mailbox(stage.installation(), email);

    Page page = stage.person().newPage();
    page.navigate(mailbox.link(Mailbox.Link.INVITATION).address());
    Desk ines = new Desk(stage, page);
    ines.title("Welcome to Northwind Tea");
    assertEquals(false, page.url().contains("l.invitation"), "the token leaves the address bar");
    page.locator("input[autocomplete=new-password]").fill("short");
    ines.press("Accept and open the console");
    ines.look("invitation-short-password");
    page.locator("input[autocomplete=new-password]").fill("fresh bread at six");
    ines.press("Accept and open the console");
    ines.title("You are in, Inês");
    ines.look("invitation-accepted");
    ines.press("Open the console");
    ines.inside();

    ines.to("#/profile");
    ines.title("Your profile");
    ines.fill("Greeting", "Hello, Inês here. What can I bake for you?");
    ines.press("Save");
    ines.sees("Your profile is saved.");
    page.locator("input[type=file]")
        .setInputFiles(new FilePayload("me.png", "image/png", Pictures.png(64)));
    ines.press("Use this photo");
    ines.sees("Uploaded");
    page.waitForFunction(
        "() => [...document.querySelectorAll('img')].some(i => i.src.includes('/photos/') && i.naturalWidth === 256)");
    ines.look("profile");

    ines.to("#/");
    new ConsolePage(page).goOnline();
    ShopPage shop = stage.shop().open();
    shop.name("Kari Nordmann");
    shop.say("Is somebody there?");
    ConsolePage console = new ConsolePage(page);
    console.accept("Kari Nordmann");
    console.say("Yes, Inês is.");
    assertThat(shop.said("Yes, Inês is.")).isVisible();
    assertThat(shop.frame().getByText("Hello, Inês here. What can I bake for you?")).isVisible();
    Stage.picture(shop.page(), "widget-inês");

    Desk elsewhere = Desk.open(stage, "#/signin");
    elsewhere.page().getByText("Forgot your password?").click();
    elsewhere.fill("E-mail", email);
    elsewhere.press("Mail me the link");
    elsewhere.sees("Look into your mail");
    elsewhere.look("forgot-sent");
    elsewhere.page().navigate("about:blank");
    elsewhere.page().navigate(mailbox.link(Mailbox.Link.RESET).address());
    elsewhere.page().locator("input[autocomplete=new-password]").fill("another loaf at seven");
    elsewhere.look("reset");
    elsewhere.press("Change the password");
    elsewhere.title("Your password is changed");
    elsewhere.press("Sign in");
    elsewhere.enter(email, "another loaf at seven");
    // And the first computer is out.
    ines.title("Your session was ended");
    ines.look("session-ended");
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
}
