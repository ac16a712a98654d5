package app.firstbell.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// When months begin and how long a fee is good for (invariant 18).
class PeriodsTest {
  private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");
  private static final LocalDate LAST_OF_JANUARY = LocalDate.of(2027, 1, 31);

  @Test
  void theAnchorIsKeptOverShortMonths() {
    assertEquals(LocalDate.of(2027, 2, 28), Periods.next(LAST_OF_JANUARY, 1));
    assertEquals(LocalDate.of(2027, 3, 31), Periods.next(LAST_OF_JANUARY, 2));
    assertEquals(LocalDate.of(2027, 4, 30), Periods.next(LAST_OF_JANUARY, 3));
    assertEquals(LocalDate.of(2028, 2, 29), Periods.next(LAST_OF_JANUARY, 13), "a leap year");
    assertEquals(
        LocalDate.of(2029, 2, 28), Periods.next(LocalDate.of(2028, 2, 29), 12), "and the next");
    assertEquals(LocalDate.of(2032, 2, 29), Periods.next(LocalDate.of(2028, 2, 29), 48));
  }

  @Test
  void aMonthBeginsInTheOrganizationsTimezone() {
    Instant at = Instant.parse("2026-11-30T23:30:00Z");
    assertEquals("2026-11", Periods.month(LISBON, at).toString());
    assertEquals("2026-12", Periods.month(ZoneId.of("Europe/Berlin"), at).toString());
    assertEquals("2026-12", Periods.month(ZoneId.of("Pacific/Kiritimati"), at).toString());
    assertEquals("2026-11", Periods.month(ZoneId.of("Pacific/Pago_Pago"), at).toString());
  }

  @Test
  void aMonthIsAsLongAsItsClockSays() {
    Periods.Month march = Periods.month(LISBON, YearMonth.of(2027, 3));
    assertEquals(Duration.ofDays(31).minusHours(1), Duration.between(march.from(), march.until()));
    Periods.Month october = Periods.month(LISBON, YearMonth.of(2027, 10));
    assertEquals(
        Duration.ofDays(31).plusHours(1), Duration.between(october.from(), october.until()));
  }

  @Test
  void aDayWithoutMidnightBeginsWithItsFirstMinute() {
    // Beirut puts its clock forward at midnight: 00:00 to 01:00 is not there.
    ZoneId beirut = ZoneId.of("Asia/Beirut");
    assertEquals(
        Instant.parse("2027-03-27T22:00:00Z"), Periods.begin(beirut, LocalDate.of(2027, 3, 28)));
    assertEquals(1, Periods.begin(beirut, LocalDate.of(2027, 3, 28)).atZone(beirut).getHour());
    // Samoa left out 30 December 2011 altogether.
    ZoneId apia = ZoneId.of("Pacific/Apia");
    assertEquals(
        Periods.begin(apia, LocalDate.of(2011, 12, 31)),
        Periods.begin(apia, LocalDate.of(2011, 12, 30)));
  }

  @Test
  void everyInstantIsInOneMonthAndMonthsJoin() {
    Random random = new Random(18);
    String[] zones = ZoneId.getAvailableZoneIds().toArray(String[]::new);
    java.util.Arrays.sort(zones);
    for (int i = 0; i < 20_000; i++) {
      ZoneId zone = ZoneId.of(zones[random.nextInt(zones.length)]);
      Instant at = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      Periods.Month month = Periods.month(zone, at);
      assertTrue(month.contains(at), () -> at + " in " + zone);
      assertFalse(month.contains(month.until()));
      assertEquals(month.until(), Periods.month(zone, month.month().plusMonths(1)).from());
    }
  }

  @Test
  void feesFollowEachOtherWhilePaidAndBeginAnewWhenNot() {
    Instant january = Instant.parse("2027-01-31T12:00:00Z");
    FeePeriod one = FeePeriod.paid(Optional.empty(), 1, ZoneOffset.UTC, january);
    assertEquals(Instant.parse("2027-02-28T00:00:00Z"), one.until(ZoneOffset.UTC));
    FeePeriod three =
        FeePeriod.paid(Optional.of(one), 2, ZoneOffset.UTC, Instant.parse("2027-02-27T23:59:59Z"));
    assertEquals(Instant.parse("2027-04-30T00:00:00Z"), three.until(ZoneOffset.UTC));
    Instant late = Instant.parse("2027-02-28T00:00:00Z");
    FeePeriod anew = FeePeriod.paid(Optional.of(one), 1, ZoneOffset.UTC, late);
    assertEquals(new FeePeriod(LocalDate.of(2027, 2, 28), 1), anew, "no month is paid frozen");
    assertThrows(IllegalArgumentException.class, () -> new FeePeriod(LAST_OF_JANUARY, 0));
  }

  @Test
  void payingMonthByMonthIsPayingAtOnce() {
    Random random = new Random(31);
    for (int i = 0; i < 2_000; i++) {
      ZoneId zone = random.nextBoolean() ? LISBON : ZoneId.of("America/Sao_Paulo");
      Instant now = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 3_000_000_000L));
      int months = random.nextInt(1, 25);
      Optional<FeePeriod> paid = Optional.empty();
      for (int month = 0; month < months; month++) {
        paid = Optional.of(FeePeriod.paid(paid, 1, zone, now));
      }
      assertEquals(
          FeePeriod.paid(Optional.empty(), months, zone, now).until(zone),
          paid.orElseThrow().until(zone));
    }
  }
}
