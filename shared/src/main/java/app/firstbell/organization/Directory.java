package app.firstbell.organization;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The organizations that belong to a parent, by name and by each word of it, in the table
/// `Accounts`: `{parent}#orgs` / `n#{folded name}#{id}` and `{parent}#words` / `{word}#{id}`. The
/// rows are copies of what the list shows, written in the same transaction as the organization, so
/// that a page is read without opening any of them.
public final class Directory {
  private static final String BY_NAME = "#orgs";
  private static final String BY_WORD = "#words";

  /// A page is bounded also when its filters leave out nearly everything: it may then be short, and
  /// still have a next one.
  private static final int READS = 8;

  private static final int ROWS = 100;
  private final DynamoDbClient client;
  private final String table;

  public Directory(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /// What follows the parent in the partition keys.
  public static final Set<String> PARTITIONS = Set.of(BY_NAME, BY_WORD);

  /// Some organizations.
  ///
  /// @param next the place behind which the next ones begin, to be given as `after` with the same
  ///   search; nothing at the end
  public record Page(List<Listing> listings, Optional<String> next) {
    public Page {
      listings = List.copyOf(listings);
    }
  }

  /// The writes that bring an organization from one place of the directory to another. They have no
  /// conditions: the organization's own item, in the same transaction, has.
  ///
  /// @param before how it was listed, or nothing for a new one
  public List<TransactWriteItem> moving(Optional<Place> before, Optional<Place> after) {
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> old = rows(before);
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> wanted = rows(after);
    List<TransactWriteItem> writes = new ArrayList<>();
    wanted.forEach((key, item) -> {
      if (!item.equals(old.get(key))) {
        writes.add(TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build());
      }
    });
    old.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key ->
            writes.add(
                TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(table).key(key))
                    .build()));
    return writes;
  }

  /// An organization in the directory of its parent.
  public record Place(TenantId parent, Listing listing) {
    /// Where an account is listed; the platform is listed nowhere.
    public static Optional<Place> of(Account account) {
      return Optional.ofNullable(account.parent())
          .map(parent -> new Place(parent, account.listing()));
    }
  }

  /// Finds organizations of a parent, in the order of their names, or of the words found.
  ///
  /// @param position `next` of the page before
  public Page find(TenantId parent, Search search, int limit, Optional<String> position) {
    Optional<String> after = position;
    Optional<String> key = search.key();
    String pk = parent + (key.isPresent() ? BY_WORD : BY_NAME);
    String begin = key.orElse("n#");
    List<Listing> found = new ArrayList<>();
    for (int reads = 0; ; reads++) {
      // One more than asked for tells whether there is a next page; what filters leave out is made
      // good by larger reads.
      int rows = reads == 0 ? Math.min(ROWS, limit + 1) : ROWS;
      QueryResponse page = client.query(query(pk, begin, search, after, rows));
      for (Map<String, AttributeValue> item : page.items()) {
        Row row = new Row(item);
        Listing listing = listing(row);
        if (search.shows(listing, key.map(_ -> word(row)))) {
          if (found.size() == limit) {
            return new Page(found, after);
          }
          found.add(listing);
        }
        after = Optional.of(row.text("sk"));
      }
      if (!page.hasLastEvaluatedKey()) {
        return new Page(found, Optional.empty());
      }
      after = Optional.of(java.util.Objects.requireNonNull(page.lastEvaluatedKey().get("sk")).s());
      if (reads + 1 == READS) {
        return new Page(found, after);
      }
    }
  }

  private QueryRequest query(
      String pk, String begin, Search search, Optional<String> after, int rows) {
    Map<String, String> names = new HashMap<>();
    Item values = new Item().text(":pk", pk).text(":begin", begin);
    List<String> filters = new ArrayList<>();
    filter("pricing", search.pricing().map(Pricing::word), names, values, filters);
    filter("plan", search.plan().map(Plan::id), names, values, filters);
    filter("country", search.country(), names, values, filters);
    if (search.state().isPresent()) {
      filter("state", search.state().map(OrganizationState::word), names, values, filters);
    } else {
      names.put("#state", "state");
      values.text(":deleted", OrganizationState.DELETED.word());
      filters.add("#state <> :deleted");
    }
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :pk AND begins_with(sk, :begin)")
        .filterExpression(String.join(" AND ", filters))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values.build())
        .exclusiveStartKey(after.map(sk -> Item.key(pk, sk).build()).orElse(null))
        .limit(rows)
        .build();
  }

  private static void filter(
      String name,
      Optional<String> value,
      Map<String, String> names,
      Item values,
      List<String> filters) {
    value.ifPresent(wanted -> {
      names.put("#" + name, name);
      values.text(":" + name, wanted);
      filters.add("#" + name + " = :" + name);
    });
  }

  private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> rows(
      Optional<Place> place) {
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> rows = new LinkedHashMap<>();
    place.ifPresent(it -> {
      Listing listing = it.listing();
      add(rows, Item.key(it.parent() + BY_NAME, "n#" + listing.folded() + "#" + listing.id()), it);
      for (String word : listing.words()) {
        add(rows, Item.key(it.parent() + BY_WORD, word + "#" + listing.id()), it);
      }
    });
    return rows;
  }

  private static void add(
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> rows, Item key, Place place) {
    Listing listing = place.listing();
    Map<String, AttributeValue> item = new HashMap<>(key.build());
    item.putAll(
        new Item()
            .text("id", listing.id().value())
            .text("name", listing.name())
            .text("kind", listing.kind().word())
            .text("state", listing.state().word())
            .text("pricing", listing.pricing().word())
            .text("plan", listing.plan().id())
            .text("country", listing.locality().country())
            .text("currency", listing.locality().currency())
            .text("timezone", listing.locality().timezone())
            .instant("createdAt", listing.createdAt())
            .build());
    rows.put(key.build(), item);
  }

  private static Listing listing(Row row) {
    return new Listing(
        new TenantId(row.text("id")),
        row.text("name"),
        known(row, "kind", OrganizationKind.of(row.text("kind"))),
        known(row, "state", OrganizationState.of(row.text("state"))),
        known(row, "pricing", Pricing.of(row.text("pricing"))),
        known(row, "plan", Plan.of(row.text("plan"))),
        new Locality(row.text("country"), row.text("currency"), row.text("timezone")),
        row.instant("createdAt"));
  }

  private static String word(Row row) {
    String sk = row.text("sk");
    return sk.substring(0, sk.lastIndexOf('#'));
  }

  private static <T> T known(Row row, String name, Optional<T> value) {
    return value.orElseThrow(() ->
        new IllegalStateException("an unknown " + name + " in the directory: " + row.text("sk")));
  }
}
