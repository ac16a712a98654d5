package app.firstbell.functions.ledger;

import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.StageStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.EveryOrganization;
import app.firstbell.organization.TenantId;
import app.firstbell.use.AbandonedHolds;
import app.firstbell.use.LedgerVerification;
import app.firstbell.use.Settlement;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The daily check: settles credits that were left behind, then looks through every organization's
/// books. What differs stands in the log and in the metric `LedgerDifferences`, which alarms.
///
/// It repairs no number: what is wrong is for people to look at.
public final class LedgerCheckHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCheckHandler.class);

  private final EveryOrganization organizations;
  private final AbandonedHolds abandoned;
  private final LedgerVerification verification;
  private final InstantSource clock;

  public LedgerCheckHandler() {
    this(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.variable("CHATS_TABLE"),
        Environment.contention(),
        Environment.CLOCK);
  }

  public LedgerCheckHandler(
      DynamoDbClient client,
      String accounts,
      String chats,
      Contention contention,
      InstantSource clock) {
    ChatTable table = new ChatTable(client, chats, contention);
    Holds holds = new Holds(client, accounts, contention);
    this.organizations = new EveryOrganization(client, accounts);
    this.abandoned =
        new AbandonedHolds(new StageStore(table), holds, new Settlement(new ChatLog(table), holds));
    this.verification = new LedgerVerification(client, accounts, chats);
    this.clock = clock;
  }

  /// @return how many organizations were looked at, how many differences there are, how many
  ///   credits were settled, and how many organizations could not be looked at
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return Telemetry.logged(context, "ledger-check", this::check);
  }

  private Map<String, Object> check() {
    Instant now = clock.instant();
    Set<TenantId> all = organizations.all();
    long settled = 0;
    for (TenantId tenant : all) {
      settled += abandoned.settle(tenant, now);
    }
    Count count = new Count();
    verification.verify(all, now, count);
    Telemetry.measure("LedgerDifferences", "all", count.differences);
    LOG.info(
        "{} organizations, {} differences, {} busy, {} credits settled late",
        all.size(),
        count.differences,
        count.busy,
        settled);
    return Map.of(
        "organizations",
        all.size(),
        "differences",
        count.differences,
        "busy",
        count.busy,
        "settled",
        settled);
  }

  private static final class Count implements LedgerVerification.Findings {
    private long differences;
    private long busy;

    @Override
    public void report(Books.Report report) {
      report
          .differences()
          .forEach(difference -> LOG.error("{}: {}", report.tenant(), difference.text()));
      differences += report.differences().size();
    }

    @Override
    public void busy(TenantId tenant) {
      LOG.warn("{} was written in while it was read; tomorrow again", tenant);
      busy++;
    }
  }
}
