package app.firstbell.emulator.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stream's function was given, call by call, and whether the order of each item held.
final class Deliveries {
  private final List<List<JsonNode>> calls = new ArrayList<>();
  private final List<String> completed = new ArrayList<>();

  synchronized void call(JsonNode event) {
    List<JsonNode> records = new ArrayList<>();
    event.path("Records").forEach(records::add);
    calls.add(records);
  }

  /// Says that the function did this record's work.
  synchronized void did(JsonNode record) {
    completed.add(name(record));
  }

  /// `pk/sk` of a record.
  static String name(JsonNode record) {
    return record.at("/dynamodb/Keys/pk/S").asText()
        + "/"
        + record.at("/dynamodb/Keys/sk/S").asText();
  }

  static String number(JsonNode record) {
    return record.at("/dynamodb/SequenceNumber").asText();
  }

  synchronized List<List<String>> calls() {
    return calls.stream().map(c -> c.stream().map(Deliveries::name).toList()).toList();
  }

  synchronized List<JsonNode> records() {
    return calls.stream().flatMap(List::stream).toList();
  }

  /// Names whose work was done, each once, in the order of the first time.
  synchronized Set<String> done() {
    return new LinkedHashSet<>(completed);
  }

  /// The first breach of order: work done for a record before that of an earlier one with the same
  /// partition key, although nobody gave the earlier one up.
  ///
  /// @param written names in the order in which they were written
  synchronized Optional<String> disorder(List<String> written) {
    Map<String, List<String>> firstDone = new HashMap<>();
    for (String name : done()) {
      firstDone.computeIfAbsent(name.split("/")[0], _ -> new ArrayList<>()).add(name);
    }
    for (var chat : firstDone.entrySet()) {
      List<String> wanted =
          written.stream()
              .filter(n -> n.startsWith(chat.getKey() + "/") && chat.getValue().contains(n))
              .toList();
      if (!wanted.equals(chat.getValue())) {
        return Optional.of("wrote %s, did %s".formatted(wanted, chat.getValue()));
      }
    }
    return Optional.empty();
  }
}
