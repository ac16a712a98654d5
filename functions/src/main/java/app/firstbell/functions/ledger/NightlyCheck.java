package app.firstbell.functions.ledger;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.StageStore;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.Telemetry;
import app.firstbell.ledger.Books;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.EveryOrganization;
import app.firstbell.organization.TenantId;
import app.firstbell.use.AbandonedHolds;
import app.firstbell.use.LedgerVerification;
import app.firstbell.use.Metering;
import app.firstbell.use.Recount;
import app.firstbell.use.Settlement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One look through every organization's books.
final class NightlyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);

  private final EveryOrganization organizations;
  private final AbandonedHolds abandoned;
  private final LedgerVerification verification;
  private final Recount recount;
  private final InstantSource clock;

  /// @param metering by which is counted what it gave up
  /// @param pause before organizations that differ are looked at again
  NightlyCheck(
      DynamoDbClient client,
      String accounts,
      String chats,
      Contention contention,
      Metering metering,
      Pause pause,
      InstantSource clock) {
    ChatTable table = new ChatTable(client, chats, contention);
    Holds holds = new Holds(client, accounts, contention);
    this.clock = clock;
    this.organizations = new EveryOrganization(client, accounts);
    this.abandoned =
        new AbandonedHolds(new StageStore(table), holds, new Settlement(new ChatLog(table), holds));
    this.verification = new LedgerVerification(client, accounts, chats, pause);
    this.recount = new Recount(new ChatLog(table), metering);
  }

  Map<String, Object> run() {
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
        "{} organizations, {} differences, {} busy, {} credits settled late, {} chats counted late",
        all.size(),
        count.differences,
        count.busy,
        settled,
        count.recounted);
    return Map.of(
        "organizations",
        all.size(),
        "differences",
        count.differences,
        "busy",
        count.busy,
        "settled",
        settled,
        "recounted",
        count.recounted);
  }

  private final class Count implements LedgerVerification.Findings {
    private long differences;
    private long busy;
    private long recounted;

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

    /// What metering gave up, by the same rule.
    @Override
    public boolean recount(TenantId tenant, List<ChatId> missing) {
      LOG.warn(
          "{}: {} chats were not counted, such as {}", tenant, missing.size(), missing.getFirst());
      try {
        long metered = recount.meter(tenant, missing);
        recounted += metered;
        return metered > 0;
      } catch (RuntimeException failed) {
        LOG.error("{}: they could not be counted now either", tenant, failed);
        return false;
      }
    }
  }
}
