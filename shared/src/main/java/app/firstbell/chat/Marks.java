package app.firstbell.chat;

import app.firstbell.identity.Party;

/// How far each side has received and read the log, as the highest number. They only grow, and read
/// is delivered.
public record Marks(Mark visitor, Mark agent) {
  public static final Marks NONE = new Marks(Mark.NONE, Mark.NONE);

  /// @param delivered highest number that reached one of the party's screens
  /// @param read highest number that the party has seen; at most `delivered`
  public record Mark(long delivered, long read) {
    public static final Mark NONE = new Mark(0, 0);

    public Mark {
      if (read > delivered) {
        delivered = read;
      }
    }

    /// The higher of both, each.
    public Mark and(Mark other) {
      return new Mark(Math.max(delivered, other.delivered), Math.max(read, other.read));
    }

    /// No number behind the log's end is meant.
    public Mark upTo(long last) {
      return new Mark(Math.min(delivered, last), Math.min(read, last));
    }
  }

  public Mark of(Party party) {
    return party == Party.VISITOR ? visitor : agent;
  }
}
