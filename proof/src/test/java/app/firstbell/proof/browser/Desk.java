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

  /// Waits for the signed-in console.
  void inside() {
    assertThat(rail()).isVisible();
  }

  /// The sections that are open to whoever is signed in.
  Locator rail() {
    return page.getByRole(AriaRole.NAVIGATION, named("Sections"));
  }

  /// @param hash of the console, such as `#/customers`
  void to(String hash) {
    page.navigate(stage.installation().address("console") + "/" + hash);
  }

  /// A section of the rail.
  void section(String name) {
    link(rail(), name).click();
    title(name);
  }

  /// Opens an agent, a member or a room from its list.
  void edit(String section, String name) {
    section(section);
    link(page.locator("body"), "Edit " + name).click();
    title(name);
  }

  /// A section of the rail, whether it is there or not.
  Locator entry(String name) {
    return link(rail(), name);
  }

  private static Locator link(Locator within, String name) {
    return within.getByRole(
        AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /// A form of the page by its name.
  Locator form(String name) {
    return page.getByRole(AriaRole.FORM, exactly(name));
  }

  /// One of a few, such as Prepaid or Postpaid.
  Locator choice(String name) {
    return here().getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(name)).first();
  }

  /// Saves what was changed in a form of the page, and waits until that is done.
  void save(String form, String button) {
    Locator save =
        form(form)
            .getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    save.click();
    assertThat(save).hasAttribute("data-idle", "true");
  }

  void check(String box, boolean on) {
    here()
        .getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(box).setExact(true))
        .setChecked(on);
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

  /// As on a phone, upright.
  void phone() {
    page.setViewportSize(390, 844);
  }

  /// What the page has to the right of its edge, where nobody looks for it. Rows that are meant to
  /// be pushed sideways, such as tabs, may be longer than the page.
  @SuppressWarnings("unchecked")
  List<String> cutOff() {
    return (List<String>)
        page.evaluate(
            """
            () => {
              const pushed = e => { for (let b = e; b; b = b.parentElement) if (["auto", "scroll"].includes(getComputedStyle(b).overflowX) && !b.matches(".pane")) return true; return false; };
              const wide = [...document.querySelectorAll("body *")].filter(e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.right > innerWidth + 1 && !e.closest(".unseen, .toast") && !pushed(e); });
              const slides = [document.scrollingElement, ...document.querySelectorAll(".pane")].filter(e => e.scrollWidth > e.clientWidth + 1);
              return [...wide, ...slides].map(e => e.outerHTML.slice(0, 160));
            }
            """);
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
