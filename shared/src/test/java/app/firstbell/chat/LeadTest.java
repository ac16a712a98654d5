package app.firstbell.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What of a lead stands on the ringing card.
class LeadTest {
  @Test
  void answersKeepTheirOrder() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("Order number", "NT-1042");
    answers.put("About", "A late parcel");
    assertEquals(List.copyOf(answers.keySet()), List.copyOf(Lead.brief(answers).keySet()));
  }

  @Test
  void ofMoreThanFitTheFirstStand() {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      answers.put("Question " + i, "a".repeat(500));
    }
    Map<String, String> brief = Lead.brief(answers);
    assertEquals(List.of("Question 0", "Question 1"), List.copyOf(brief.keySet()));
    assertTrue(brief.values().stream().allMatch(answer -> answer.length() == 140));
  }
}
