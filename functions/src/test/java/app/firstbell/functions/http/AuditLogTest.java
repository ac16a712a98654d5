package app.firstbell.functions.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.audit.AuditStore;
import app.firstbell.audit.Fact;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.town.Town;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The audit log as an administrator reads it.
class AuditLogTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private final Office office = Office.open();
  private final Lobby lobby = office.lobby();
  private String ada = "";

  @BeforeEach
  void organization() {
    ada = office.of(OrganizationKind.CUSTOMER, TenantId.PLATFORM);
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      boolean isByAda = i % 3 == 0;
      facts.add(
          new Fact(
              lobby.tenant,
              START.plusSeconds(i),
              "f" + i,
              isByAda ? "rooms" : "agents",
              isByAda ? "rooms.created" : "agents.invited",
              new Fact.By("member", isByAda ? "ada" : "bob", isByAda ? "Ada" : "=Bob", null),
              null,
              new Fact.Subject("member", "m" + i, "Person, \"no\" " + i),
              Map.of("name", i == 7 ? "Harbor → Haven" : "-1+1")));
    }
    keep(facts);
  }

  private void keep(List<Fact> facts) {
    new AuditStore(Town.engine(), Town.accountsTable(), new Contention(Pause.jittered()))
        .keep(lobby.tenant, facts);
  }

  @Test
  void theNewestComesFirstAndPagesAreComplete() {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Lobby.Reply page =
          list(cursor.map(at -> Map.of("limit", "7", "cursor", at)).orElse(Map.of("limit", "7")));
      ids.addAll(Office.each(page, "id"));
      cursor = page.body().text("next");
    } while (cursor.isPresent());
    assertEquals(30, ids.size());
    assertEquals("f29", ids.getFirst());
    assertEquals("f0", ids.getLast());
  }

  @Test
  void filtersNarrow() {
    assertEquals(10, Office.each(list(Map.of("application", "rooms")), "id").size());
    assertEquals(10, Office.each(list(Map.of("agent", "ada")), "id").size());
    assertEquals(List.of("f7"), Office.each(list(Map.of("search", "HAVEN")), "id"));
    assertEquals(
        List.of("f4", "f3", "f2"),
        Office.each(list(Map.of("from", millis(2), "to", millis(5))), "id"),
        "`from` is in, `to` is not");
    assertEquals(
        List.of("f3"),
        Office.each(
            list(Map.of("from", millis(2), "to", millis(5), "application", "rooms")), "id"));
    Lobby.Reply first = list(Map.of("agent", "ada", "limit", "4"));
    assertEquals(
        List.of("f15", "f12", "f9", "f6"),
        Office.each(
            list(Map.of("agent", "ada", "limit", "4", "cursor", first.text("next"))), "id"));
    assertEquals(400, list(Map.of("application", "kitchen")).status());
    assertEquals(400, list(Map.of("from", "yesterday")).status());
    assertEquals(400, list(Map.of("from", millis(5), "to", millis(2))).status());
    assertEquals(400, list(Map.of("from", millis(2), "to", millis(2))).status(), "nothing is in");
    assertEquals(400, list(Map.of("from", "0", "to", "0")).status());
    assertEquals(200, list(Map.of("from", "9999999999999")).status(), "all that is to come");
    assertEquals(400, list(Map.of("agent", "bob", "cursor", first.text("next"))).status());
  }

  @Test
  void theFileIsDefused() {
    Lobby.Reply file =
        office
            .ask("GET", "/audit/export", office.audit())
            .as(ada)
            .query(Map.of("agent", "bob"))
            .send();
    assertEquals(200, file.status());
    assertEquals("text/csv; charset=utf-8", file.header("Content-Type"));
    assertTrue(file.header("Content-Disposition").startsWith("attachment; filename=\"audit-"));
    String[] lines = file.response().getBody().split("\r\n", -1);
    assertEquals("n,at,application,what,by,as,subject,details,hash", lines[0]);
    assertEquals(20 + 2, lines.length);
    assertTrue(
        lines[1].startsWith(
            "30,2026-11-01T00:00:29Z,agents,agents.invited,'=Bob,,\"Person, \"\"no\"\" 29\",name:"
                + " -1+1,"),
        lines[1]);
  }

  @Test
  void aFileEndsWhereOneRequestDoesAndSaysSo() {
    assertEquals(20 + 2, export(bounded(3, 31, 4_000_000)).length, "all of it was looked at");
    String[] narrow = export(bounded(3, 6, 4_000_000));
    assertEquals(
        4 + 3, narrow.length, "of the newest six four are bob's, however few the filter shows");
    assertTrue(narrow[5].contains("There is more: choose a shorter time."), narrow[5]);
  }

  /// A letter may have four bytes.
  @Test
  void aFileIsMeasuredInBytes() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      facts.add(
          new Fact(
              lobby.tenant,
              START.plusSeconds(60 + i),
              "g" + i,
              "rooms",
              "rooms.created",
              new Fact.By("member", "bob", "Bob", null),
              null,
              null,
              Map.of("name", "\u304a".repeat(80))));
    }
    keep(facts);
    String[] lines = export(bounded(3, 20_000, 80_000));
    assertTrue(lines[lines.length - 2].contains("There is more"), lines.length + " lines");
    int characters = String.join("", export(bounded(3, 20_000, 4_000_000))).length();
    assertTrue(characters < 80_000, characters + " characters");
  }

  private AuditLogHandler bounded(int verified, int exported, int file) {
    return new AuditLogHandler(
        lobby.gate, lobby.parts, new AuditLog.Bounds(verified, exported, file));
  }

  /// The lines of bob's records, the last of them empty.
  private String[] export(AuditLogHandler handler) {
    return office
        .ask("GET", "/audit/export", handler)
        .as(ada)
        .query(Map.of("agent", "bob"))
        .send()
        .response()
        .getBody()
        .split("\r\n", -1);
  }

  @Test
  void aCellIsNeverAFormula() {
    for (String evil :
        new String[] {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"}) {
      String cell = Csv.cell(evil);
      assertTrue(cell.startsWith("'") || cell.startsWith("\"'"), cell);
    }
    assertEquals("a b", Csv.cell("a b"));
    assertEquals("\"a,\"\"b\"", Csv.cell("a,\"b"));
    assertEquals("", Csv.cell(null));
  }

  @Test
  void theChainIsVerifiedAndATamperedRecordIsNamed() {
    Lobby.Reply whole = verify();
    assertEquals(Optional.of(true), whole.body().bool("intact"));
    assertEquals(Optional.of(30L), whole.body().whole("records"));
    alter(4);
    Lobby.Reply broken = verify();
    assertEquals(Optional.of(false), broken.body().bool("intact"));
    assertEquals(Optional.of(5L), broken.body().object("broken").orElseThrow().whole("n"));
  }

  private void alter(int i) {
    String sk = START.plusSeconds(i).toEpochMilli() + "#f" + i;
    Town.engine()
        .updateItem(update ->
            update
                .tableName(Town.accountsTable())
                .key(Item.key(lobby.tenant + "#audit", sk).build())
                .updateExpression("SET what = :what")
                .expressionAttributeValues(new Item().text(":what", "agents.deleted").build()));
  }

  /// Ten requests of three records each find what one of thirty finds.
  @Test
  void aLogThatIsTooLongForOneRequestIsVerifiedInParts() {
    AuditLogHandler small = bounded(3, 30, 4_000_000);
    List<Lobby.Reply> parts = parts(small);
    assertEquals(10, parts.size());
    for (Lobby.Reply part : parts.subList(0, 9)) {
      assertEquals(200, part.status());
      assertEquals(Optional.empty(), part.body().bool("intact"), "a part is not the whole");
    }
    Lobby.Reply whole = parts.getLast();
    assertEquals(Optional.of(true), whole.body().bool("intact"));
    assertEquals(Optional.of(30L), whole.body().whole("records"));
    assertEquals(
        Optional.of(30L), whole.body().object("head").orElseThrow().whole("n"), "its head too");
    String other = list(Map.of("limit", "3")).text("next");
    assertEquals(400, verify(small, Optional.of(other)).status(), "another list's cursor");
    alter(4);
    Lobby.Reply broken = parts(small).getLast();
    assertEquals(Optional.of(false), broken.body().bool("intact"));
    assertEquals(Optional.of(5L), broken.body().object("broken").orElseThrow().whole("n"));
    assertEquals(Optional.empty(), broken.body().text("next"));
  }

  private List<Lobby.Reply> parts(AuditLogHandler handler) {
    List<Lobby.Reply> parts = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      parts.add(verify(handler, cursor));
      cursor = parts.getLast().body().text("next");
    } while (cursor.isPresent());
    return parts;
  }

  private Lobby.Reply verify(AuditLogHandler handler, Optional<String> cursor) {
    return office
        .ask("GET", "/audit/verification", handler)
        .as(ada)
        .query(cursor.map(text -> Map.of("cursor", text)).orElse(Map.of()))
        .send();
  }

  @Test
  void onlyWhoMayViewItReadsIt() {
    String priya = office.hire("priya", Role.MEMBER, Permission.ANSWER_CHATS);
    String vera = office.hire("vera", Role.MEMBER, Permission.VIEW_AUDIT);
    assertEquals(403, office.ask("GET", "/audit", office.audit()).as(priya).send().status());
    assertEquals(200, office.ask("GET", "/audit", office.audit()).as(vera).send().status());
    assertFalse(Office.each(list(Map.of()), "id").isEmpty());
  }

  private static String millis(int seconds) {
    return Long.toString(START.plusSeconds(seconds).toEpochMilli());
  }

  private Lobby.Reply list(Map<String, String> query) {
    return office.ask("GET", "/audit", office.audit()).as(ada).query(query).send();
  }

  private Lobby.Reply verify() {
    return office.ask("GET", "/audit/verification", office.audit()).as(ada).send();
  }
}
