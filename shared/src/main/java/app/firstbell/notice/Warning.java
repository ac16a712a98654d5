package app.firstbell.notice;

import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/// What an organization's administrators are warned of, each once: credits in each epoch, chats in
/// each month for each allowance.
public sealed interface Warning {
  /// Under this name a warning's link carries its [#id()].
  String ID = "warning";

  String ABOUT = "about";
  String LEFT = "left";
  String THRESHOLD = "threshold";
  String MONTH = "month";
  String USED = "used";
  String OF = "of";

  /// The same for every delivery of what it warns of.
  String id();

  /// What it is about, as links carry it.
  String word();

  /// What its mail says, by name.
  Map<String, String> payload();

  /// A warning that this one makes needless.
  Optional<String> instead();

  /// Fewer credits are left than the threshold (K3).
  record CreditsLow(long epoch, long left, long threshold) implements Warning {
    @Override
    public String id() {
      return "credits-low#" + epoch;
    }

    @Override
    public String word() {
      return "credits-low";
    }

    @Override
    public Map<String, String> payload() {
      return Map.of(ABOUT, word(), LEFT, Long.toString(left), THRESHOLD, Long.toString(threshold));
    }

    @Override
    public Optional<String> instead() {
      return Optional.empty();
    }
  }

  /// No credit is left.
  record CreditsGone(long epoch) implements Warning {
    @Override
    public String id() {
      return "credits-gone#" + epoch;
    }

    @Override
    public String word() {
      return "credits-gone";
    }

    @Override
    public Map<String, String> payload() {
      return Map.of(ABOUT, word());
    }

    @Override
    public Optional<String> instead() {
      return Optional.of("credits-low#" + epoch);
    }
  }

  /// Four fifths of the month's chats are used.
  record ChatsNear(YearMonth month, long used, long of) implements Warning {
    @Override
    public String id() {
      return "chats-80#" + month + "#" + of;
    }

    @Override
    public String word() {
      return "chats-80";
    }

    @Override
    public Map<String, String> payload() {
      return chats(word(), month, used, of);
    }

    @Override
    public Optional<String> instead() {
      return Optional.empty();
    }
  }

  /// All of the month's chats are used.
  record ChatsUsedUp(YearMonth month, long used, long of) implements Warning {
    @Override
    public String id() {
      return "chats-100#" + month + "#" + of;
    }

    @Override
    public String word() {
      return "chats-100";
    }

    @Override
    public Map<String, String> payload() {
      return chats(word(), month, used, of);
    }

    @Override
    public Optional<String> instead() {
      return Optional.of("chats-80#" + month + "#" + of);
    }
  }

  private static Map<String, String> chats(String word, YearMonth month, long used, long of) {
    return Map.of(
        ABOUT, word, MONTH, month.toString(), USED, Long.toString(used), OF, Long.toString(of));
  }
}
