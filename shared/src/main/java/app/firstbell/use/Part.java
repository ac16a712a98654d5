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
/// @param size how many texts there are: a chat may have two, if its organization moved to another
///   timezone between two deliveries of its end
/// @param at when something was last added: nothing that ended after it is in a full part
record Part(PartKey key, Map<String, Counted> chats, int size, Instant at) {
  static final String CHATS = "chats";
  static final String AT = "at";

  /// Chats in a part before it is full: about as many as fit in 1 KB with ids of 26 characters, up
  /// to which the row costs one unit. A batch goes into one part, so there may be more.
  static final int FULL = 12;

  /// @param item empty when there is no such row
  static Part of(PartKey key, Map<String, AttributeValue> item) {
    Row row = new Row(item);
    Set<String> texts = row.set(CHATS);
    Map<String, Counted> chats = new LinkedHashMap<>();
    for (String text : texts) {
      Counted chat = Counted.parse(key.month(), text);
      chats.put(chat.id(), chat);
    }
    return new Part(key, chats, texts.size(), Instant.ofEpochMilli(row.number(AT, 0)));
  }

  Set<String> ids() {
    return chats.keySet();
  }

  boolean isFull(int full) {
    return size >= full;
  }

  Tally tally() {
    return chats.values().stream().map(Counted::tally).reduce(Tally.NONE, Tally::plus);
  }
}
