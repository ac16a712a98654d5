package app.firstbell.chat;

import app.firstbell.visitor.VisitorId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who asks, and from where: what agents see while it rings (C1).
///
/// @param visits chats of this visitor before this one
/// @param preview the first text, at most 140 code points
/// @param answers to the pre-chat questions in their order, as far as they fit on a ringing card:
///   the head is read with every message, and must stay below what half a read unit gives. All of
///   them stand in the log's first entry
public record Lead(
    VisitorId visitor,
    @Nullable String name,
    @Nullable String email,
    int visits,
    @Nullable Page page,
    String preview,
    Map<String, String> answers) {
  private static final int PREVIEW_CODE_POINTS = 140;

  /// Characters of questions and answers together.
  private static final int BRIEF = 400;

  public Lead {
    answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
  }

  /// The first answers, each as long as a preview at most, as many as fit.
  public static Map<String, String> brief(Map<String, String> answers) {
    Map<String, String> brief = new LinkedHashMap<>();
    int left = BRIEF;
    for (Map.Entry<String, String> answer : answers.entrySet()) {
      String question = preview(answer.getKey());
      String text = preview(answer.getValue());
      left -= question.length() + text.length();
      if (left < 0) {
        break;
      }
      brief.put(question, text);
    }
    return brief;
  }

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
