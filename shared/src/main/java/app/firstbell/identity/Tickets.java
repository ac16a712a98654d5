package app.firstbell.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.firstbell.agent.MemberStore;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.visitor.VisitorStore;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// Turns a token that lasts into a ticket that opens one WebSocket within a minute: a ticket may
/// stand where a token must not, in a handshake's headers.
public final class Tickets {
  /// A new ticket.
  public record Issued(Token.Ticket ticket, Instant expiresAt) {}

  private final SessionStore sessions;
  private final VisitorStore visitors;
  private final MemberStore members;
  private final OrganizationStore organizations;
  private final TicketStore tickets;
  private final Ids ids;
  private final InstantSource clock;

  public Tickets(
      SessionStore sessions,
      VisitorStore visitors,
      MemberStore members,
      OrganizationStore organizations,
      TicketStore tickets,
      Ids ids,
      InstantSource clock) {
    this.sessions = sessions;
    this.visitors = visitors;
    this.members = members;
    this.organizations = organizations;
    this.tickets = tickets;
    this.ids = ids;
    this.clock = clock;
  }

  /// Issues a ticket, if the token is valid.
  public Optional<Issued> issue(Token token) {
    Instant now = clock.instant();
    return organizations
        .organization(token.tenant())
        .flatMap(organization -> caller(token, organization, now))
        .map(caller -> {
          Token.Ticket ticket = new Token.Ticket(token.tenant(), ids.secret());
          Instant expiresAt = now.plus(TicketStore.LASTS);
          tickets.put(ticket, caller, expiresAt);
          return new Issued(ticket, expiresAt);
        });
  }

  private Optional<Caller> caller(Token token, Organization organization, Instant now) {
    return switch (token) {
      case Token.Session session ->
          sessions
              .session(session, now)
              .flatMap(found -> members.member(found.tenant(), found.member()))
              .map(member ->
                  new Caller.Agent(
                      organization.id(),
                      member.card(),
                      Set.copyOf(member.rooms()),
                      organization.limits()));
      case Token.Visitor visitor ->
          visitors
              .visitor(organization.id(), visitor.visitor(), now)
              .filter(found -> isSame(found.hash(), visitor.hash()))
              .map(found ->
                  new Caller.Visitor(organization.id(), found.id(), organization.limits()));
      case Token.Ticket _ -> Optional.empty();
    };
  }

  private static boolean isSame(String stored, String given) {
    return MessageDigest.isEqual(stored.getBytes(US_ASCII), given.getBytes(US_ASCII));
  }
}
