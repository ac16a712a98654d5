package app.firstbell.proof.race;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one chat as one side sees it: what came as pushes, by sync, and in the answers to its
/// own messages.
final class View {
  /// One place of the log. `cid` is empty where the entry is no message.
  record Place(String cid, String text) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Place> places = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long known;

  void add(JsonNode entry) {
    add(
        entry.path("seq").asLong(),
        new Place(entry.path("cid").asText(), entry.path("text").asText()));
  }

  void add(long seq, Place place) {
    lock.lock();
    try {
      Place before = places.putIfAbsent(seq, place);
      if (before != null && !before.equals(place)) {
        wrong.add("place %d was %s and became %s".formatted(seq, before, place));
      }
      while (places.containsKey(known + 1)) {
        known++;
      }
    } finally {
      lock.unlock();
    }
  }

  /// The last number up to which nothing is missing.
  long known() {
    lock.lock();
    try {
      return known;
    } finally {
      lock.unlock();
    }
  }

  Map<Long, Place> places() {
    lock.lock();
    try {
      return new TreeMap<>(places);
    } finally {
      lock.unlock();
    }
  }

  List<String> wrong() {
    lock.lock();
    try {
      return List.copyOf(wrong);
    } finally {
      lock.unlock();
    }
  }

  /// What both sides must agree on at the end.
  ///
  /// @param acknowledged by `cid` the number that the server gave, in the order of each sender
  static List<String> compare(View visitor, View agent, List<Map<String, Long>> acknowledged) {
    List<String> wrong = new ArrayList<>(visitor.wrong());
    wrong.addAll(agent.wrong());
    Map<Long, Place> seen = visitor.places();
    if (!seen.equals(agent.places())) {
      wrong.add("the two sides differ: " + firstDifference(seen, agent.places()));
    }
    if (visitor.known() != seen.size() || agent.known() != agent.places().size()) {
      wrong.add(
          "gaps: %d of %d, %d of %d"
              .formatted(visitor.known(), seen.size(), agent.known(), agent.places().size()));
    }
    Map<String, List<Long>> byCid = new TreeMap<>();
    seen.forEach((seq, place) -> {
      if (!place.cid().isEmpty()) {
        byCid.computeIfAbsent(place.cid(), _ -> new ArrayList<>()).add(seq);
      }
    });
    for (Map<String, Long> sender : acknowledged) {
      long last = 0;
      for (Map.Entry<String, Long> ack : sender.entrySet()) {
        List<Long> at = byCid.getOrDefault(ack.getKey(), List.of());
        if (!at.equals(List.of(ack.getValue()))) {
          wrong.add(
              "acknowledged as %d, stands at %s: %s".formatted(ack.getValue(), at, ack.getKey()));
        }
        if (ack.getValue() <= last) {
          wrong.add(
              "%s was written after %d and stands at %d"
                  .formatted(ack.getKey(), last, ack.getValue()));
        }
        last = ack.getValue();
      }
    }
    return wrong;
  }

  private static String firstDifference(Map<Long, Place> a, Map<Long, Place> b) {
    for (long seq = 1; seq <= Math.max(a.size(), b.size()) + 1; seq++) {
      if (!java.util.Objects.equals(a.get(seq), b.get(seq))) {
        return "at %d %s and %s (%d and %d entries)"
            .formatted(seq, a.get(seq), b.get(seq), a.size(), b.size());
      }
    }
    return "nowhere up to the sizes %d and %d".formatted(a.size(), b.size());
  }
}
