package app.firstbell.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Row;
import app.firstbell.identity.Link;
import app.firstbell.identity.Links;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarningMailsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private final WarningMails mails = new WarningMails("https://app.example");

  @Test
  void lowCreditsSayHowManyAreLeftAndWhereToBuy() {
    Mail mail = mail(new Warning.CreditsLow(1, 3, 5));
    assertEquals("marta@a.example", mail.to());
    assertEquals("3 interaction credits left at Northwind Tea", mail.subject());
    assertTrue(mail.text().contains("fewer than 5"), mail.text());
    assertTrue(mail.text().contains("https://app.example/#/renewal/l.renewal.x"), mail.text());
    assertTrue(mail.text().startsWith("Hello Marta,"));
    assertEquals(
        "1 interaction credit left at Northwind Tea",
        mail(new Warning.CreditsLow(1, 1, 5)).subject());
  }

  @Test
  void atZeroOperatorsDoNotRing() {
    Mail mail = mail(new Warning.CreditsGone(2));
    assertEquals("No interaction credits left at Northwind Tea", mail.subject());
    assertTrue(mail.text().contains("your own agents answer as before"), mail.text());
    assertTrue(mail.text().contains("/#/renewal/"));
  }

  @Test
  void usedUpChatsNameTheMonthAndNoPackOfCredits() {
    Mail near = mail(new Warning.ChatsNear(YearMonth.of(2026, 11), 400, 500));
    assertEquals("400 of 500 chats used at Northwind Tea", near.subject());
    assertTrue(near.text().contains("chats of November 2026"), near.text());
    Mail all = mail(new Warning.ChatsUsedUp(YearMonth.of(2026, 11), 500, 500));
    assertEquals("All chats of this month are used at Northwind Tea", all.subject());
    assertTrue(all.text().contains("leave a message"), all.text());
    assertFalse(all.text().contains("renewal"), all.text());
  }

  /// The row is written by who reads a stream and knows no key: the text's MAC is the proof.
  @Test
  void theRowOfARenewalHoldsNothingSecret() {
    Link link = Links.renewal(new TenantId("tea"), "a".repeat(26), Map.of(Warning.ABOUT, "x"), NOW);
    assertFalse(Links.renewing(link).containsKey("hash"));
    assertEquals("1", new Row(Links.renewing(link)).text("mail"));
  }

  private Mail mail(Warning warning) {
    Link link = Links.renewal(new TenantId("tea"), "a".repeat(26), warning.payload(), NOW);
    return mails.of(link, "l.renewal.x", "marta@a.example", "Marta", "Northwind Tea");
  }
}
