package app.firstbell.identity;

import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A secret that a client presents. It names its tenant, so that it is found without a search, and
/// is stored only as a hash.
public sealed interface Token {
  TenantId tenant();

  String secret();

  /// As the client carries it.
  String text();

  /// Under what it is stored.
  default String hash() {
    return Digest.hex(text());
  }

  /// A visitor's, `v.{tenant}.{visitor}.{secret}`.
  record Visitor(TenantId tenant, VisitorId visitor, String secret) implements Token {
    @Override
    public String text() {
      return "v." + tenant + "." + visitor + "." + secret;
    }

    @Override
    public String toString() {
      return "Visitor[…]";
    }
  }

  /// A ticket for one WebSocket, `{tenant}.{secret}`.
  record Ticket(TenantId tenant, String secret) implements Token {
    @Override
    public String text() {
      return tenant + "." + secret;
    }

    @Override
    public String toString() {
      return "Ticket[…]";
    }
  }

  /// A visitor's token of the right form, which says nothing about whether it is valid.
  static Optional<Visitor> visitor(String text) {
    Matcher visitor = Forms.VISITOR.matcher(text);
    return visitor.matches()
        ? Optional.of(
            new Visitor(
                new TenantId(visitor.group(1)), new VisitorId(visitor.group(2)), visitor.group(3)))
        : Optional.empty();
  }

  static Optional<Ticket> ticket(String text) {
    Matcher ticket = Forms.TICKET.matcher(text);
    return ticket.matches()
        ? Optional.of(new Ticket(new TenantId(ticket.group(1)), ticket.group(2)))
        : Optional.empty();
  }

  /// The forms; 43 characters of base64url are 32 bytes.
  final class Forms {
    private static final String TENANT = "([a-z0-9][a-z0-9-]{0,39})";
    private static final String SECRET = "([A-Za-z0-9_-]{43})";
    private static final Pattern VISITOR =
        Pattern.compile("v\\." + TENANT + "\\.([a-z2-7]{26})\\." + SECRET);
    private static final Pattern TICKET = Pattern.compile(TENANT + "\\." + SECRET);

    private Forms() {}
  }
}
