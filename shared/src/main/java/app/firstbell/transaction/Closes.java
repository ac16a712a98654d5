package app.firstbell.transaction;

import app.firstbell.agent.AgentId;
import app.firstbell.identity.SessionId;
import java.util.List;
import java.util.stream.Collectors;

/// Whose sockets end with an act. The outbox reads it from the act's row and closes them.
public sealed interface Closes {
  /// As it stands in the row.
  String text();

  /// All of a member's.
  record OfMember(AgentId member) implements Closes {
    @Override
    public String text() {
      return "member:" + member;
    }
  }

  /// All of several members'.
  record OfMembers(List<AgentId> members) implements Closes {
    public OfMembers {
      members = List.copyOf(members);
    }

    @Override
    public String text() {
      return "members:" + members.stream().map(AgentId::value).collect(Collectors.joining(","));
    }
  }

  /// All of a member's but those of one session: the one that changed the password.
  record OfMemberExcept(AgentId member, SessionId session) implements Closes {
    @Override
    public String text() {
      return "member-except:" + member + ":" + session;
    }
  }

  record OfSession(SessionId session) implements Closes {
    @Override
    public String text() {
      return "session:" + session;
    }
  }

  /// Every member's, and no visitor's.
  record OfAgents() implements Closes {
    @Override
    public String text() {
      return "agents";
    }
  }

  /// Everybody's, visitors' too.
  record OfOrganization() implements Closes {
    @Override
    public String text() {
      return "organization";
    }
  }
}
