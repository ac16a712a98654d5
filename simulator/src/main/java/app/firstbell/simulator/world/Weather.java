package app.firstbell.simulator.world;

import app.firstbell.simulator.schedule.Dice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often which thing goes wrong. Each seed has a weather of its own: much of a few things finds
/// more than a little of everything.
public final class Weather {
  /// What can go wrong at a call, a delivery or a socket.
  public enum Fault {
    /// The process ends before the call.
    DIES_BEFORE,
    /// The process ends when the call has had its effect.
    DIES_AFTER,
    /// The service refuses for now.
    THROTTLED,
    /// Another transaction was at the item.
    CONFLICT,
    /// The answer is lost, and the SDK calls once more.
    ANSWER_LOST,
    /// The answer is lost, and the SDK gives up: nobody knows what happened.
    UNKNOWN,
    /// The call takes long.
    SLOW,
    /// An eventually consistent read that is old.
    OLD_READ,
    /// A record or a message comes twice.
    TWICE,
    /// A record or a message comes late.
    LATE,
    /// A socket breaks.
    BROKEN_SOCKET,
    /// Nobody tells that a socket broke.
    END_NOT_TOLD,
    /// A frame is lost on its way to a client.
    FRAME_LOST
  }

  private static final List<Double> RATES = List.of(0.0, 0.0, 0.005, 0.02, 0.06);
  private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
  private boolean isCalm;

  Weather(Dice dice) {
    boolean isFair = dice.chance(0.1);
    for (Fault fault : Fault.values()) {
      rates.put(fault, isFair ? 0.0 : dice.of(RATES) * usual(fault));
    }
  }

  /// From now on nothing goes wrong.
  public void calm() {
    isCalm = true;
  }

  public boolean isCalm() {
    return isCalm;
  }

  double rate(Fault fault) {
    return isCalm ? 0 : rates.getOrDefault(fault, 0.0);
  }

  private static double usual(Fault fault) {
    return switch (fault) {
      case OLD_READ, LATE, END_NOT_TOLD -> 5;
      case SLOW, TWICE, BROKEN_SOCKET -> 2;
      case DIES_BEFORE, DIES_AFTER, UNKNOWN -> 0.5;
      default -> 1;
    };
  }
}
