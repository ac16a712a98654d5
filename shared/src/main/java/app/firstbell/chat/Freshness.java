package app.firstbell.chat;

/// How a read is made. An eventually consistent one costs half, and may be a moment old.
public enum Freshness {
  EVENTUAL,
  CONSISTENT
}
