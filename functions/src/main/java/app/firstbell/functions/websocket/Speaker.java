package app.firstbell.functions.websocket;

import app.firstbell.access.Actor;
import app.firstbell.identity.Caller;
import app.firstbell.identity.CallerText;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent.RequestContext;
import java.util.Map;
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
    return new Speaker(
        CallerText.read(name -> textOrNull(authorizer, name)),
        new ConnectionId(context.getConnectionId()));
  }

  /// A caller as the authorizer's context: flat, and of strings only.
  static Map<String, String> context(Caller caller) {
    return CallerText.write(caller);
  }

  /// The same speaker about a chat of `organization`: as an operator, when it is not their own. Who
  /// is none is told what everybody is told of a chat that is not.
  ///
  /// @throws RefusedException when the caller may not speak there
  Speaker about(TenantId organization) {
    if (organization.equals(caller.tenant())) {
      return this;
    }
    if (caller instanceof Caller.Agent agent && agent.mayOperate()) {
      TenantScope.enter(organization, Proof.OPERATORS);
      return new Speaker(agent.operatorOf(organization), connection);
    }
    throw RefusedException.notFound();
  }

  /// The caller as the policy knows actors. Sockets ask only about the caller's own organization,
  /// for which its kind and its name decide nothing.
  Actor actor() {
    return switch (caller) {
      case Caller.Visitor visitor -> new Actor.Visitor(visitor.tenant(), visitor.visitor());
      case Caller.Agent agent ->
          new Actor.Member(
              agent.tenant(),
              OrganizationKind.CUSTOMER,
              "",
              agent.card().id(),
              agent.card().name(),
              agent.seat().role(),
              agent.seat().permissions(),
              agent.seat().session());
    };
  }

  private static @Nullable String textOrNull(Map<String, Object> authorizer, String name) {
    Object value = authorizer.get(name);
    return value == null ? null : value.toString();
  }
}
