package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The most specific route wins, in whatever order a template has them.
class HttpRoutesTest {
  private static final List<String> KEYS =
      List.of(
          "$default",
          "ANY /{proxy+}",
          "GET /pets",
          "ANY /pets",
          "GET /pets/{id}",
          "GET /pets/dog",
          "GET /pets/dog/{id}",
          "ANY /pets/{proxy+}",
          "GET /{kind}/dog");

  @ParameterizedTest(name = "{0} {1} goes to {2}")
  @CsvSource({
    "GET, /pets, GET /pets",
    "POST, /pets, ANY /pets",
    "GET, /pets/7, GET /pets/{id}",
    "GET, /pets/dog, GET /pets/dog",
    "GET, /pets/dog/1, GET /pets/dog/{id}",
    "POST, /pets/dog/1, ANY /pets/{proxy+}",
    "GET, /pets/dog/1/2, ANY /pets/{proxy+}",
    "GET, /cats/dog, GET /{kind}/dog",
    "GET, /cats, ANY /{proxy+}",
    "GET, /, $default"
  })
  void mostSpecificFirst(String method, String path, String expected) {
    for (int seed = 0; seed < 20; seed++) {
      List<String> keys = new ArrayList<>(KEYS);
      Collections.shuffle(keys, new Random(seed));
      assertEquals(
          expected,
          routes(keys.stream()).match(method, path).orElseThrow().route().key(),
          "order of seed " + seed);
    }
  }

  @Test
  void anEncodedSlashStaysWithinItsParameter() {
    var match = routes(Stream.of("GET /pets/{id}")).match("GET", "/pets/a%2Fb%23c+d").orElseThrow();
    assertEquals("a/b#c+d", match.parameters().get("id"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> routes(Stream.of("GET")));
    assertThrows(IllegalArgumentException.class, () -> routes(Stream.of("GET pets")));
  }

  private static HttpRoutes routes(Stream<String> keys) {
    Integration integration = new Integration("f", Duration.ofSeconds(1));
    return new HttpRoutes(keys.map(key -> new HttpApi.Route(key, integration)).toList());
  }
}
