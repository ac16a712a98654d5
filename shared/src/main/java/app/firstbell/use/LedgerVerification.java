package app.firstbell.use;

import app.firstbell.chat.ChatCensus;
import app.firstbell.dynamo.BusyException;
import app.firstbell.ledger.BookStore;
import app.firstbell.ledger.Books;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Looks through the books of organizations, and holds what was counted of their chats against the
/// chats that there are.
public final class LedgerVerification {
  private final DynamoDbClient client;
  private final String accounts;
  private final ChatCensus census;
  private final BookStore books;
  private final OrganizationStore organizations;

  public LedgerVerification(DynamoDbClient client, String accounts, String chats) {
    this.client = client;
    this.accounts = accounts;
    this.census = new ChatCensus(client, chats);
    this.books = new BookStore(client, accounts);
    this.organizations = new OrganizationStore(client, accounts);
  }

  /// Who is told what was found.
  public interface Findings {
    void report(Books.Report report);

    /// Somebody wrote in the books while they were read, five times.
    void busy(TenantId tenant);
  }

  /// Verifies, one organization after the other. What was counted is read before the chats: who is
  /// counted then is there.
  public void verify(Set<TenantId> tenants, Instant now, Findings findings) {
    Map<TenantId, CountedMonths> counted = new HashMap<>();
    for (TenantId tenant : tenants) {
      counted.put(tenant, CountedMonths.read(client, accounts, tenant));
    }
    Map<TenantId, Map<Instant, ChatCensus.Chats>> chats = census.take(tenants);
    for (TenantId tenant : tenants) {
      ZoneId zone =
          organizations.organization(tenant).map(Organization::timezone).orElse(ZoneOffset.UTC);
      CountedMonths months = counted.get(tenant);
      if (months == null) {
        continue;
      }
      try {
        Books read = books.read(tenant);
        findings.report(
            read.with(months.beside(chats.getOrDefault(tenant, Map.of()), zone, now)).verify());
      } catch (BusyException _) {
        findings.busy(tenant);
      }
    }
  }
}
