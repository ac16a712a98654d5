package app.firstbell.emulator.gateway;

import app.firstbell.emulator.stats.Stats;

/// Counts messages as AWS bills them: in each direction, in units of 32 KB begun.
final class Traffic {
  private static final int UNIT_BYTES = 32 * 1024;

  private final Stats stats;

  Traffic(Stats stats) {
    this.stats = stats;
  }

  void in(int bytes) {
    stats.add("gateway.messagesIn", units(bytes));
  }

  Outbox.Offer send(Connection to, byte[] message) {
    Outbox.Offer offer = to.send(message);
    if (offer == Outbox.Offer.TAKEN) {
      stats.add("gateway.messagesOut", units(message.length));
    }
    return offer;
  }

  void connected() {
    stats.count("gateway.connects");
  }

  void posted() {
    stats.count("gateway.posts");
  }

  static int units(int bytes) {
    return Math.max(1, (bytes + UNIT_BYTES - 1) / UNIT_BYTES);
  }
}
