package app.firstbell.simulator.world;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Profile;
import app.firstbell.agent.Role;
import app.firstbell.agent.Standing;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Seat;
import app.firstbell.identity.SessionId;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.List;
import java.util.Set;

/// Who lives in the town.
final class People {
  private People() {}

  /// The name as an id of a visitor's form, so that traces can be read.
  static VisitorId visitor(String name) {
    String letters = name.replaceAll("[^a-z2-7]", "");
    return new VisitorId((letters + "a".repeat(26)).substring(0, 26));
  }

  /// Who is warned.
  static Member administrator() {
    return new Member(
        new AgentCard(new AgentId("boss"), "Boss", null, null, null),
        Town.ADMINISTRATOR,
        null,
        "-",
        List.of(),
        new Standing(Role.ADMIN, Set.of(), MemberStatus.ACTIVE, true),
        Profile.USUAL,
        Member.Times.UNKNOWN,
        1);
  }

  /// Who answers chats; the platform's answer other organizations' too.
  static Caller.Agent agent(TenantId tenant, String id, Limits limits) {
    return new Caller.Agent(
        tenant,
        new AgentCard(new AgentId(id), "Agent " + id, null, null, null),
        Set.of(RoomId.GENERAL),
        limits,
        new Seat(
            new SessionId("s".repeat(26)),
            null,
            Computers.BOTH,
            Role.MEMBER,
            tenant.value().equals(Town.PLATFORM)
                ? Set.of(Permission.ANSWER_CHATS, Permission.ANSWER_AS_OPERATOR)
                : Set.of(Permission.ANSWER_CHATS)));
  }
}
