package app.firstbell.use;

/// Sums over some chats and some time.
///
/// @param chats that are over; those that were refused because the plan's were used up are not
///   among them
/// @param answered by an agent, or by an operator
/// @param missed by everybody, or refused
/// @param byOperators of those that were answered
/// @param waitMillis how long those that were answered had rung, together
/// @param talkMillis from answer to end, together
/// @param messages of both sides
public record Tally(
    long chats,
    long answered,
    long missed,
    long byOperators,
    long waitMillis,
    long talkMillis,
    long messages) {
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

  public Tally plus(Tally other) {
    return new Tally(
        chats + other.chats,
        answered + other.answered,
        missed + other.missed,
        byOperators + other.byOperators,
        waitMillis + other.waitMillis,
        talkMillis + other.talkMillis,
        messages + other.messages);
  }
}
