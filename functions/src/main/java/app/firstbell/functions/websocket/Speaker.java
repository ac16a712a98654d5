package app.firstbell.functions.websocket;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.visitor.VisitorId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who speaks, and by which connection: only as the authorizer proved it when the connection was
/// opened, never as a frame says. API Gateway hands the authorizer's context to each event, all
/// values as strings.
public record Speaker(Caller caller, ConnectionId connection) {
  /// @throws IllegalStateException when the event carries no context of our authorizer
  static Speaker of(RequestContext context) {
    Map<String, Object> authorizer = context.getAuthorizer();
    if (authorizer == null) {
      throw new IllegalStateException("expected the authorizer's context in the event, got none");
    }
    return new Speaker(caller(authorizer), new ConnectionId(context.getConnectionId()));
  }

  /// A caller as the authorizer's context: flat, and of strings only.
  static Map<String, String> context(Caller caller) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("tenant", caller.tenant().value());
    context.put("party", caller.party().word());
    context.put("id", caller.id());
    context.put("rate", Integer.toString(caller.limits().rate()));
    context.put("burst", Integer.toString(caller.limits().burst()));
    if (caller instanceof Caller.Agent agent) {
      context.put("name", agent.card().name());
      context.put(
          "rooms",
          agent.rooms().stream().map(RoomId::value).sorted().collect(Collectors.joining(",")));
      putIfThere(context, "photo", agent.card().photo());
      putIfThere(context, "title", agent.card().title());
      putIfThere(context, "greeting", agent.card().greeting());
    }
    return context;
  }

  private static Caller caller(Map<String, Object> authorizer) {
    TenantId tenant = new TenantId(text(authorizer, "tenant"));
    Limits limits =
        new Limits(
            Integer.parseInt(text(authorizer, "rate")),
            Integer.parseInt(text(authorizer, "burst")));
    String id = text(authorizer, "id");
    return switch (Party.of(text(authorizer, "party"))) {
      case VISITOR -> new Caller.Visitor(tenant, new VisitorId(id), limits);
      case AGENT ->
          new Caller.Agent(
              tenant,
              new AgentCard(
                  new AgentId(id),
                  text(authorizer, "name"),
                  textOrNull(authorizer, "photo"),
                  textOrNull(authorizer, "title"),
                  textOrNull(authorizer, "greeting")),
              Arrays.stream(text(authorizer, "rooms").split(",", -1))
                  .filter(room -> !room.isEmpty())
                  .map(RoomId::new)
                  .collect(Collectors.toUnmodifiableSet()),
              limits);
    };
  }

  private static String text(Map<String, Object> authorizer, String name) {
    String value = textOrNull(authorizer, name);
    if (value == null) {
      throw new IllegalStateException("expected " + name + " in the authorizer's context");
    }
    return value;
  }

  private static @Nullable String textOrNull(Map<String, Object> authorizer, String name) {
    Object value = authorizer.get(name);
    return value == null ? null : value.toString();
  }

  private static void putIfThere(Map<String, String> context, String name, @Nullable String value) {
    if (value != null) {
      context.put(name, value);
    }
  }
}
