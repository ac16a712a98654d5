package app.firstbell.simulator.check;

import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Ledger;
import app.firstbell.ledger.LedgerAccount;
import app.firstbell.ledger.Posting;
import app.firstbell.ledger.PostingKind;
import app.firstbell.organization.TenantId;
import app.firstbell.simulator.table.Place;
import app.firstbell.simulator.table.Written;
import app.firstbell.simulator.world.Records;
import app.firstbell.simulator.world.Town;
import app.firstbell.use.LedgerVerification;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The ledger, the credits and what was counted, when all is over; and the balances at every moment
/// before. The numbers are those of facts-billing, section 3.
public final class Money {
  private final Town town;

  private Money(Town town) {
    this.town = town;
  }

  /// @throws Violation of L1 to L5, L15, L17, L20, L21, I5, N1
  public static void check(Town town) {
    Money money = new Money(town);
    money.everyMoment();
    money.asked();
    money.books();
    money.credits();
    money.warnings();
    money.months();
  }

  /// L2, L3, L15: no balance was ever below its floor, and none moved after it was closed.
  private void everyMoment() {
    for (Written written : town.tables().written()) {
      Map<String, AttributeValue> after = written.after();
      if (!written.place().pk().endsWith("#balance") || after == null) {
        continue;
      }
      if (number(after, "available") < number(after, "floor")) {
        throw new Violation(
            "L2", written.place() + " had " + number(after, "available") + " available");
      }
      if (number(after, "posted") - number(after, "pending") != number(after, "available")) {
        throw new Violation("L20", written.place() + " did not add up: " + after);
      }
      if (after.containsKey("closedAt")
          && (number(after, "posted") != 0 || number(after, "pending") != 0)) {
        throw new Violation("L15", written.place() + " was closed, and holds something: " + after);
      }
    }
  }

  /// L4: what was confirmed is there, what was refused is not, and nothing is there that nobody
  /// asked for. L17: all of it where it was asked for.
  private void asked() {
    Set<String> known = new HashSet<>(town.records().asked().keySet());
    Ledger ledger = new Ledger(town.tables(), Town.ACCOUNTS, new Contention(Pause.none()));
    for (Records.Asked asked : town.records().asked().values()) {
      Posting wanted = asked.posting();
      Optional<Posting> there = ledger.posting(wanted.tenant(), wanted.id());
      if (asked.answer().equals("done") && there.isEmpty()) {
        throw new Violation("L4", "a posting was confirmed and is not there: " + wanted);
      }
      if (there.isPresent() && !there.get().isRepeatOf(wanted)) {
        throw new Violation("L5", "asked was " + wanted + ", there is " + there.get());
      }
    }
    town.items(Town.ACCOUNTS)
        .forEach((place, item) -> {
          if (place.pk().endsWith("#ledger")
              && !Logs.text(item, "kind").equals("chat")
              && !known.contains(
                  place.pk().substring(0, place.pk().length() - "#ledger".length())
                      + "/"
                      + place.sk())) {
            throw new Violation("L4", "nobody asked for the posting " + place);
          }
        });
  }

  /// L1, L20 and what was counted: as the product's own verification sees it.
  private void books() {
    Set<TenantId> tenants = new HashSet<>();
    town.tenants().forEach(tenant -> tenants.add(new TenantId(tenant)));
    new LedgerVerification(town.tables(), Town.ACCOUNTS, Town.CHATS, Pause.none())
        .verify(
            tenants,
            town.now(),
            new LedgerVerification.Findings() {
              @Override
              public void report(Books.Report report) {
                if (!report.addsUp()) {
                  throw new Violation(
                      "L20", report.tenant() + " does not add up: " + report.differences());
                }
              }

              @Override
              public void busy(TenantId tenant) {
                throw new Violation("L20", tenant + " is busy when nobody is there");
              }
            });
    town.tenants().forEach(this::sums);
  }

  /// The same once more by another hand: each balance is the sum of its entries.
  private void sums(String tenant) {
    Map<String, Long> sums = new HashMap<>();
    Map<String, Long> balances = new HashMap<>();
    town.items(Town.ACCOUNTS)
        .forEach((place, item) -> {
          if (place.pk().equals(tenant + "#entries")) {
            String account = place.sk().substring(0, place.sk().indexOf('#'));
            sums.merge(account, number(item, "minor"), Math::addExact);
          } else if (place.pk().equals(tenant + "#balance")) {
            balances.put(place.sk(), number(item, "posted"));
          }
        });
    balances.forEach((account, posted) -> {
      if (!posted.equals(sums.getOrDefault(account, 0L))) {
        throw new Violation(
            "L20", tenant + " " + account + " is " + posted + ", its entries say " + sums);
      }
    });
  }

  /// I5: each chat that an operator answered costs one credit if they wrote, and none otherwise; no
  /// other chat costs anything.
  private void credits() {
    Map<String, String> expected = new TreeMap<>();
    Map<String, Boolean> wrote = new HashMap<>();
    town.items(Town.CHATS)
        .forEach((place, item) -> {
          if (place.sk().startsWith("e#")
              && Logs.text(item, "kind").equals("message")
              && Logs.text(item, "by").equals("agent")) {
            wrote.put(place.pk(), true);
          }
        });
    town.items(Town.CHATS)
        .forEach((place, item) -> {
          AttributeValue operator = item.get("operator");
          if (place.sk().startsWith("e#")
              && Logs.text(item, "kind").equals("accepted")
              && operator != null
              && Boolean.TRUE.equals(operator.bool())) {
            expected.put(place.pk(), wrote.containsKey(place.pk()) ? "posted" : "voided");
          }
        });
    Map<String, String> found = new TreeMap<>();
    town.items(Town.ACCOUNTS)
        .forEach((place, item) -> {
          if (place.pk().endsWith("#hold")) {
            String tenant = place.pk().substring(0, place.pk().length() - "#hold".length());
            found.put(tenant + "#chat#" + place.sk(), Logs.text(item, "state"));
          }
        });
    if (!expected.equals(found)) {
      throw new Violation("I5", "credits held should be " + expected + ", are " + found);
    }
  }

