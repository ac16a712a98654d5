package app.firstbell.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonthlyUseTest {
  @Test
  void theMonthIsTheOrganizationsOwn() {
    List<Fact> facts =
        List.of(
            fact("chat.ringing", "2026-11-30T23:30:00Z"),
            fact("chat.accepted", "2026-11-30T23:31:00Z"),
            fact("chat.ringing", "2026-11-30T12:00:00Z"),
            fact("chat.missed", "2026-11-30T12:01:00Z"),
            fact("chat.ended", "2026-11-30T23:59:00Z"));
    assertEquals(
        Map.of(YearMonth.of(2026, 11), new MonthlyUse(2, 1, 1)),
        MonthlyUse.of(facts, ZoneId.of("UTC")));
    assertEquals(
        Map.of(
            YearMonth.of(2026, 11), new MonthlyUse(1, 0, 1),
            YearMonth.of(2026, 12), new MonthlyUse(1, 1, 0)),
        MonthlyUse.of(facts, ZoneId.of("Europe/Berlin")));
  }

  private static Fact fact(String what, String at) {
    return new Fact(
        new TenantId("demo"),
        Instant.parse(at),
        what + at,
        "chat",
        what,
        new Fact.By("system", null, null, null),
        null,
        null,
        Map.of());
  }
}
