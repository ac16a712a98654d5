package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Difference;
import app.firstbell.ledger.Posting;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.purchase.PurchaseState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Whatever is done to the books is found when they are looked through.
@OnEngine
class BooksTest {
  private final Till till;
  private final Books books;

  BooksTest(Engine engine) {
    till = Till.open(engine, "EUR");
    till.payFee();
    Posting topUp = till.fact().topUp(till.money(9_000));
    till.post(topUp);
    till.post(till.fact().packReceived(50, till.money(7_500)));
    till.post(Posting.reversing(topUp, Till.NOW, Till.ROSA, "twice"));
    for (String chat : List.of("open", "used", "freed")) {
      till.reserve(chat);
    }
    till.holds().post(till.tenant(), "used", Till.NOW);
    till.holds().release(till.tenant(), "freed", Till.NOW);
    till.receive("received");
    till.reverse(till.receive("reversed"));
    till.order("awaiting");
    books = till.books().read(till.tenant());
  }

  @Test
  void soundBooksAddUp() {
    Books.Report report = books.with(List.of(new Books.ChatsCounted("2026-11", 3, 3))).verify();
    assertEquals(List.of(), report.differences());
    assertEquals(7, report.postings());
    assertEquals(30, report.entries());
    assertEquals(3, report.holds());
  }

  @Test
  void anythingThatIsTakenAwayIsMissed() {
    for (int i = 0; i < books.postings().size(); i++) {
      assertFound(
          with(books, without(books.postings(), i), books.entries()), Difference.Kind.ORPHAN_ENTRY);
    }
    for (int i = 0; i < books.entries().size(); i++) {
      assertFound(
          with(books, books.postings(), without(books.entries(), i)),
          Difference.Kind.MISSING_ENTRY);
    }
    for (int i = 0; i < books.balances().size(); i++) {
      assertFound(balances(without(books.balances(), i)), Difference.Kind.NO_BALANCE);
    }
    for (int i = 0; i < books.holds().size(); i++) {
      if (!"voided".equals(books.holds().get(i).text("state"))) {
        assertFound(
            holds(without(books.holds(), i)), Difference.Kind.PENDING, Difference.Kind.HOLD);
      }
    }
  }

  @Test
  void anyNumberThatIsChangedIsFound() {
    for (int i = 0; i < books.entries().size(); i++) {
      int one = i;
      assertFound(
          with(
              books,
              books.postings(),
              changed(books.entries(), one, row -> number(row, "minor", 1))),
          Difference.Kind.ALTERED_ENTRY);
    }
    for (int i = 0; i < books.balances().size(); i++) {
      for (String name :
          List.of("posted", "pending", "available", "floor", "spendable", "entries")) {
        assertTrue(
            !balances(changed(books.balances(), i, row -> number(row, name, 1))).verify().addsUp(),
            name);
      }
    }
    assertFound(
        holds(changed(books.holds(), place(books.holds(), "open"), row -> number(row, "minor", 1))),
        Difference.Kind.PENDING);
    assertFound(
        holds(changed(books.holds(), place(books.holds(), "used"), row -> number(row, "minor", 1))),
        Difference.Kind.HOLD);
    assertFound(
        books.with(List.of(new Books.ChatsCounted("2026-11", 2, 3))), Difference.Kind.CHATS);
  }

  @Test
  void aPostingThatIsChangedIsFound() {
    for (int i = 0; i < books.postings().size(); i++) {
      assertFound(
          with(
              books,
              changed(
                  books.postings(),
                  i,
                  row -> {
                    List<AttributeValue> legs =
                        new ArrayList<>(Objects.requireNonNull(row.get("legs")).l());
                    Map<String, AttributeValue> leg = new HashMap<>(legs.getFirst().m());
                    legs.set(0, AttributeValue.fromM(number(leg, "minor", 2)));
                    row.put("legs", AttributeValue.fromL(legs));
                    return row;
                  }),
              books.entries()),
          Difference.Kind.UNBALANCED);
      assertFound(
          with(books, changed(books.postings(), i, row -> text(row, "hash", "0")), books.entries()),
          Difference.Kind.ALTERED);
      assertFound(
          with(
              books,
              changed(books.postings(), i, row -> text(row, "kind", "gift")),
              books.entries()),
          Difference.Kind.UNREADABLE);
    }
  }

  /// Who it was, why, what for: a text is altered as easily as a number.
  @Test
  void anyWordThatIsChangedIsFound() {
    Set<String> tried = new TreeSet<>();
    for (int i = 0; i < books.postings().size(); i++) {
      for (Alteration it : Alteration.all(books.postings().get(i))) {
        if (!Set.of("pk", "sk", "legs").contains(it.name())) {
          assertFalse(
              with(books, changed(books.postings(), i, it::of), books.entries()).verify().addsUp(),
              "posting " + it.name());
          tried.add(it.name());
        }
      }
    }
    for (int i = 0; i < books.entries().size(); i++) {
      for (Alteration it : Alteration.all(books.entries().get(i))) {
        assertFalse(
            with(books, books.postings(), changed(books.entries(), i, it::of)).verify().addsUp(),
            "entry " + it.name());
      }
    }
    assertTrue(
        tried.containsAll(
            Set.of("at", "by", "chat", "hash", "kind", "memo", "reference", "request", "reverses")),
        tried.toString());
  }

