package app.firstbell.emulator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
  private static final String RECORD =
      """
      {"eventName":"INSERT","size":120,"tags":["a","b"],"dynamodb":{"NewImage":{"kind":{"S":"accepted"},"seq":{"N":"101"},"gone":{"NULL":true}}}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"eventName":["INSERT","MODIFY"]}                                   | true
          {"eventName":["REMOVE"]}                                            | false
          {"dynamodb":{"NewImage":{"seq":{"N":["101"]}}}}                     | true
          {"dynamodb":{"NewImage":{"seq":{"N":[101]}}}}                       | false
          {"dynamodb":{"NewImage":{"seq":{"N":[{"numeric":[">",100]}]}}}}     | false
          {"size":[{"numeric":[">",100,"<=",120]}]}                           | true
          {"size":[{"numeric":["<",100]}]}                                    | false
          {"dynamodb":{"NewImage":{"kind":{"S":[{"prefix":"acc"}]}}}}         | true
          {"dynamodb":{"NewImage":{"kind":{"S":[{"suffix":"ted"}]}}}}         | true
          {"dynamodb":{"NewImage":{"kind":{"S":[{"equals-ignore-case":"ACCEPTED"}]}}}} | true
          {"dynamodb":{"NewImage":{"kind":{"S":[{"anything-but":["message"]}]}}}} | true
          {"dynamodb":{"NewImage":{"kind":{"S":[{"anything-but":"accepted"}]}}}}  | false
          {"dynamodb":{"NewImage":{"kind":{"S":[{"anything-but":{"prefix":"acc"}}]}}}} | false
          {"dynamodb":{"NewImage":{"nothing":{"S":[{"anything-but":["x"]}]}}}} | false
          {"dynamodb":{"OldImage":[{"exists":false}]}}                        | true
          {"dynamodb":{"NewImage":{"kind":{"S":[{"exists":true}]}}}}          | true
          {"tags":["b"]}                                                      | true
          {"$or":[{"eventName":["REMOVE"]},{"size":[120]}]}                   | true
          {"eventName":["INSERT"],"size":[1]}                                 | false
          """)
  void patternsChooseRecords(String pattern, boolean chosen) throws Exception {
    assertEquals(chosen, EventFilter.parse(pattern).matches(new ObjectMapper().readTree(RECORD)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{}",
        "[]",
        "{\"eventName\":\"INSERT\"}",
        "{\"eventName\":[]}",
        "{\"eventName\":[{\"like\":\"x\"}]}",
        "{\"eventName\":[{\"prefix\":3}]}",
        "{\"size\":[{\"numeric\":[\">\"]}]}",
        "{\"size\":[{\"numeric\":[\"~\",1]}]}",
        "{\"size\":[{\"exists\":\"yes\"}]}"
      })
  void aBadPatternIsRefusedInAwsWords(String pattern) {
    var refused = assertThrows(IllegalArgumentException.class, () -> EventFilter.parse(pattern));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("Invalid filter pattern definition."));
  }

  @Test
  void numbersAreComparedByValue() throws Exception {
    assertTrue(
        EventFilter.parse("{\"n\":[1]}").matches(new ObjectMapper().readTree("{\"n\":1.0}")));
  }
}
