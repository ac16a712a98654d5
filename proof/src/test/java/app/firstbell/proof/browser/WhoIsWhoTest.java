package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.matrix.Pictures;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Who is who, in a real browser: a reseller's day, an administrator's, a new agent's first hour, a
/// newcomer's first five minutes. Mails are read in the emulator's mailbox.
@OnChromium
class WhoIsWhoTest {
  private static final String REASON = "The owner asked us by phone to make the room Sales.";
  private final Stage stage;

  WhoIsWhoTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aResellersDay() {
    Desk rosa = Desk.signIn(stage, "rosa@harbor.example", "ring-the-bell-3");
    rosa.section("Customers");
    rosa.sees("Northwind Tea");
    rosa.look("reseller-customers");

    String owner = Company.address("owner");
    rosa.press("New customer");
    rosa.fill("Name of the organization", "Fjord Bikes");
    rosa.select("Country", "NO");
    rosa.fill("Name", "Kari Nordmann");
    rosa.fill("E-mail", owner);
    rosa.look("reseller-new-customer");
    rosa.press("Make the customer");
    rosa.title("Fjord Bikes");
    rosa.look("reseller-customer");
    Person.accept(stage.installation(), owner);

    rosa.section("Customers");
    rosa.fill("Search by name", "fjo");
    assertThat(rosa.row("Fjord Bikes")).isVisible();
    assertThat(rosa.row("Northwind Tea")).hasCount(0);
    rosa.fill("Search by name", "");
    rosa.select("State", "suspended");
    assertThat(rosa.row("Fjord Bikes")).hasCount(0);
    rosa.select("State", "active");
    rosa.select("Country", "NO");
    assertThat(rosa.row("Northwind Tea")).hasCount(0);
    rosa.choose(rosa.button("Shortcut to a section of Fjord Bikes"), "Settings");

    assertThat(rosa.field("Billing name")).hasValue("Fjord Bikes");
    rosa.fill("Name of the organization", "Fjord Bicycles");
    assertThat(rosa.field("Billing name")).hasValue("Fjord Bicycles");
    rosa.page().getByText("The billing name is the organization’s name").click();
    rosa.fill("Billing name", "Fjord Holding AS");
    rosa.press("Save");
    rosa.sees("The settings are saved.");
    rosa.title("Fjord Bicycles");
    rosa.look("reseller-settings");

    String second = Company.address("second");
    tab(rosa, "Members");
    rosa.press("New member");
    rosa.fill("Name", "Ola Nordmann");
    rosa.fill("E-mail", second);
    rosa.press("Send the invitation");
    assertThat(rosa.row("Ola Nordmann")).isVisible();
    rosa.look("reseller-members");
    Person.accept(stage.installation(), second);

    more(rosa, "Suspend…");
    rosa.fill("Reason", "Three invoices are overdue.");
    rosa.press("Suspend");
    rosa.sees("Suspended: nobody of this customer can sign in");
    rosa.look("reseller-suspended");
    more(rosa, "Resume…");
    rosa.press("Resume");
    assertThat(rosa.page().getByText("Suspended: nobody")).hasCount(0);

    rosa.page().reload();
    rosa.title("Fjord Bicycles");
    more(rosa, "Change the owner…");
    rosa.field("New owner")
        .selectOption(
            new com.microsoft.playwright.options.SelectOption()
                .setLabel("Ola Nordmann (" + second + ")"));
    rosa.press("Change the owner");
    rosa.sees("is the owner now.");
    rosa.press("Done");

    rosa.press("Log in as");
    rosa.fill("Reason", REASON);
    rosa.look("reseller-log-in-as");
    rosa.press("Log in as Fjord Bicycles");
    var banner =
        rosa.page()
            .getByRole(
                AriaRole.COMPLEMENTARY,
                new Page.GetByRoleOptions().setName("Support session"));
    assertThat(banner).containsText("Fjord Bicycles");
    assertThat(banner).containsText(REASON);
    rosa.inside();
    rosa.section("Rooms");
    rosa.press("New room");
    rosa.fill("Name", "Sales");
    rosa.press("Make the room");
    rosa.sees("Sales");
    rosa.look("support-rooms");
    rosa.section("Audit log");
    var record =
        rosa.page().locator(".records li").filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Sales")).first();
    assertThat(record).containsText("Rosa");
    assertThat(record).containsText("Harbor");
    rosa.look("support-audit");
    banner.getByRole(AriaRole.BUTTON).click();
    assertThat(banner).hasCount(0);

    rosa.to("#/customers");
    rosa.title("Customers");
    rosa.page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("View Fjord Bicycles"))
        .click();
    rosa.title("Fjord Bicycles");
    more(rosa, "Delete…");
    rosa.dialog().locator("input").last().fill("Fjord Bicycles");
    rosa.press("Delete the customer");
    rosa.title("Customers");
    assertThat(rosa.row("Fjord Bicycles")).hasCount(0);
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

    marta.page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit Tomás Reis"))
        .click();
    marta.title("Tomás Reis");
    marta.look("admin-agent");
    marta.page().getByLabel("Display name").fill("Tomás R.");
    marta.press("Save the agent");
    marta.title("Tomás R.");
    marta.page()
        .getByRole(
            AriaRole.FORM, new Page.GetByRoleOptions().setName("Permissions"))
        .getByRole(
            AriaRole.CHECKBOX,
            new com.microsoft.playwright.Locator.GetByRoleOptions()
                .setName(java.util.regex.Pattern.compile("audit", java.util.regex.Pattern.CASE_INSENSITIVE)))
        .check();
    marta.press("Save the permissions");
    assertTrue(
        app.firstbell.proof.engine.Await.within(
            java.time.Duration.ofSeconds(5),
            () ->
                tomas
                        .api()
                        .get("/organizations/{organization}/audit", "demo")
                        .status()
                    == 200),
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
    marta.page()
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit Tomás R."))
        .click();
    marta.title("Tomás R.");
    marta.press("Delete…");
    if (marta.dialog().locator("input").count() > 0) {
      marta.dialog().locator("input").last().fill("Tomás R.");
    }
    marta.dialog().getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Locator.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^Delete"))).click();
    marta.title("Agents");
    assertThat(marta.row("Tomás R.")).hasCount(0);
    marta.section("Audit log");
    marta.fill("Keyword", "Tomás");
    assertThat(marta.page().locator(".records").getByText("Tomás R.").first()).isVisible();
  }

  @Test
  void aNewAgentsFirstHour() throws Exception {
    Person marta = Person.signIn(stage.installation(), "marta@northwind.example", "ring-the-bell-1");
    Company demo = new Company(stage.installation(), "demo", "Northwind Tea", "customer", "harbor", marta);
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
    assertThat(page.locator("input[name=password]")).isVisible();
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
    String address =
        newcomer
            .page()
            .getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the demo shop with it"))
            .getAttribute("href");
    assertTrue(address.contains("site="), address);
    ShopPage shop =
        ShopPage.visit(stage.person().newPage(), java.net.URI.create(address)).open();
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

  private static void tab(Desk desk, String name) {
    desk.page()
        .getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Sections of the customer"))
        .getByText(name)
        .click();
  }

  private static void more(Desk desk, String item) {
    desk.choose(desk.button("More for this customer").or(desk.button("More")).first(), item);
  }
}
