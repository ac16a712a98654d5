package app.firstbell.use;

import app.firstbell.agent.AgentId;
import app.firstbell.organization.RoomId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An hour's row: counters of the whole (`n.c`), of each room (`r.general.c`) and of each agent
/// (`a.marta.c`), and which entries are in them. Counters are attributes of their own, since
/// DynamoDB adds to nothing else; their names are short, since up to a KB the row costs one unit.
final class HourItem {
  /// The ids of the entries that were counted.
  static final String SEEN = "seen";

  /// The timezone in which the hour was told.
  static final String ZONE = "zone";

  private static final String WHOLE = "n";
  private static final String ROOM = "r.";
  private static final String AGENT = "a.";
  private static final Pattern NAME = Pattern.compile("(n|[ra]\\.[^.]+)\\.([camowtx])");

  private enum Counter {
    CHATS("c", Tally::chats),
    ANSWERED("a", Tally::answered),
    MISSED("m", Tally::missed),
    BY_OPERATORS("o", Tally::byOperators),
    WAIT("w", Tally::waitMillis),
    TALK("t", Tally::talkMillis),
    MESSAGES("x", Tally::messages);

    private final String letter;
    private final ToLongFunction<Tally> value;

    Counter(String letter, ToLongFunction<Tally> value) {
      this.letter = letter;
      this.value = value;
    }
  }

  private HourItem() {}

  /// What to add to which attribute for some entries.
  static Map<String, Long> additions(List<Counted> counted) {
    Map<String, Tally> sums = new LinkedHashMap<>();
    for (Counted one : counted) {
      sums.merge(WHOLE, one.tally(), Tally::plus);
      sums.merge(room(one.room()), one.tally(), Tally::plus);
      one.agent().ifPresent(agent -> sums.merge(agent(agent), one.tally(), Tally::plus));
    }
    Map<String, Long> additions = new LinkedHashMap<>();
    sums.forEach((of, tally) -> {
      for (Counter counter : Counter.values()) {
        long value = counter.value.applyAsLong(tally);
        if (value != 0) {
          additions.put(of + "." + counter.letter, value);
        }
      }
    });
    return additions;
  }

  static Tally whole(Map<String, AttributeValue> item) {
    return tallies(item).getOrDefault(WHOLE, Tally.NONE);
  }

  static Map<RoomId, Tally> rooms(Map<String, AttributeValue> item) {
    Map<RoomId, Tally> rooms = new HashMap<>();
    tallies(item)
        .forEach((of, tally) -> {
          if (of.startsWith(ROOM)) {
            rooms.put(new RoomId(of.substring(ROOM.length())), tally);
          }
        });
    return rooms;
  }

  /// Whoever has a chat has answered it: an agent's chats are those.
  static Map<AgentId, Tally> agents(Map<String, AttributeValue> item) {
    Map<AgentId, Tally> agents = new HashMap<>();
    tallies(item)
        .forEach((of, tally) -> {
          if (of.startsWith(AGENT)) {
            agents.put(
                new AgentId(of.substring(AGENT.length())),
                tally.plus(new Tally(tally.answered(), 0, 0, 0, 0, 0, 0)));
          }
        });
    return agents;
  }

  static Set<SdkBytes> seen(Map<String, AttributeValue> item) {
    AttributeValue seen = item.get(SEEN);
    return seen == null || !seen.hasBs() ? Set.of() : new HashSet<>(seen.bs());
  }

  private static String room(RoomId room) {
    return ROOM + room;
  }

  private static String agent(AgentId agent) {
    return AGENT + agent;
  }

  private static Map<String, Tally> tallies(Map<String, AttributeValue> item) {
    Map<String, Map<String, Long>> counters = new HashMap<>();
    item.forEach((name, value) -> {
      Matcher counter = NAME.matcher(name);
      if (counter.matches() && value.n() != null) {
        counters
            .computeIfAbsent(counter.group(1), _ -> new HashMap<>())
            .put(counter.group(2), Long.parseLong(value.n()));
      }
    });
    Map<String, Tally> tallies = new HashMap<>();
    counters.forEach((of, values) -> tallies.put(of, tally(values)));
    return tallies;
  }

  private static Tally tally(Map<String, Long> values) {
    long[] all =
        Arrays.stream(Counter.values())
            .mapToLong(counter -> values.getOrDefault(counter.letter, 0L))
            .toArray();
    return new Tally(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
  }
}
