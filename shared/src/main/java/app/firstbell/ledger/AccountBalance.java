package app.firstbell.ledger;

import app.firstbell.billing.FeePeriod;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// The balance of a guarded account: `{tenant}#balance` / `{account}` of the table `Accounts`.
///
/// @param posted the sum of the account's entries
/// @param pending what is held of it
/// @param available posted less pending
/// @param floor what `available` may not fall below: 0, or for a postpaid wallet its limit negated
/// @param spendable available less floor. Kept because a condition of DynamoDB compares, and does
///   not calculate
/// @param entries how many entries the account has
/// @param terms of the account `credits`
/// @param isOpen false once its organization is deleted
public record AccountBalance(
    TenantId tenant,
    LedgerAccount account,
    Unit unit,
    long posted,
    long pending,
    long available,
    long floor,
    long spendable,
    long entries,
    Optional<CreditTerms> terms,
    boolean isOpen) {
  static final String PARTITION = "#balance";

  /// Whether an item of the table is such a balance, as readers of the stream ask.
  public static boolean is(Row row) {
    return row.text("pk").endsWith(PARTITION) && LedgerAccount.of(row.text("sk")).isPresent();
  }

  /// Reads the row, of a table or of a stream's image.
  public static AccountBalance of(Row row) {
    String pk = row.text("pk");
    LedgerAccount account = LedgerAccount.known(row.text("sk"));
    return new AccountBalance(
        new TenantId(pk.substring(0, pk.length() - PARTITION.length())),
        account,
        Unit.of(row.text("unit")),
        row.number("posted"),
        row.number("pending"),
        row.number("available"),
        row.number("floor"),
        row.number("spendable"),
        row.number("entries"),
        account == LedgerAccount.CREDITS ? Optional.of(terms(row)) : Optional.empty(),
        !row.has("closedAt"));
  }

  public Amount postedAmount() {
    return new Amount(posted, unit);
  }

  public Amount pendingAmount() {
    return new Amount(pending, unit);
  }

  public Amount availableAmount() {
    return new Amount(available, unit);
  }

  public Amount floorAmount() {
    return new Amount(floor, unit);
  }

  /// Whether an operator may be given a chat: one credit is there, and the fee is paid.
  public boolean covers(long credits, Instant now) {
    return available >= credits && terms.filter(it -> it.isUsable(now)).isPresent();
  }

  /// @throws IllegalStateException for an account that is not `credits`
  public CreditState creditState(Instant now) {
    CreditTerms it =
        terms.orElseThrow(() -> new IllegalStateException("expected the account credits"));
    if (!it.isUsable(now)) {
      return CreditState.FROZEN;
    }
    return available < 1
        ? CreditState.GONE
        : available < it.threshold() ? CreditState.LOW : CreditState.OK;
  }

  private static CreditTerms terms(Row row) {
    return new CreditTerms(
        row.number("threshold"),
        Optional.ofNullable(row.instantOrNull("usableUntil")),
        Optional.ofNullable(row.textOrNull("feeAnchor"))
            .map(anchor ->
                new FeePeriod(LocalDate.parse(anchor), Math.toIntExact(row.number("feeMonths")))),
        row.number("epoch"),
        row.number("warns", 0) == 1);
  }
}
