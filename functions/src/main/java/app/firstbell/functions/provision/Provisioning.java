package app.firstbell.functions.provision;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.identity.Passwords;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.Room;
import app.firstbell.organization.TenantId;
import java.util.Optional;

/// Brings what is stored to what a plan says. A repeat writes nothing.
public final class Provisioning {
  private final OrganizationStore organizations;
  private final MemberStore members;
  private final Passwords passwords;

  public Provisioning(OrganizationStore organizations, MemberStore members, Passwords passwords) {
    this.organizations = organizations;
    this.members = members;
    this.passwords = passwords;
  }

  /// @throws IllegalArgumentException when an e-mail address belongs to somebody else; what came
  ///   before it in the plan is done, and a repeat goes on from there
  public void apply(Plan plan) {
    Organization wanted = plan.organization();
    if (!organizations.organization(wanted.id()).equals(Optional.of(wanted))) {
      organizations.put(wanted);
    }
    for (Room room : plan.rooms()) {
      if (!organizations.room(wanted.id(), room.name().id()).equals(Optional.of(room))) {
        organizations.put(wanted.id(), room);
      }
    }
    plan.agents().forEach(agent -> apply(wanted.id(), agent));
  }

  private void apply(TenantId tenant, Plan.Agent agent) {
    MemberStore.Login login = new MemberStore.Login(agent.email(), tenant, agent.card().id());
    if (!members.login(agent.email()).equals(Optional.of(login)) && !members.claim(login)) {
      throw new IllegalArgumentException(
          "agent " + agent.card().id() + ": the e-mail address belongs to another member");
    }
    Optional<Member> stored = members.member(tenant, agent.card().id());
    // A hash is salted, so it is compared by the password, and kept when that is the same.
    String hash =
        stored
            .map(Member::passwordHash)
            .filter(kept -> passwords.matches(agent.password(), kept))
            .orElseGet(() -> passwords.hash(agent.password()));
    Member wanted = new Member(agent.card(), agent.email(), hash, agent.rooms());
    if (!stored.equals(Optional.of(wanted))) {
      members.put(tenant, wanted);
    }
  }
}
