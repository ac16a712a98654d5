package app.firstbell.use;

import app.firstbell.chat.ChatId;
import app.firstbell.chat.Head;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.ledger.Hold;
import app.firstbell.ledger.Holds;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Settles credits whose chat was over a day ago: the record that should have done it was given up,
/// and the stream has forgotten it. The rule is the same.
public final class AbandonedHolds {
  static final Duration AFTER = Duration.ofDays(1);

  private final StageStore stages;
  private final Holds holds;
  private final Settlement settlement;

  public AbandonedHolds(StageStore stages, Holds holds, Settlement settlement) {
    this.stages = stages;
    this.holds = holds;
    this.settlement = settlement;
  }

  /// @return how many were settled
  public long settle(TenantId tenant, Instant now) {
    return holds.open(tenant).stream()
        .filter(hold -> hold.at().isBefore(now.minus(AFTER)))
        .flatMap(hold -> chat(hold).stream())
        .filter(head -> isLongOver(head, now))
        .flatMap(head -> settlement.settle(head).stream())
        .count();
  }

  private Optional<Head> chat(Hold hold) {
    return stages.head(hold.tenant(), new ChatId(hold.chat()));
  }

  private static boolean isLongOver(Head head, Instant now) {
    return head.stage() instanceof Stage.Ended ended && ended.endedAt().isBefore(now.minus(AFTER));
  }
}