  /// A warning is given once in each epoch, to whoever has operators and not of what is untrue; and
  /// it is not missing where there is something to warn of.
  private void warnings() {
    Map<Place, Map<String, AttributeValue>> items = town.items(Town.ACCOUNTS);
    for (String tenant : town.tenants()) {
      List<Written> moves = moves(tenant);
      long epoch = moves.stream().filter(it -> posted(it) > 0).count();
      @Nullable Map<String, AttributeValue> credits =
          items.get(new Place(tenant + "#balance", LedgerAccount.CREDITS.word()));
      if (credits == null || credits.containsKey("closedAt")) {
        continue;
      }
      if (number(credits, "epoch") != epoch) {
        throw new Violation(
            "N1", tenant + " was armed " + number(credits, "epoch") + " times, not " + epoch);
      }
      long left = number(credits, "posted");
      boolean isTold =
          items.containsKey(new Place(tenant + "#notice", "credits-gone#" + epoch))
              || (left > 0
                  && items.containsKey(new Place(tenant + "#notice", "credits-low#" + epoch)));
      if (tenant.equals(Town.OPERATIONS)
          && left < number(credits, "threshold")
          && !moves.isEmpty()
          && isByChat(moves.getLast())
          && !isTold) {
        throw new Violation("N1", tenant + " has " + left + " credits left and was not warned");
      }
    }
    given();
  }

  /// Each link that warns of credits was written once: once more is once more mailed.
  private void given() {
    Set<Place> given = new HashSet<>();
    for (Written written : town.tables().written()) {
      Map<String, AttributeValue> after = written.after();
      if (!written.place().pk().endsWith("#link") || after == null) {
        continue;
      }
      String warning = new Row(new Row(after).map("payload")).textOrNull("warning");
      if (warning == null || !warning.startsWith("credits-")) {
        continue;
      }
      String tenant = written.place().pk().substring(0, written.place().pk().indexOf('#'));
      if (!given.add(written.place())) {
        throw new Violation("N1", tenant + " was warned twice: " + warning);
      }
      if (!tenant.equals(Town.OPERATIONS)) {
        throw new Violation("N1", tenant + " was warned, and has no operators");
      }
      long epoch = Long.parseLong(warning.substring(warning.indexOf('#') + 1));
      if (moves(tenant).stream().noneMatch(it -> isWorthA(warning, epoch, it))) {
        throw new Violation("N1", tenant + " was warned of what never was: " + warning);
      }
    }
  }

  /// Whether a chat brought the balance where there is something to warn of.
  private static boolean isWorthA(String warning, long epoch, Written move) {
    Map<String, AttributeValue> after = move.after();
    return after != null
        && isByChat(move)
        && number(after, "epoch") == epoch
        && number(after, "posted")
            < (warning.startsWith("credits-gone") ? 1 : number(after, "threshold"));
  }

  /// Every change of what an organization's credits are, in their order.
  private List<Written> moves(String tenant) {
    Place credits = new Place(tenant + "#balance", LedgerAccount.CREDITS.word());
    return town.tables().written().stream()
        .filter(it -> it.place().equals(credits) && posted(it) != 0)
        .toList();
  }

  private static long posted(Written move) {
    Map<String, AttributeValue> before = move.before();
    Map<String, AttributeValue> after = move.after();
    return before == null || after == null ? 0 : number(after, "posted") - number(before, "posted");
  }

  /// A hold that is used moves what is held, too.
  private static boolean isByChat(Written move) {
    Map<String, AttributeValue> before = move.before();
    Map<String, AttributeValue> after = move.after();
    return before != null && after != null && number(after, "pending") < number(before, "pending");
  }

  /// Credits can be used for as many months as were paid for and not taken back.
  private void months() {
    Map<Place, Map<String, AttributeValue>> items = town.items(Town.ACCOUNTS);
    for (String tenant : town.tenants()) {
      Set<String> fees = new HashSet<>();
      Set<String> reversed = new HashSet<>();
      items.forEach((place, item) -> {
        if (place.pk().equals(tenant + "#ledger")) {
          if (Logs.text(item, "kind").equals(PostingKind.FEE.word())) {
            fees.add(place.sk());
          }
          Optional.ofNullable(new Row(item).textOrNull("reverses")).ifPresent(reversed::add);
        }
      });
      fees.removeAll(reversed);
      @Nullable Map<String, AttributeValue> credits =
          items.get(new Place(tenant + "#balance", LedgerAccount.CREDITS.word()));
      if (credits == null) {
        continue;
      }
      Row row = new Row(credits);
      long expected =
          fees.isEmpty()
              ? 0
              : LocalDate.parse(row.text("feeAnchor"))
                  .plusMonths(fees.size())
                  .atStartOfDay(ZoneOffset.UTC)
                  .toInstant()
                  .toEpochMilli();
      if (number(credits, "usableUntil") != expected) {
        throw new Violation(
            "L21",
            tenant + " has paid for " + fees.size() + " months, and its credits say " + credits);
      }
    }
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return new Row(item).number(name, 0);
  }
}
