package app.firstbell.ledger;

import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.util.List;

/// Everything an organization's ledger consists of, as it is stored, and whether it adds up. Pure:
/// [BookStore] reads it.
///
/// @param postings rows of `{tenant}#ledger`, and so on for the others
/// @param orders rows of `{tenant}#purchase`
/// @param months the entitlement's counters beside the chats that there are
public record Books(
    TenantId tenant,
    List<Row> postings,
    List<Row> entries,
    List<Row> balances,
    List<Row> holds,
    List<Row> orders,
    List<ChatsCounted> months) {
  /// @param month such as `2026-11`
  /// @param counted what the counter says
  /// @param chats how many chats began in the month
  public record ChatsCounted(String month, long counted, long chats) {}

  /// What looking through the books has shown.
  public record Report(
      TenantId tenant, int postings, int entries, int holds, List<Difference> differences) {
    public Report {
      differences = List.copyOf(differences);
    }

    public boolean addsUp() {
      return differences.isEmpty();
    }
  }

  public Books {
    postings = List.copyOf(postings);
    entries = List.copyOf(entries);
    balances = List.copyOf(balances);
    holds = List.copyOf(holds);
    orders = List.copyOf(orders);
    months = List.copyOf(months);
  }

  /// The same with the chats of some months.
  public Books with(List<ChatsCounted> counted) {
    return new Books(tenant, postings, entries, balances, holds, orders, counted);
  }

  /// Recomputes every balance from its entries, every posting's sum, and whatever else must agree.
  public Report verify() {
    return new Report(
        tenant, postings.size(), entries.size(), holds.size(), new BooksCheck(this).differences());
  }
}
