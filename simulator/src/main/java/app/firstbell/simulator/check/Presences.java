package app.firstbell.simulator.check;

import app.firstbell.simulator.world.Town;

/// Nobody is shown whose connection has ended and was told of; and nobody is taken away who is
/// there.
public final class Presences {
  private Presences() {}

  /// @throws Violation of I10
  public static void check(Town town) {
    town.items(Town.CHATS)
        .forEach((place, item) -> {
          if (place.pk().contains("#room#")
              && place.sk().startsWith("agent#")
              && Logs.text(item, "show").equals("online")
              && town.wasToldOfEnd(Logs.text(item, "connection"))) {
            throw new Violation(
                "I10",
                place + " is shown by " + Logs.text(item, "connection") + ", which has ended");
          }
        });
  }
}
