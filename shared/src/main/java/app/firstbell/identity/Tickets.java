package app.firstbell.identity;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Turns a token that lasts into a ticket that opens one WebSocket within a minute: a ticket may
/// stand where a token must not, in a handshake's headers.
public final class Tickets {
  /// A new ticket.
  public record Issued(Token.Ticket ticket, Instant expiresAt) {}

  private final MemberStore members;
  private final OrganizationStore organizations;
  private final TicketStore tickets;
  private final Ids ids;
  private final InstantSource clock;

  public Tickets(
      MemberStore members,
      OrganizationStore organizations,
      TicketStore tickets,
      Ids ids,
      InstantSource clock) {
    this.members = members;
    this.organizations = organizations;
    this.tickets = tickets;
    this.ids = ids;
    this.clock = clock;
  }

  /// Tickets over the two tables.
  public static Tickets stored(
      DynamoDbClient client,
      String accounts,
      String chats,
      Contention contention,
      InstantSource clock) {
    return new Tickets(
        new MemberStore(client, accounts),
        new OrganizationStore(client, accounts),
        new TicketStore(client, chats, contention),
        Ids.secure(),
        clock);
  }

  /// Issues a ticket to a visitor, if the organization's widget is on.
  ///
  /// @param visitor as the gate has let them in
  public Optional<Issued> issue(Actor.Visitor visitor) {
    return open(visitor.tenant())
        .map(organization ->
            issue(new Caller.Visitor(organization.id(), visitor.id(), organization.limits())));
  }

  /// Issues a ticket to a member who has proved who they are, for a socket at one computer. Rooms
  /// that the plan does not let ring are left out.
  ///
  /// @param member as the gate has let them in
  public Optional<Issued> issue(Actor.Member member, Optional<Computer> computer) {
    return open(member.tenant())
        .flatMap(organization ->
            members
                .member(member.tenant(), member.id())
                .filter(found -> found.standing().maySignIn())
                .map(found -> caller(organization, found, member.session(), computer)))
        .map(this::issue);
  }

  private static Caller caller(
      Organization organization, Member member, SessionId session, Optional<Computer> computer) {
    return new Caller.Agent(
        organization.id(),
        member.card(),
        Set.copyOf(organization.effective(member.rooms())),
        organization.limits(),
        new Seat(
            session,
            computer.orElse(null),
            organization.computers(),
            member.role(),
            member.permissions()));
  }

  private Issued issue(Caller caller) {
    Token.Ticket ticket = new Token.Ticket(caller.tenant(), ids.secret());
    Instant expiresAt = clock.instant().plus(TicketStore.LASTS);
    tickets.put(ticket, caller, expiresAt);
    return new Issued(ticket, expiresAt);
  }

  private Optional<Organization> open(TenantId tenant) {
    return organizations.organization(tenant).filter(Organization::isOpen);
  }
}
