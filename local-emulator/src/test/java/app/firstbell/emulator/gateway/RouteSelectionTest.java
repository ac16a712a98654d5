package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectionTest {
  private static final String BODY =
      """
      {"action":"join","service":{"name":"chat","do":{"what":"open"}},"n":5,"yes":true,"nothing":null,
       "list":["a","b"],"items":[{"k":"x"},{"k":"y"}],"with space":"w","$default":"d"}
      """;

  @ParameterizedTest(name = "{0} gives \"{1}\"")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $request.body.action                                   | join
          ${request.body.action}                                 | join
          $request.body.service.name                             | chat
          ${request.body.service.do.what}                        | open
          ${request.body.service.name}/${request.body.action}    | chat/join
          $request.body.service.name/$request.body.action        | chat/join
          ${request.body.action}-${request.body.missing}         | join-
          ${request.body.missing}                                | ''
          $request.body.action.deeper                            | ''
          $request.body.nothing                                  | ''
          action                                                 | action
          \\$default                                              | $default
          \\${request.body.action}                                | ${request.body.action}
          $request.body.n                                        | 5
          $request.body.yes                                      | true
          $request.body.list                                     | [a, b]
          $request.body.list[1]                                  | b
          $request.body.list[-1]                                 | b
          $request.body.list[9]                                  | ''
          $request.body.items[*].k                               | [x, y]
          $request.body.items[0].k                               | x
          $request.body['action']                                | join
          ${request.body['with space']}                          | w
          $request.body.service.do                               | {what=open}
          """)
  void expressions(String expression, String expected) {
    assertEquals(
        Optional.of(expected),
        RouteSelection.parse(expression.replace("\\\\", "\\")).evaluate(BODY));
  }

  @Test
  void whatTheBodyHoldsIsNotEvaluatedAgain() {
    RouteSelection selection = RouteSelection.parse("$request.body.action");
    assertEquals(
        Optional.of("$request.body.secret"),
        selection.evaluate("{\"action\":\"$request.body.secret\",\"secret\":\"x\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{\"action\":", "", "{action:1}", "\u0000"})
  void textThatIsNotJsonGoesToDefault(String message) {
    RouteSelection selection = RouteSelection.parse("$request.body.action");
    assertEquals(Optional.empty(), selection.evaluate(message));
    assertEquals(Optional.of("$default"), selection.select(message, Set.of("join", "$default")));
  }

  @Test
  void exactMatchThenDefaultThenNothing() {
    RouteSelection selection = RouteSelection.parse("$request.body.action");
    Set<String> both = Set.of("join", "$default", "$connect", "$disconnect");
    assertEquals(Optional.of("join"), selection.select("{\"action\":\"join\"}", both));
    assertEquals(Optional.of("$default"), selection.select("{\"action\":\"Join\"}", both));
    assertEquals(Optional.of("$default"), selection.select("{\"other\":1}", both));
    assertEquals(Optional.of("$default"), selection.select("[1,2]", both));
    assertEquals(Optional.empty(), selection.select("{\"action\":\"x\"}", Set.of("join")));
  }

  @Test
  void nobodyReachesConnectOrDisconnectByAMessage() {
    RouteSelection selection = RouteSelection.parse("$request.body.action");
    Set<String> routes = Set.of("$connect", "$disconnect");
    assertEquals(Optional.empty(), selection.select("{\"action\":\"$connect\"}", routes));
    assertEquals(Optional.empty(), selection.select("{\"action\":\"$disconnect\"}", routes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$request.header.x",
        "${request.body.a",
        "$context.stage",
        "${request.body..a}",
        "${request.body[?(@.a)]}"
      })
  void whatTheEmulatorCannotEvaluateIsRefusedWithTheExpression(String expression) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> RouteSelection.parse(expression))
                .getMessage());
    assertTrue(message.contains(expression), message);
  }
}
