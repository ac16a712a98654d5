package app.firstbell.chat;

import app.firstbell.identity.Caller;
import app.firstbell.organization.TenantId;
import java.util.Optional;

/// Who may do what with a chat. A chat that one may not see is answered exactly as one that does
/// not exist.
public final class Access {
  private Access() {}

  /// Whether the caller is one of the two sides: the visitor who asked, or the agent who accepted.
  public static boolean isParty(Head head, Caller caller) {
    return switch (caller) {
      case Caller.Visitor visitor -> head.lead().visitor().equals(visitor.visitor());
      case Caller.Agent agent -> head.isAnsweredBy(agent.card().id()) && isKin(head, agent);
    };
  }

  /// An own agent where an own agent answered, an operator where one of their home did.
  private static boolean isKin(Head head, Caller.Agent agent) {
    return head.operator().map(Head.Operator::home).equals(Optional.ofNullable(agent.home()));
  }

  /// Whether the caller may read: the two sides, and the agents of the room as long as nobody has
  /// the chat; operators only while it rings, for what is left in a missed chat is not for them.
  public static boolean mayRead(Head head, Caller caller) {
    return isParty(head, caller)
        || switch (caller) {
          case Caller.Visitor _ -> false;
          case Caller.Agent agent ->
              isOfRoom(head, agent)
                  && (agent.isOperator()
                      ? head.stage() instanceof Stage.Ringing
                      : head.stage().agent() == null);
        };
  }

  /// Whether the caller may look into the log: whoever may read, and an administrator any chat of
  /// the organization (C7). Looking on is all it is: who writes is decided by [#isParty].
  public static boolean mayLookOn(Head head, Caller caller) {
    return mayRead(head, caller)
        || switch (caller) {
          case Caller.Visitor _ -> false;
          case Caller.Agent agent -> agent.seat().mayLookOn();
        };
  }

  /// Whether the agent is one of those whom the chat rings, or rang.
  public static boolean isOfRoom(Head head, Caller.Agent agent) {
    TenantId home = agent.home();
    return home == null ? agent.rooms().contains(head.room().id()) : head.isFor(home);
  }

  /// The name under which the caller writes into this chat.
  public static Author author(Head head, Caller caller) {
    return switch (caller) {
      case Caller.Visitor visitor ->
          new Author(visitor.party().word(), visitor.id(), head.lead().name());
      case Caller.Agent agent -> new Author(agent.party().word(), agent.id(), agent.card().name());
    };
  }
}
