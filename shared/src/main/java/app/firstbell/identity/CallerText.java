package app.firstbell.identity;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import app.firstbell.visitor.VisitorId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A caller as flat texts: so it lies in a ticket, and so API Gateway hands it to every event of a
/// socket, whose authorizer's context holds nothing but texts.
public final class CallerText {
  private CallerText() {}

  public static Map<String, String> write(Caller caller) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("tenant", caller.tenant().value());
    texts.put("party", caller.party().word());
    texts.put("id", caller.id());
    texts.put("rate", Integer.toString(caller.limits().rate()));
    texts.put("burst", Integer.toString(caller.limits().burst()));
    if (caller instanceof Caller.Agent agent) {
      write(texts, agent);
    }
    return texts;
  }

  private static void write(Map<String, String> texts, Caller.Agent agent) {
    AgentCard card = agent.card();
    Seat seat = agent.seat();
    texts.put("name", card.name());
    putIfThere(texts, "photo", card.photo());
    putIfThere(texts, "title", card.title());
    putIfThere(texts, "greeting", card.greeting());
    texts.put("rooms", joined(agent.rooms(), RoomId::value));
    texts.put("session", seat.session().value());
    Computer computer = seat.computer();
    putIfThere(texts, "computer", computer == null ? null : computer.value());
    texts.put("computers", seat.computers().word());
    texts.put("role", seat.role().word());
    texts.put("permissions", joined(seat.permissions(), Permission::word));
  }

  /// @param texts gives the text of a name; null when there is none
  /// @throws RuntimeException when one is missing, or is not what [#write(Caller)] writes
  public static Caller read(Function<String, @Nullable String> texts) {
    TenantId tenant = new TenantId(need(texts, "tenant"));
    Limits limits =
        new Limits(Integer.parseInt(need(texts, "rate")), Integer.parseInt(need(texts, "burst")));
    String id = need(texts, "id");
    return switch (Party.of(need(texts, "party"))) {
      case VISITOR -> new Caller.Visitor(tenant, new VisitorId(id), limits);
      case AGENT ->
          new Caller.Agent(
              tenant,
              new AgentCard(
                  new AgentId(id),
                  need(texts, "name"),
                  texts.apply("photo"),
                  texts.apply("title"),
                  texts.apply("greeting")),
              split(need(texts, "rooms")).map(RoomId::new).collect(Collectors.toSet()),
              limits,
              seat(texts));
    };
  }

  private static Seat seat(Function<String, @Nullable String> texts) {
    String computer = texts.apply("computer");
    return new Seat(
        new SessionId(need(texts, "session")),
        computer == null ? null : new Computer(computer),
        Computers.of(need(texts, "computers")).orElseThrow(),
        Role.of(need(texts, "role")).orElseThrow(),
        permissions(need(texts, "permissions")));
  }

  /// A permission that this version does not know allows nothing.
  private static Set<Permission> permissions(String words) {
    return split(words)
        .flatMap(word -> Permission.of(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <T> String joined(Collection<T> values, Function<T, String> word) {
    return values.stream().map(word).sorted().collect(Collectors.joining(","));
  }

  private static Stream<String> split(String words) {
    return Arrays.stream(words.split(",", -1)).filter(word -> !word.isEmpty());
  }

  private static String need(Function<String, @Nullable String> texts, String name) {
    String value = texts.apply(name);
    if (value == null) {
      throw new IllegalStateException("expected " + name + " of who calls, got nothing");
    }
    return value;
  }

  private static void putIfThere(Map<String, String> texts, String name, @Nullable String value) {
    if (value != null) {
      texts.put(name, value);
    }
  }
}
