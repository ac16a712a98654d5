package app.firstbell.use;

import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.ledger.Books.ChatsCounted;
import app.firstbell.organization.TenantId;
import app.firstbell.organization.Use;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything that was counted of an organization.
///
/// @param months their own rows
record CountedChats(List<Month> months, List<Part> parts) {
  /// Reads every row of an organization's use, consistently and in the order of their keys. A month
  /// is read before its parts, and those that it holds are final: so they agree, whatever is
  /// counted meanwhile.
  static CountedChats read(DynamoDbClient client, String table, TenantId tenant) {
    List<Month> months = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        client
            .queryPaginator(query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(new Item().text(":pk", PartKey.pk(tenant)).build())
                    .consistentRead(true))
            .items()) {
      Row row = new Row(item);
      String sk = row.text("sk");
      if (PartKey.isPart(sk)) {
        parts.add(Part.of(PartKey.parse(sk), item));
      } else {
        months.add(Month.of(YearMonth.parse(sk), row));
      }
    }
    return new CountedChats(months, parts);
  }

  /// What was counted, by the month.
  Map<YearMonth, Chats> sums() {
    Map<YearMonth, Chats> sums = new TreeMap<>();
    parts.forEach(part -> sums.merge(part.key().month(), chats(part), Chats::plus));
    return sums;
  }

  /// The chats that were counted, one by one.
  List<Counted> all() {
    return parts.stream().flatMap(part -> part.chats().values().stream()).toList();
  }

  /// Each month's own row beside the parts that it holds.
  List<ChatsCounted> rows() {
    List<ChatsCounted> rows = new ArrayList<>();
    for (Month month : months) {
      Chats held =
          parts.stream()
              .filter(part ->
                  part.key().month().equals(month.month()) && part.key().number() < month.parts())
              .map(CountedChats::chats)
              .reduce(Chats.NONE, Chats::plus);
      Use row = month.held();
      String where = month.month() + "'s row and its parts";
      rows.add(new ChatsCounted(where, row.chats(), held.over()));
      rows.add(new ChatsCounted(where + ", answered", row.answered(), held.answered()));
      rows.add(new ChatsCounted(where + ", missed", row.missed(), held.missed()));
    }
    return rows;
  }

  private static Chats chats(Part part) {
    Tally tally = part.tally();
    return new Chats(tally.chats(), tally.answered(), tally.missed());
  }
}
