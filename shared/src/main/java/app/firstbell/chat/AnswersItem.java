package app.firstbell.chat;

import app.firstbell.dynamo.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Answers to the pre-chat questions as an attribute: `answers` of a head and of a first entry.
final class AnswersItem {
  private AnswersItem() {}

  /// DynamoDB's maps have no order, so each answer carries its place in front of its question.
  static Map<String, AttributeValue> map(Map<String, String> answers) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    answers.forEach((question, answer) ->
        values.put(values.size() + " " + question, AttributeValue.fromS(answer)));
    return values;
  }

  static Map<String, String> answers(Row row) {
    Map<Integer, Map.Entry<String, AttributeValue>> ordered = new TreeMap<>();
    row.map("answers")
        .entrySet()
        .forEach(answer -> {
          String numbered = answer.getKey();
          ordered.put(Integer.parseInt(numbered.substring(0, numbered.indexOf(' '))), answer);
        });
    Map<String, String> answers = new LinkedHashMap<>();
    ordered
        .values()
        .forEach(answer ->
            answers.put(
                answer.getKey().substring(answer.getKey().indexOf(' ') + 1),
                answer.getValue().s()));
    return answers;
  }
}
