package app.firstbell.use;

import app.firstbell.chat.ChatCensus;
import app.firstbell.chat.ChatCensus.Chats;
import app.firstbell.chat.ChatCensus.Over;
import app.firstbell.chat.ChatId;
import app.firstbell.dynamo.BusyException;
import app.firstbell.dynamo.Pause;
import app.firstbell.ledger.BookStore;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Books.ChatsCounted;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Looks through the books of organizations, and holds what was counted of their chats against the
/// chats that are over. Chats go on meanwhile: an organization whose numbers differ is looked at a
/// second time, chat by chat, and only what differs then is reported.
public final class LedgerVerification {
  /// Longer than an index is behind its table, for whoever runs this beside a living installation.
  public static final Pause INDEX_LAG =
      _ -> {
        try {
          Thread.sleep(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      };

  private final DynamoDbClient client;
  private final String accounts;
  private final ChatCensus census;
  private final BookStore books;
  private final OrganizationStore organizations;
  private final Pause pause;

  /// @param pause before the second look, so that the index shows what was counted by then
  public LedgerVerification(DynamoDbClient client, String accounts, String chats, Pause pause) {
    this.client = client;
    this.accounts = accounts;
    this.census = new ChatCensus(client, chats);
    this.books = new BookStore(client, accounts);
    this.organizations = new OrganizationStore(client, accounts);
    this.pause = pause;
  }

  /// Who is told what was found.
  public interface Findings {
    void report(Books.Report report);

    /// Somebody wrote in the books while they were read, five times.
    void busy(TenantId tenant);

    /// Chats that were over an hour ago and are not counted.
    ///
    /// @return whether they have been counted now, so that the numbers are to be read again
    default boolean recount(TenantId tenant, List<ChatId> missing) {
      return false;
    }
  }

  /// What was counted of an organization, without each chat.
  private record Sums(Map<YearMonth, Chats> counted, List<ChatsCounted> rows) {}

  /// Verifies, one organization after the other. What was counted is read before the chats: who is
  /// counted then is there.
  public void verify(Set<TenantId> tenants, Instant now, Findings findings) {
    Map<TenantId, Sums> sums = new HashMap<>();
    for (TenantId tenant : tenants) {
      CountedChats counted = CountedChats.read(client, accounts, tenant);
      sums.put(tenant, new Sums(counted.sums(), counted.rows()));
    }
    Map<TenantId, Map<Instant, Chats>> over = census.take(tenants);
    Set<TenantId> doubtful = new HashSet<>();
    sums.forEach((tenant, sum) -> {
      boolean addsUp = sum.rows().stream().allMatch(row -> row.counted() == row.chats());
      if (addsUp
          && ChatComparison.isEqual(
              sum.counted(), over.getOrDefault(tenant, Map.of()), zone(tenant), now)) {
        report(tenant, sum.rows(), findings);
      } else {
        doubtful.add(tenant);
      }
    });
    if (!doubtful.isEmpty()) {
      lookAgain(doubtful, now, findings);
    }
  }

  private void lookAgain(Set<TenantId> tenants, Instant now, Findings findings) {
    Map<TenantId, CountedChats> counted = new HashMap<>();
    for (TenantId tenant : tenants) {
      counted.put(tenant, CountedChats.read(client, accounts, tenant));
    }
    pause.before(1);
    Map<TenantId, List<Over>> over = census.each(tenants);
    counted.forEach((tenant, first) -> {
      List<Over> theirs = over.getOrDefault(tenant, List.of());
      CountedChats last = first;
      ChatComparison.Found found = ChatComparison.each(first.all(), theirs, now);
      if (!found.missing().isEmpty() && findings.recount(tenant, found.missing())) {
        last = CountedChats.read(client, accounts, tenant);
        found = ChatComparison.each(counted(last, first, theirs), theirs, now);
      }
      List<ChatsCounted> lines = new ArrayList<>(last.rows());
      lines.addAll(found.lines());
      report(tenant, lines, findings);
    });
  }

  /// What is counted now, without chats that ended since the chats were told.
  private static List<Counted> counted(CountedChats last, CountedChats first, List<Over> over) {
    Set<String> told = new HashSet<>();
    first.all().forEach(chat -> told.add(chat.id()));
    over.forEach(chat -> told.add(Counted.id(chat.chat())));
    return last.all().stream().filter(chat -> told.contains(chat.id())).toList();
  }

  private void report(TenantId tenant, List<ChatsCounted> lines, Findings findings) {
    try {
      findings.report(books.read(tenant).with(lines).verify());
    } catch (BusyException _) {
      findings.busy(tenant);
    }
  }

  private ZoneId zone(TenantId tenant) {
    return organizations.organization(tenant).map(Organization::timezone).orElse(ZoneOffset.UTC);
  }
}
