package app.firstbell.organization;

/// What an organization used in a month of its own timezone (P8).
///
/// @param month such as `2026-11`
public record Use(String month, long chats, long answered, long missed) {
  public static Use none(String month) {
    return new Use(month, 0, 0, 0);
  }
}
