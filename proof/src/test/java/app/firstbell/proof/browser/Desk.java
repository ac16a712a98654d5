package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.util.List;
import java.util.regex.Pattern;

/// The console's forms and tables as somebody uses them: everything is found by what is written on
/// it, within the dialog that is open, if one is.
record Desk(Stage stage, Page page) {
  /// Signs in on a computer of their own.
  static Desk signIn(Stage stage, String email, String password) {
    Desk desk = open(stage, "#/signin");
    desk.enter(email, password);
    return desk;
  }

  static Desk signIn(Stage stage, Person person) {
    return signIn(stage, person.email(), person.password());
  }

  static Desk open(Stage stage, String hash) {
    Desk desk = new Desk(stage, stage.person().newPage());
    desk.to(hash);
    return desk;
  }

  void enter(String email, String password) {
    page.getByLabel("E-mail").fill(email);
    page.locator("input[name=password]").fill(password);
    press("Sign in");
    inside();
  }

  /// Waits for the signed-in console, and closes what greets a newcomer.
  void inside() {
    assertThat(page.getByRole(AriaRole.NAVIGATION, named("Sections"))).isVisible();
    closeGreeting();
  }

  /// @param hash of the console, such as `#/customers`
  void to(String hash) {
    page.navigate(stage.installation().address("console") + "/" + hash);
  }

  /// A section of the rail.
  void section(String name) {
    page.getByRole(AriaRole.NAVIGATION, named("Sections"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
    title(name);
  }

  void title(String name) {
    assertThat(page.getByRole(AriaRole.HEADING, exactly(name)).first()).isVisible();
  }

  void press(String button) {
    here()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /// Chooses from a menu that a button opens.
  void choose(Locator button, String item) {
    button.click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true))
        .click();
  }

  Locator button(String name) {
    return here().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  Locator field(String label) {
    // A browser reads the expression, which knows no quoting by \\Q.
    String plain = label.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
    return here()
        .getByLabel(Pattern.compile("^\\s*" + plain + "\\s*(\\(?optional\\)?)?\\s*$"))
        .first();
  }

  void fill(String label, String text) {
    field(label).fill(text);
  }

  void select(String label, String value) {
    field(label).selectOption(value);
  }

  /// A line of a table.
  Locator row(String name) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
  }

  void sees(String text) {
    assertThat(page.getByText(text).first()).isVisible();
  }

  Locator dialog() {
    return page.locator("dialog[open]");
  }

  /// Keeps a picture, and asks that no rule of accessibility is broken.
  ///
  /// What is being asked for anew is dimmed until it is there.
  void look(String name) {
    rest();
    Stage.picture(page, name);
    List<String> violations = Axe.violations(page.mainFrame());
    if (!violations.isEmpty()) {
      // What was chosen last may have been asked for, and so dimmed, only after the first look.
      rest();
      violations = Axe.violations(page.mainFrame());
    }
    assertEquals(List.of(), violations, name);
  }

  private void rest() {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
  }

  /// Looks on a phone by night too.
  void lookOnPhone(String name) {
    ViewportSize size = page.viewportSize();
    page.setViewportSize(390, 844);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    look(name + "-phone-dark");
    page.setViewportSize(size.width, size.height);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  private void closeGreeting() {
    page.waitForTimeout(300); // it comes a moment after the page
    if (dialog().count() > 0) {
      page.keyboard().press("Escape");
      assertThat(dialog()).hasCount(0);
    }
  }

  private Locator here() {
    return dialog().count() > 0 ? dialog().last() : page.locator("body");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
