package app.firstbell.functions.ledger;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.StageStore;
import app.firstbell.credit.CreditWarnings;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.Telemetry;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One look after every organization: credits that were left behind are settled, warnings that were
/// lost are given, chats that metering gave up are counted, and the books are looked through. What
/// fails for one organization is counted, and does not keep the others from being looked after.
final class NightlyCheck {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyCheck.class);

  private final EveryOrganization organizations;
  private final AbandonedHolds abandoned;
  private final CreditWarnings warnings;
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
    this.warnings = new CreditWarnings(client, accounts, contention, clock);
    this.verification = new LedgerVerification(client, accounts, chats, pause);
    this.recount = new Recount(new ChatLog(table), metering);
  }

  Map<String, Object> run() {
    return TenantScope.readingAll(() -> run(clock.instant()));
  }

  private Map<String, Object> run(Instant now) {
    Set<TenantId> all = organizations.all();
    Count count = new Count();
    for (TenantId tenant : all) {
      count.trying(tenant, () -> count.settled += abandoned.settle(tenant, now));
      count.trying(tenant, () -> count.warned += warnings.look(tenant) ? 1 : 0);
    }
    verify(List.copyOf(all), now, count);
    Telemetry.measure("LedgerDifferences", "all", count.differences);
    Telemetry.measure("LedgerUnchecked", "all", count.unchecked.size());
    LOG.info(
        "{} organizations, {} differences, {} not looked through, {} credits settled late, {}"
            + " warnings given late, {} chats counted late",
        all.size(),
        count.differences,
        count.unchecked.size(),
        count.settled,
        count.warned,
        count.recounted);
    return Map.of(
        "organizations",
        all.size(),
        "differences",
        count.differences,
        "unchecked",
        count.unchecked.size(),
        "settled",
        count.settled,
        "warned",
        count.warned,
        "recounted",
        count.recounted);
  }

  /// All together, since all their chats are read once. When that fails, those that were not
  /// reported are tried by halves, until whoever makes it fail is alone.
  private void verify(List<TenantId> some, Instant now, Count count) {
    try {
      verification.verify(new LinkedHashSet<>(some), now, count);
    } catch (RuntimeException failure) {
      List<TenantId> left = some.stream().filter(it -> !count.told.contains(it)).toList();
      if (left.size() < 2) {
        left.forEach(tenant -> count.failed(tenant, failure));
      } else {
        verify(left.subList(0, left.size() / 2), now, count);
        verify(left.subList(left.size() / 2, left.size()), now, count);
      }
    }
  }

  private final class Count implements LedgerVerification.Findings {
    private final Set<TenantId> told = new LinkedHashSet<>();
    private final Set<TenantId> unchecked = new LinkedHashSet<>();
    private long differences;
    private long settled;
    private long warned;
    private long recounted;

    @Override
    public void report(Books.Report report) {
      told.add(report.tenant());
      report
          .differences()
          .forEach(difference -> LOG.error("{}: {}", report.tenant(), difference.text()));
      differences += report.differences().size();
    }

    @Override
    public void busy(TenantId tenant) {
      LOG.warn("{} was written in while it was read; tomorrow again", tenant);
      told.add(tenant);
      unchecked.add(tenant);
    }

    void trying(TenantId tenant, Runnable work) {
      try {
        TenantScope.of(tenant, Proof.RECORD, work);
      } catch (RuntimeException failure) {
        failed(tenant, failure);
      }
    }

    void failed(TenantId tenant, RuntimeException failure) {
      LOG.error("{} could not be looked after: {}", tenant, Telemetry.trace(failure));
      unchecked.add(tenant);
    }

    /// What metering gave up, by the same rule.
    @Override
    public boolean recount(TenantId tenant, List<ChatId> missing) {
      LOG.warn(
          "{}: {} chats were not counted, such as {}", tenant, missing.size(), missing.getFirst());
      try {
        long metered = TenantScope.of(tenant, Proof.RECORD, () -> recount.meter(tenant, missing));
        recounted += metered;
        return metered > 0;
      } catch (RuntimeException failed) {
        LOG.error("{}: they could not be counted now either", tenant, failed);
        return false;
      }
    }
  }
}
