package app.firstbell.identity;

import app.firstbell.access.Actor;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.agent.Permission;
import app.firstbell.dynamo.Contention;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.Computer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  /// It reads what the last write left: an agent whose rooms were changed a moment ago comes back
  /// for a ticket at once, and what that one says lasts for two hours.
  ///
  /// @param member as the gate has let them in
  public Optional<Issued> issue(Actor.Member member, Optional<Computer> computer) {
    return organizations
        .organizationNow(member.tenant())
        .filter(Organization::isOpen)
        .flatMap(organization ->
            members
                .memberNow(member.tenant(), member.id())
                .filter(found -> found.standing().maySignIn())
                .map(found ->
                    caller(organization, member.kind(), found, member.session(), computer)))
        .map(this::issue);
  }

  private static Caller caller(
      Organization organization,
      OrganizationKind kind,
      Member member,
      SessionId session,
      Optional<Computer> computer) {
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
            permissions(kind, member)));
  }

  /// A customer's administrator holds every permission, and has no customers to answer for.
  private static Set<Permission> permissions(OrganizationKind kind, Member member) {
    return kind == OrganizationKind.CUSTOMER
        ? member.permissions().stream()
            .filter(permission -> permission != Permission.ANSWER_AS_OPERATOR)
            .collect(Collectors.toUnmodifiableSet())
        : member.permissions();
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
