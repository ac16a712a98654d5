package app.firstbell.ledger;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.By;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Postings and entries as items of the table `Accounts`.
final class LedgerItem {
  static final String POSTINGS = "#ledger";
  static final String ENTRIES = "#entries";
  private static final int DIGITS = 13;

  private LedgerItem() {}

  static Map<String, AttributeValue> key(TenantId tenant, PostingId id) {
    return Item.key(tenant + POSTINGS, id.value()).build();
  }

  /// The posting's own row, which is what makes a repeat one: it has no time to live.
  static Map<String, AttributeValue> header(Posting posting) {
    Item item =
        Item.key(posting.tenant() + POSTINGS, posting.id().value())
            .instant("at", posting.at())
            .text("kind", posting.kind().word())
            .map("by", by(posting.by()))
            .text("hash", posting.hash())
            .text("request", posting.note().request());
    note(item, posting.note());
    FeeChange fee = posting.note().fee();
    if (fee != null) {
      item.map("fee", fee(fee));
    }
    Map<String, AttributeValue> header = new HashMap<>(item.build());
    header.put(
        "legs",
        AttributeValue.fromL(
            posting.legs().stream()
                .map(leg ->
                    AttributeValue.fromM(
                        new Item()
                            .text("account", leg.account().word())
                            .number("minor", leg.amount().minor())
                            .text("unit", leg.amount().unit().code())
                            .build()))
                .toList()));
    return header;
  }

  static Posting posting(Row row) {
    String pk = row.text("pk");
    return new Posting(
        new TenantId(pk.substring(0, pk.length() - POSTINGS.length())),
        new PostingId(row.text("sk")),
        row.instant("at"),
        PostingKind.known(row.text("kind")),
        by(new Row(row.map("by"))),
        legs(row),
        note(row));
  }

  /// The legs of a posting's row, whether or not they are in balance.
  static List<Leg> legs(Row row) {
    AttributeValue legs = row.values().get("legs");
    return legs == null ? List.of() : legs.l().stream().map(LedgerItem::leg).toList();
  }

  private static Leg leg(AttributeValue value) {
    Row leg = new Row(value.m());
    return new Leg(LedgerAccount.known(leg.text("account")), amount(leg));
  }

  static List<Entry> entries(Posting posting) {
    List<Entry> entries = new ArrayList<>();
    for (Leg leg : posting.legs()) {
      entries.add(
          new Entry(
              posting.tenant(),
              posting.id(),
              entries.size(),
              posting.at(),
              leg.account(),
              leg.amount(),
              posting.kind(),
              posting.by(),
              posting.note()));
    }
    return entries;
  }

  static Map<String, AttributeValue> item(Entry entry) {
    Item item =
        Item.key(entry.tenant() + ENTRIES, sortKey(entry))
            .number("minor", entry.amount().minor())
            .text("unit", entry.amount().unit().code())
            .text("kind", entry.kind().word())
            .map("by", by(entry.by()));
    note(item, entry.note());
    return item.build();
  }

  /// Within an account by time; within a posting by the legs' order.
  static String sortKey(Entry entry) {
    return from(entry.account(), entry.at())
        + "#"
        + entry.posting()
        + "#"
        + String.format(Locale.ROOT, "%02d", entry.n());
  }

  /// Where the entries of an account from an instant on begin.
  static String from(LedgerAccount account, Instant at) {
    long millis = Math.clamp(at.toEpochMilli(), 0, 9_999_999_999_999L);
    return account.word() + "#" + String.format(Locale.ROOT, "%0" + DIGITS + "d", millis);
  }

  /// @throws IllegalArgumentException when the key is not that of an entry
  static Entry entry(Row row) {
    String pk = row.text("pk");
    String[] parts = row.text("sk").split("#", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("expected the key of an entry, got " + row.text("sk"));
    }
    return new Entry(
        new TenantId(pk.substring(0, pk.length() - ENTRIES.length())),
        new PostingId(parts[2]),
        Integer.parseInt(parts[3]),
        Instant.ofEpochMilli(Long.parseLong(parts[1])),
        LedgerAccount.known(parts[0]),
        amount(row),
        PostingKind.known(row.text("kind")),
        by(new Row(row.map("by"))),
        note(row));
  }

  private static Amount amount(Row row) {
    return new Amount(row.number("minor"), Unit.of(row.text("unit")));
  }

  private static void note(Item item, Posting.Note note) {
    PostingId reverses = note.reverses();
    item.text("memo", note.memo())
        .text("reference", note.reference())
        .text("chat", note.chat())
        .text("reverses", reverses == null ? null : reverses.value());
  }

  private static Posting.Note note(Row row) {
    return new Posting.Note(
        row.textOrNull("memo"),
        row.textOrNull("reference"),
        row.textOrNull("chat"),
        Optional.ofNullable(row.textOrNull("reverses")).map(PostingId::new).orElse(null),
        row.textOrNull("request"),
        row.has("fee") ? fee(new Row(row.map("fee"))) : null);
  }

  private static Map<String, AttributeValue> fee(FeeChange fee) {
    Item item = new Item();
    fee.before()
        .ifPresent(term ->
            item.text("wasAnchor", term.period().anchor().toString())
                .number("wasMonths", term.period().months())
                .instant("wasUntil", term.until()));
    return item.text("anchor", fee.after().period().anchor().toString())
        .number("months", fee.after().period().months())
        .instant("until", fee.after().until())
        .build();
  }

  private static FeeChange fee(Row row) {
    return new FeeChange(
        row.has("wasAnchor")
            ? Optional.of(
                term(row.text("wasAnchor"), row.number("wasMonths"), row.instant("wasUntil")))
            : Optional.empty(),
        term(row.text("anchor"), row.number("months"), row.instant("until")));
  }

  private static FeeChange.Term term(String anchor, long months, Instant until) {
    return new FeeChange.Term(
        new FeePeriod(LocalDate.parse(anchor), Math.toIntExact(months)), until);
  }

  private static Map<String, AttributeValue> by(By by) {
    return new Item()
        .text("kind", by.kind())
        .text("id", by.id())
        .text("name", by.name())
        .text("organization", by.organization())
        .text("as", by.as())
        .build();
  }

  private static By by(Row row) {
    return new By(
        row.text("kind"),
        row.textOrNull("id"),
        row.textOrNull("name"),
        row.textOrNull("organization"),
        row.textOrNull("as"));
  }
}
