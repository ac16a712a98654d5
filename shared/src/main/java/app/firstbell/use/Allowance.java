package app.firstbell.use;

import app.firstbell.billing.Periods;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Use;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalLong;

/// How much of a month's chats is used (K4): "3 of 500".
///
/// @param of how many the plan has; nothing when as many as there come
public record Allowance(Periods.Month month, long used, OptionalLong of) {
  private static final int NEAR_PERCENT = 80;

  /// How it stands.
  public enum State {
    OK,
    /// Four fifths are used.
    NEAR,
    /// All are used: visitors leave messages instead.
    USED_UP;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// @param zone of the organization, in which its months begin
  /// @param use of the month that it is there now
  public static Allowance of(Plan plan, ZoneId zone, Use use, Instant now) {
    return new Allowance(Periods.month(zone, now), use.chats(), plan.chatsPerMonth());
  }

  public State state() {
    return state(used, of);
  }

  static State state(long used, OptionalLong of) {
    if (of.isEmpty()) {
      return State.OK;
    }
    return used >= of.getAsLong()
        ? State.USED_UP
        : used * 100 >= of.getAsLong() * NEAR_PERCENT ? State.NEAR : State.OK;
  }
}
