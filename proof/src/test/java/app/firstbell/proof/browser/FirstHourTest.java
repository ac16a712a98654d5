package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Mailbox;
import app.firstbell.proof.people.Person;
import app.firstbell.proof.people.Pictures;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A new agent's first hour, in a real browser: from the mailed invitation to the first answer, and
/// everything on the agent's own pages. Mails are read in the emulator's mailbox.
@OnChromium(shared = "people")
class FirstHourTest {
  private static final String PASSWORD = "fresh bread at six";
  private static final String PICTURE = "https://pictures.example/ines.png";
  private final Stage stage;

  FirstHourTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void fromTheInvitationToTheFirstAnswer() {
    Company demo = northwind();
    String email = Company.address("ines");
    demo.invite(Bakery.INES, email);
    Mailbox mailbox = new Mailbox(stage.installation(), email);

    Page page = stage.person().newPage();
    page.navigate(mailbox.link(Mailbox.Link.INVITATION).address());
    Desk ines = new Desk(stage, page);
    ines.title("Welcome to Northwind Tea");
    assertEquals(false, page.url().contains("l.invitation"), "the token leaves the address bar");
    page.locator("input[autocomplete=new-password]").fill("short");
    ines.press("Accept and open the console");
    ines.look("invitation-short-password");
    page.locator("input[autocomplete=new-password]").fill(PASSWORD);
    ines.press("Accept and open the console");
    ines.title("You are in, Inês");
    ines.look("invitation-accepted");
    ines.press("Open the console");
    ines.inside();

    ines.to("#/profile");
    ines.title("Your profile");
    ines.fill("Greeting", "Hello, Inês here. What can I bake for you?");
    save(ines);
    upload(ines, new FilePayload("me.png", "image/png", Pictures.png(900)));
    ines.press("Use this photo");
    ines.sees("Uploaded");
    page.waitForFunction(
        "() => [...document.querySelectorAll('img')].some(i => i.src.includes('/photos/') && i.naturalWidth === 256)");
    ines.look("profile");

    ines.to("#/");
    ConsolePage console = new ConsolePage(page);
    console.goOnline();
    ShopPage shop = stage.shop().open();
    shop.name("Kari Nordmann");
    shop.say("Is somebody there?");
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
  void aPhotoIsAnUploadAnAddressOrMadeFromTheName() {
    Desk ines = Desk.signIn(stage, northwind().hire(Bakery.INES));
    ines.to("#/profile");
    ines.sees("Made from your name");
    Locator avatar = ines.page().locator("figure .avatar");
    assertThat(avatar).hasText("ID");
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    upload(ines, new FilePayload("me.svg", "image/svg+xml", svg.getBytes(UTF_8)));
    ines.sees("drawings (SVG) are not taken");
    upload(ines, new FilePayload("me.png", "image/png", svg.getBytes(UTF_8)));
    ines.sees("“me.png” is no picture inside");
    // A browser shows it, whatever it is called; what is served is PNG, JPEG or GIF by content.
    upload(ines, new FilePayload("me.png", "image/png", Pictures.of(8, "bmp")));
    ines.press("Use this photo");
    ines.sees("This file is not a PNG, JPEG or GIF picture inside, whatever its name says.");
    ines.look("photo-no-picture");
    ines.press("Cancel");

    ines.page().route("https://pictures.example/**", FirstHourTest::picture);
    ines.press("Use an address");
    for (String[] refused :
        new String[][] {
          {"me.png", "Write the whole address"},
          {"http://pictures.example/ines.png", "Use https"},
          {"https://192.168.1.7/ines.png", "not by an IP address"},
          {"https://nas.home/ines.png", "on a public site"},
          {"https://ines:secret@pictures.example/ines.png", "no user name"},
          {"https://pictures.example:8443/ines.png", "without a port"},
          {"https://pictures.example/nothing.png", "No picture comes from this address."}
        }) {
      ines.fill("Address of the picture", refused[0]);
      ines.press("Use this photo");
      ines.sees(refused[1]);
      assertThat(ines.field("Address of the picture")).isFocused();
    }
    ines.look("photo-address-refused");
    ines.fill("Address of the picture", PICTURE);
    assertThat(ines.page().locator("figure img")).hasAttribute("src", PICTURE);
    ines.sees("Not yet in use");
    ines.press("Use this photo");
    ines.sees("From an address");
    ines.lookOnPhone("profile-photo");
    ines.press("Use the avatar made from my name");
    ines.sees("Made from your name");
    assertThat(avatar).hasText("ID");
    ines.page().reload();
    assertThat(avatar).hasText("ID");
  }

  @Test
  void thePrivateProfileIsKeptAndCounts() throws Exception {
    try (Bakery bakery = Bakery.open(stage, "business")) {
      String orders = bakery.company().room("Orders");
      Computer computer = Computer.of(stage, bakery.company().hire(Bakery.INES));
      Desk ines = computer.desk();
      Senses senses = computer.senses();
      ConsolePage console = computer.console();
      Page page = computer.page();
      ines.to("#/profile");

      Set<Integer> tones = new HashSet<>();
      for (String tone : List.of("Bell", "Chime", "Digital", "Marimba")) {
        int before = senses.played();
        ines.press("Listen to " + tone);
        page.waitForFunction("(before) => window.__heard.length > before", before);
        tones.add(senses.last());
      }
      assertEquals(4, tones.size(), "four tones that differ");
      final int marimba = senses.last();
      page.getByRole(AriaRole.RADIO, named("Marimba")).check();
      page.getByRole(AriaRole.CHECKBOX, named("Orders")).check();

      assertThat(ines.button("Verify")).isDisabled();
      page.getByLabel("Reach me on WhatsApp").check();
      ines.fill("WhatsApp number", "+001-(202)555-0123");
      ines.press("Save");
      ines.sees("Did you mean 12025550123?");
      assertThat(ines.field("WhatsApp number")).isFocused();
      assertThat(ines.button("Verify")).isDisabled();
      ines.lookOnPhone("profile-whatsapp-refused");
      ines.fill("WhatsApp number", "12025550123");
      Locator verify = page.getByRole(AriaRole.LINK, named("Verify"));
      assertThat(verify).hasAttribute("href", "https://wa.me/12025550123");
      page.context().route("https://wa.me/**", route -> route.fulfill(text("WhatsApp")));
      Page opened = page.waitForPopup(verify::click);
      opened.waitForURL("https://wa.me/12025550123");
      opened.close();
      page.getByLabel("Mail me about missed chats").uncheck();
      save(ines);

      page.reload();
      assertThat(page.getByRole(AriaRole.RADIO, named("Marimba"))).isChecked();
      assertThat(page.getByRole(AriaRole.CHECKBOX, named("Orders"))).isChecked();
      assertThat(ines.field("WhatsApp number")).hasValue("12025550123");
      assertThat(page.getByLabel("Mail me about missed chats")).not().isChecked();
      page.getByLabel("Reach me on WhatsApp").uncheck();
      ines.fill("WhatsApp number", "");
      save(ines);
      page.reload();
      assertThat(ines.field("WhatsApp number")).hasValue("");

      // The room, the tone and the alert count at once.
      ines.to("#/");
      ines.sees("You are online for GENERAL and Orders.");
      bakery.rings("Ola Nordmann", orders);
      assertThat(console.ring("Ola Nordmann")).containsText("Orders");
      page.getByRole(AriaRole.HEADING, named("Ringing")).click();
      senses.rings(marimba);
      assertEquals(List.of("Ola Nordmann rings"), senses.shown());
      ines.to("#/profile");
      page.getByLabel("Show rings on the desktop").uncheck();
      save(ines);
      ines.to("#/");
      bakery.rings("Kari Nordmann", "general");
      assertThat(console.ring("Kari Nordmann")).isVisible();
      assertEquals(List.of("Ola Nordmann rings"), senses.shown(), "no alert any more");

      // Whom nobody answers: the owner is mailed, and she who wants no mail is not.
      page.getByRole(AriaRole.BUTTON, named("Presence:")).click();
      page.getByRole(AriaRole.MENUITEMRADIO, named("Offline")).click();
      assertThat(page.getByRole(AriaRole.BUTTON, named("Presence:\\s*Offline$"))).isVisible();
      assertEquals(List.of(bakery.company().owner().email()), bakery.mailedWhenMissed(stage));
    }
  }

  @Test
  void onTheFreePlanOnlyGeneralRingsAndTheConsoleSaysSo() throws Exception {
    try (Bakery bakery = Bakery.open(stage, "free")) {
      String orders = bakery.company().room("Orders");
      Computer computer = Computer.of(stage, bakery.company().hire(Bakery.INES));
      Desk ines = computer.desk();
      ConsolePage console = computer.console();
      ines.to("#/profile");
      ines.sees("On the Free plan only the room GENERAL rings.");
      Locator room = ines.page().getByRole(AriaRole.CHECKBOX, named("Orders"));
      assertThat(ines.page().locator("label").filter(has("Orders")))
          .containsText("does not ring on Free");
      room.check();
      ines.page().getByRole(AriaRole.CHECKBOX, named("GENERAL")).uncheck();
      ines.sees("Without GENERAL nothing rings at you on the Free plan.");
      ines.look("profile-free");
      ines.page().getByRole(AriaRole.CHECKBOX, named("GENERAL")).check();
      save(ines);
      ines.to("#/");
      ines.sees("You are online for GENERAL. On the Free plan Orders does not ring.");
      bakery.isClosed(orders);
      bakery.rings("Kari Nordmann", "general");
      assertThat(console.ring("Kari Nordmann")).isVisible();
      ines.lookOnPhone("free-rings");
    }
  }

  private Company northwind() {
    Person marta =
        Person.signIn(stage.installation(), "marta@northwind.example", "ring-the-bell-1");
    return new Company(stage.installation(), "demo", "Northwind Tea", "customer", "harbor", marta);
  }

  private static void save(Desk desk) {
    desk.press("Save");
    desk.sees("Everything is saved");
  }

  private static void upload(Desk desk, FilePayload file) {
    desk.page().locator("input[type=file]").setInputFiles(file);
  }

  private static void picture(Route route) {
    if (route.request().url().equals(PICTURE)) {
      route.fulfill(
          new Route.FulfillOptions().setContentType("image/png").setBodyBytes(Pictures.png(64)));
    } else {
      route.fulfill(text("Nothing is here.").setStatus(404));
    }
  }

  private static Route.FulfillOptions text(String text) {
    return new Route.FulfillOptions().setContentType("text/plain").setBody(text);
  }

  private static Page.GetByRoleOptions named(String start) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + start));
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
