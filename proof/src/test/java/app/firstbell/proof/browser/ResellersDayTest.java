package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A reseller's day in a real browser: customers are made, found, edited, suspended, handed on,
/// entered as support, and deleted.
@OnChromium(shared = "bakeries")
class ResellersDayTest {
  private static final String REASON = "The owner asked us by phone to make the room Sales.";
  private final Stage stage;

  ResellersDayTest(Stage stage) {
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
    // Both follow the country until somebody knows better.
    assertThat(rosa.field("Currency")).hasValue("NOK");
    assertThat(rosa.field("Time zone")).hasValue("Europe/Oslo");
    rosa.select("Currency", "EUR");
    rosa.select("Time zone", "Arctic/Longyearbyen");
    rosa.choice("Postpaid").check();
    rosa.fill("Name", "Kari Nordmann");
    rosa.fill("E-mail", owner);
    rosa.look("reseller-new-customer");
    rosa.press("Make the customer");
    rosa.title("Fjord Bikes");
    for (String fact : List.of("Norway", "EUR, Euro", "Arctic/Longyearbyen", "Kari Nordmann")) {
      assertThat(rosa.page().locator(".facts")).containsText(fact);
    }
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
    rosa.select("Pricing", "prepaid");
    assertThat(rosa.row("Fjord Bikes")).hasCount(0);
    rosa.select("Pricing", "postpaid");
    for (String column : List.of("Active", "Postpaid", "€0.00")) {
      assertThat(rosa.row("Fjord Bikes")).containsText(column);
    }
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
                AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Support session"));
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
        rosa.page()
            .locator(".records li")
            .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("Sales"))
            .first();
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