  /// One attribute of a row, altered or taken away.
  private record Alteration(String name, Optional<AttributeValue> to) {
    static List<Alteration> all(Row row) {
      List<Alteration> all = new ArrayList<>();
      row.values()
          .forEach((name, value) -> {
            if (!name.equals("pk") && !name.equals("sk")) {
              all.add(new Alteration(name, Optional.empty()));
            }
            if (value.s() != null) {
              String to = value.s().isEmpty() ? "a" : value.s().substring(1) + "a";
              all.add(new Alteration(name, Optional.of(AttributeValue.fromS(to))));
            } else if (value.n() != null) {
              long to = Long.parseLong(value.n()) + 1;
              all.add(new Alteration(name, Optional.of(AttributeValue.fromN(Long.toString(to)))));
            } else if (value.hasM()) {
              Map<String, AttributeValue> to = new HashMap<>(value.m());
              to.put("name", AttributeValue.fromS("Somebody else"));
              all.add(new Alteration(name, Optional.of(AttributeValue.fromM(to))));
            }
          });
      return all;
    }

    Map<String, AttributeValue> of(Map<String, AttributeValue> row) {
      to.ifPresentOrElse(value -> row.put(name, value), () -> row.remove(name));
      return row;
    }
  }

  /// A received order and its posting are one fact: neither stands alone, and none says otherwise.
  @Test
  void anOrderThatIsNotItsPostingIsFound() {
    for (int i = 0; i < books.orders().size(); i++) {
      String was = books.orders().get(i).text("state");
      for (PurchaseState other : PurchaseState.values()) {
        boolean isSame =
            other.word().equals(was)
                || Set.of(was, other.word()).equals(Set.of("awaiting-payment", "cancelled"));
        Books altered = orders(changed(books.orders(), i, row -> text(row, "state", other.word())));
        assertEquals(isSame, altered.verify().addsUp(), was + " as " + other);
      }
      assertEquals(
          was.equals("awaiting-payment"),
          orders(without(books.orders(), i)).verify().addsUp(),
          "without the one that is " + was);
    }
    int received = place(books.orders(), "received", "state");
    assertFound(
        orders(changed(books.orders(), received, row -> number(row, "credits", 1))),
        Difference.Kind.ORDER);
  }

  private Books orders(List<Row> orders) {
    return new Books(
        books.tenant(),
        books.postings(),
        books.entries(),
        books.balances(),
        books.holds(),
        orders,
        List.of());
  }

  @Test
  void anEntryThatWasNeverWrittenIsFound() {
    Row entry = books.entries().getFirst();
    for (String other : List.of("07", "11")) {
      Map<String, AttributeValue> stray = new HashMap<>(entry.values());
      text(stray, "sk", entry.text("sk").replaceAll("..$", other));
      List<Row> more = new ArrayList<>(books.entries());
      more.add(new Row(stray));
      assertFound(with(books, books.postings(), more), Difference.Kind.STRAY_ENTRY);
    }
  }

  private static void assertFound(Books books, Difference.Kind... oneOf) {
    Set<Difference.Kind> found =
        books.verify().differences().stream().map(Difference::kind).collect(Collectors.toSet());
    assertTrue(Set.of(oneOf).stream().anyMatch(found::contains), found::toString);
  }

  private static Books with(Books books, List<Row> postings, List<Row> entries) {
    return new Books(
        books.tenant(),
        postings,
        entries,
        books.balances(),
        books.holds(),
        books.orders(),
        List.of());
  }

  private Books balances(List<Row> balances) {
    return new Books(
        books.tenant(),
        books.postings(),
        books.entries(),
        balances,
        books.holds(),
        books.orders(),
        List.of());
  }

  private Books holds(List<Row> holds) {
    return new Books(
        books.tenant(),
        books.postings(),
        books.entries(),
        books.balances(),
        holds,
        books.orders(),
        List.of());
  }

  private static int place(List<Row> rows, String sk) {
    return place(rows, sk, "sk");
  }

  private static int place(List<Row> rows, String text, String name) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).text(name).equals(text)) {
        return i;
      }
    }
    throw new AssertionError("expected a row " + text);
  }

  private static List<Row> without(List<Row> rows, int place) {
    List<Row> fewer = new ArrayList<>(rows);
    fewer.remove(place);
    return fewer;
  }

  private static List<Row> changed(
      List<Row> rows, int place, UnaryOperator<Map<String, AttributeValue>> change) {
    List<Row> others = new ArrayList<>(rows);
    others.set(place, new Row(change.apply(new HashMap<>(rows.get(place).values()))));
    return others;
  }

  private static Map<String, AttributeValue> number(
      Map<String, AttributeValue> row, String name, long more) {
    row.put(name, AttributeValue.fromN(Long.toString(new Row(row).number(name) + more)));
    return row;
  }

  private static Map<String, AttributeValue> text(
      Map<String, AttributeValue> row, String name, String value) {
    row.put(name, AttributeValue.fromS(value));
    return row;
  }
}
