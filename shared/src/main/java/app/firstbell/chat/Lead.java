package app.firstbell.chat;

import app.firstbell.visitor.VisitorId;
import org.jspecify.annotations.Nullable;

/// Who asks, and from where: what agents see while it rings (C1).
///
/// @param visits chats of this visitor before this one
/// @param preview the first text, at most 140 code points
public record Lead(
    VisitorId visitor,
    @Nullable String name,
    @Nullable String email,
    int visits,
    @Nullable Page page,
    String preview) {
  private static final int PREVIEW_CODE_POINTS = 140;

  /// The beginning of a text, never cut within a character.
  public static String preview(String text) {
    int points = text.codePointCount(0, text.length());
    return points <= PREVIEW_CODE_POINTS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, PREVIEW_CODE_POINTS));
  }

  @Override
  public String toString() {
    return "Lead[" + visitor + "]";
  }
}
