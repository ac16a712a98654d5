package app.firstbell.proof.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.browser.Chromium.Stage;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Company.Job;
import app.firstbell.proof.people.Person;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The audit log as an administrator reads it: found by time, application, agent and word, taken
/// along as a file, and verified.
@OnChromium(shared = "bakeries")
class AuditPageTest {
  private final Stage stage;

  AuditPageTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void whoDidWhatIsFoundExportedAndVerified() throws IOException {
    Company bakery = Bakeries.open(stage, "Corner Bakery");
    List<Person> staff =
        bakery.hire(List.of(Job.manager("Inês Duarte", "manage-rooms"), Job.agent("Tomás Reis")));
    new Company(stage.installation(), bakery.id(), bakery.name(), "customer", "", staff.getFirst())
        .room("Wedding cakes");
    bakery.room("Orders");

    Desk marta = Desk.open(stage, "#/audit?application=rooms");
    // Where one wanted to go is where one comes to after signing in, with the filter of the link.
    marta.enter(bakery.owner().email(), bakery.owner().password());
    marta.title("Audit log");
    assertThat(records(marta)).hasCount(2);
    assertSame(marta);
    marta.look("audit-rooms");

    marta.select("Agent", staff.getFirst().id());
    assertThat(records(marta)).hasCount(1);
    assertThat(records(marta)).containsText("Wedding cakes");
    assertSame(marta);

    marta.press("Clear");
    assertThat(marta.page().getByLabel("Keyword")).isFocused();
    // Typed letter by letter, as a person does: the field keeps the focus while the list follows.
    marta.page().keyboard().type("wedding");
    assertThat(marta.page().getByLabel("Keyword")).hasValue("wedding");
    assertThat(records(marta)).hasCount(1);
    assertTrue(marta.page().url().endsWith("search=wedding"), marta.page().url());
    assertSame(marta);
    marta.press("Clear");

    String tomorrow = LocalDate.now(ZoneId.systemDefault()).plusDays(1).toString();
    marta.select("Time", "days");
    marta.fill("From", tomorrow);
    marta.sees("No record is like this");
    marta.look("audit-nothing");
    marta.fill("To", LocalDate.now(ZoneId.systemDefault()).minusDays(1).toString());
    marta.sees("The first day is after the last one: nothing can lie between.");
    marta.fill("From", LocalDate.now(ZoneId.systemDefault()).minusDays(1).toString());
    marta.fill("To", tomorrow);
    assertThat(records(marta).filter(having("Wedding cakes"))).hasCount(1);
    List<String> all = assertSame(marta);

    marta.press("Verify the chain");
    marta.sees("Intact.");
    marta.sees(all.size() + " records, and each carries the fingerprint of the one before it.");
    marta.look("audit-verified");
  }

  /// The file has the records that are shown, in their order.
  private List<String> assertSame(Desk desk) throws IOException {
    List<String> shown = desk.page().locator(".records .number-of").allTextContents();
    Download export = desk.page().waitForDownload(() -> desk.press("Export as CSV"));
    String[] lines = Files.readString(export.path()).split("\r\n");
    assertTrue(lines[0].startsWith("n,at,application,"), lines[0]);
    List<String> saved =
        Arrays.stream(lines).skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    assertEquals(shown, saved);
    return saved;
  }

  private static Locator records(Desk desk) {
    return desk.page().locator(".records li");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
