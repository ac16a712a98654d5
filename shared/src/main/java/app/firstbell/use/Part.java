package app.firstbell.use;

import app.firstbell.dynamo.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A part of a month: some chats that were counted, as a set of short texts ([Counted]).
///
/// A part that is full is never added to again, and the next one is begun only then: so a full part
/// is final, whoever read it and however long ago.
///
/// @param chats by their ids
/// @param at when something was last added: nothing that ended after it is in a full part
record Part(PartKey key, Map<String, Counted> chats, Instant at) {
  static final String CHATS = "chats";
  static final String AT = "at";

  /// Chats in a part before it is full: about as many as fit in 1 KB with ids of 26 characters, up
  /// to which the row costs one unit. A batch goes into one part, so there may be more.
  static final int FULL = 12;

  /// @param item empty when there is no such row
  static Part of(PartKey key, Map<String, AttributeValue> item) {
    Row row = new Row(item);
    Map<String, Counted> chats = new LinkedHashMap<>();
    for (String text : row.set(CHATS)) {
      Counted chat = Counted.parse(key.month(), text);
      chats.put(chat.id(), chat);
    }
    return new Part(key, chats, Instant.ofEpochMilli(row.number(AT, 0)));
  }

  Set<String> ids() {
    return chats.keySet();
  }

  boolean isFull(int full) {
    return chats.size() >= full;
  }

  Tally tally() {
    return chats.values().stream().map(Counted::tally).reduce(Tally.NONE, Tally::plus);
  }
}
