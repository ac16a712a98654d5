package app.firstbell.chat;

import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An entry as the table's stream brings it: with the chat in whose log it stands.
public record LoggedEntry(ChatAddress chat, Entry entry) {
  private static final String CHAT = "#chat#";

  /// @return nothing when the item is no entry of a log
  /// @throws RuntimeException when it is one, and lacks what each entry of its kind has
  public static Optional<LoggedEntry> of(Map<String, AttributeValue> item) {
    Row row = new Row(item);
    String pk = row.text("pk");
    int separator = pk.indexOf(CHAT);
    if (separator < 0 || !ChatTable.isEntry(row.text("sk"))) {
      return Optional.empty();
    }
    ChatAddress chat =
        new ChatAddress(
            new TenantId(pk.substring(0, separator)),
            new ChatId(pk.substring(separator + CHAT.length())));
    return Optional.of(new LoggedEntry(chat, EntryItem.entry(row)));
  }
}
