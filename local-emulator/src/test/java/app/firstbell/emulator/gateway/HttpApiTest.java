package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HttpApiTest {
  private static final String API = "/" + Template.HTTP + "/api";

  private static House house(Lambdas lambdas) {
    return new House(template(), lambdas);
  }

  private static Template template() {
    return Template.http("", "")
        .httpRoute("POST /sessions", "Sessions")
        .httpRoute("GET /sites/{site}", "Sites")
        .httpRoute("ANY /files/{proxy+}", "Files");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void eventHasFormat2() throws Exception {
    try (House house = house(new Lambdas())) {
      Web.send(
          house,
          "POST",
          API + "/sessions?a=1&a=2&b=x%20y",
          bytes("{\"email\":\"ü\"}"),
          "Content-Type",
          "application/json",
          "X-Two",
          "one",
          "X-Two",
          "two",
          "Cookie",
          "a=1; b=2",
          "User-Agent",
          "Bell/1");
      JsonNode event = house.lambdas.next("Sessions");
      assertEquals("2.0", event.path("version").asText());
      assertEquals("POST /sessions", event.path("routeKey").asText());
      assertEquals("/api/sessions", event.path("rawPath").asText());
      assertEquals("a=1&a=2&b=x%20y", event.path("rawQueryString").asText());
      assertEquals("{\"a\":\"1,2\",\"b\":\"x y\"}", event.path("queryStringParameters").toString());
      assertEquals("[\"a=1\",\"b=2\"]", event.path("cookies").toString());
      assertEquals("one,two", event.at("/headers/x-two").asText());
      assertEquals("application/json", event.at("/headers/content-type").asText());
      assertFalse(event.path("headers").has("cookie"));
      assertEquals("{\"email\":\"ü\"}", event.path("body").asText());
      assertFalse(event.path("isBase64Encoded").asBoolean(true));
      JsonNode context = event.path("requestContext");
      assertEquals("000000000000", context.path("accountId").asText());
      assertEquals(Template.HTTP, context.path("apiId").asText());
      assertEquals(Template.HTTP, context.path("domainPrefix").asText());
      assertEquals("api", context.path("stage").asText());
      assertEquals("POST /sessions", context.path("routeKey").asText());
      assertTrue(context.path("timeEpoch").isIntegralNumber());
      assertTrue(context.path("time").asText().endsWith("+0000"));
      assertEquals("POST", context.at("/http/method").asText());
      assertEquals("/api/sessions", context.at("/http/path").asText());
      assertEquals("HTTP/1.1", context.at("/http/protocol").asText());
      assertEquals("127.0.0.1", context.at("/http/sourceIp").asText());
      assertEquals("Bell/1", context.at("/http/userAgent").asText());
    }
  }

  @Test
  void pathParametersAreDecodedAndGreedyOnesKeepTheirSlashes() throws Exception {
    try (House house = house(new Lambdas())) {
      Web.get(house, API + "/sites/north%20wind");
      JsonNode site = house.lambdas.next("Sites");
      assertEquals("{\"site\":\"north wind\"}", site.path("pathParameters").toString());
      assertFalse(site.has("body"));
      Web.send(house, "PUT", API + "/files/a/b%20c", new byte[0]);
      assertEquals("a/b c", house.lambdas.next("Files").at("/pathParameters/proxy").asText());
    }
  }

  @Test
  void bytesAndFormsComeInBase64() throws Exception {
    try (House house = house(new Lambdas())) {
      Web.send(
          house,
          "POST",
          API + "/sessions",
          bytes("a=1"),
          "Content-Type",
          "application/x-www-form-urlencoded");
      JsonNode event = house.lambdas.next("Sessions");
      assertTrue(event.path("isBase64Encoded").asBoolean());
      assertEquals("YT0x", event.path("body").asText());
    }
  }

  @Test
  void aPictureComesInBase64ByteForByteAndGoesOutAsItWas() throws Exception {
    byte[] picture = new byte[300 * 1024];
    new java.util.Random(7).nextBytes(picture);
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Sites",
                _ ->
                    "{\"statusCode\":200,\"headers\":{\"content-type\":\"image/png\"},"
                        + "\"isBase64Encoded\":true,\"body\":\""
                        + Base64.getEncoder().encodeToString(picture)
                        + "\"}");
    try (House house = house(lambdas)) {
      for (String type : List.of("image/png", "image/jpeg", "application/octet-stream")) {
        Web.send(house, "POST", API + "/sessions", picture, "Content-Type", type);
        JsonNode event = house.lambdas.next("Sessions");
        assertTrue(event.path("isBase64Encoded").asBoolean(), type);
        assertArrayEquals(picture, Base64.getDecoder().decode(event.path("body").asText()), type);
      }
      HttpResponse<byte[]> answer = Web.bytes(house, API + "/sites/x");
      assertEquals("image/png", answer.headers().firstValue("content-type").orElse(""));
      assertArrayEquals(picture, answer.body());
    }
  }

  /// Ten megabytes is API Gateway's limit, six is Lambda's with base64 and all: what lies between
  /// reaches no function.
  @Test
  void aBodyBeyondTheLimitIsRefusedBeforeAnyFunction() throws Exception {
    try (House house = house(new Lambdas())) {
      byte[] body = new byte[10 * 1024 * 1024 + 1];
      assertRefused(
          413,
          "Request Entity Too Large",
          Web.send(house, "POST", API + "/sessions", body, "Content-Type", "image/png"));
      assertEquals(0, house.lambdas.waiting("Sessions"));
    }
  }

  @Test
  void theAddressOfWhoCallsComesAfterWhatTheCallerClaims() throws Exception {
    try (House house = house(new Lambdas())) {
      Web.send(house, "POST", API + "/sessions", bytes("{}"), "X-Forwarded-For", "6.6.6.6");
      JsonNode event = house.lambdas.next("Sessions");
      assertEquals("6.6.6.6, 127.0.0.1", event.at("/headers/x-forwarded-for").asText());
      assertEquals("127.0.0.1", event.at("/requestContext/http/sourceIp").asText());
    }
  }

  @Test
  void outputWithoutAStatusIsJsonWith200() throws Exception {
    Lambdas lambdas = new Lambdas().answering("Sites", "{'name':'Northwind'}");
    try (House house = house(lambdas)) {
      HttpResponse<String> inferred = Web.get(house, API + "/sites/x");
      assertEquals(200, inferred.statusCode());
      assertEquals("{\"name\":\"Northwind\"}", inferred.body());
      assertEquals("application/json", inferred.headers().firstValue("content-type").orElse(""));
      assertTrue(inferred.headers().firstValue("apigw-requestid").isPresent());
    }
  }

  @Test
  void statusHeadersCookiesAndBytesReachTheClient() throws Exception {
    Lambdas lambdas =
        new Lambdas()
            .answering(
                "Sites",
                "{'statusCode':404,'headers':{'Content-Type':'application/problem+json','X-A':1},"
                    + "'cookies':['a=1; Secure','b=2'],'body':'e30=','isBase64Encoded':true}");
    try (House house = house(lambdas)) {
      HttpResponse<String> response = Web.get(house, API + "/sites/x");
      assertEquals(404, response.statusCode());
      assertEquals("{}", response.body());
      assertEquals(
          "application/problem+json", response.headers().firstValue("content-type").orElse(""));
      assertEquals("1", response.headers().firstValue("x-a").orElse(""));
      assertEquals(List.of("a=1; Secure", "b=2"), response.headers().allValues("set-cookie"));
      lambdas.answering("Sites", "{'statusCode':204}");
      assertEquals(204, Web.get(house, API + "/sites/x").statusCode());
    }
  }

  @Test
  void whatAFunctionGetsWrongIsAnInternalServerError() throws Exception {
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Sites",
                _ -> {
                  throw new IllegalStateException("boom");
                });
    try (House house = house(lambdas)) {
      assertRefused(500, "Internal Server Error", Web.get(house, API + "/sites/x"));
      lambdas.answering("Sites", "{'statusCode':200,'body':{'not':'text'}}");
      assertRefused(500, "Internal Server Error", Web.get(house, API + "/sites/x"));
      lambdas.answering("Sites", "{'statusCode':'many'}");
      assertRefused(500, "Internal Server Error", Web.get(house, API + "/sites/x"));
    }
  }

  @Test
  void noRouteNoStageAndNoPermission() throws Exception {
    try (House house = house(new Lambdas())) {
      assertRefused(404, "Not Found", Web.get(house, API + "/nothing"));
      assertRefused(404, "Not Found", Web.get(house, API + "/sessions"));
      assertRefused(404, "Not Found", Web.get(house, "/" + Template.HTTP + "/other/sessions"));
    }
    Template unpermitted = Template.http("", "").httpRoute("GET /x", "X");
    unpermitted.resources().removeIf(r -> r.type().equals("AWS::Lambda::Permission"));
    try (House house = new House(unpermitted, new Lambdas())) {
      assertRefused(500, "Internal Server Error", Web.get(house, API + "/x"));
      assertEquals(0, house.lambdas.waiting("X"));
    }
  }

  @Test
  void timeoutIsServiceUnavailable() throws Exception {
    Template template =
        Template.http("", "").httpRoute("GET /slow", "Slow", ",'TimeoutInMillis':50");
    CountDownLatch mayEnd = new CountDownLatch(1);
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Slow",
                _ -> {
                  mayEnd.await();
                  return "{}";
                });
    try (House house = new House(template, lambdas)) {
      assertRefused(503, "Service Unavailable", Web.get(house, API + "/slow"));
      mayEnd.countDown();
    }
    assertEquals(Duration.ofSeconds(30), Quotas.aws().httpIntegration());
  }

  @Test
  void aFunctionMayTakeLongerThanTheServersIdleTimeout() throws Exception {
    Lambdas lambdas =
        new Lambdas()
            .on(
                "Sites",
                _ -> {
                  new CountDownLatch(1).await(1_500, TimeUnit.MILLISECONDS);
                  return "{\"ok\":true}";
                });
    Duration idle = Duration.ofSeconds(1);
    try (House house = new House(template(), lambdas, GatewayOptions.aws(), idle)) {
      assertEquals("{\"ok\":true}", Web.get(house, API + "/sites/x").body());
    }
  }

  @Test
  void tenMegabytesAreTakenAndOneByteMoreIsNot() throws Exception {
    int most = 10 * 1024 * 1024;
    try (House house = house(new Lambdas())) {
      assertEquals(200, Web.send(house, "POST", API + "/sessions", new byte[most]).statusCode());
      assertRefused(
          413,
          "Request Entity Too Large",
          Web.send(house, "POST", API + "/sessions", new byte[most + 1]));
    }
  }

  @Test
  void stageThrottleIsTooManyRequests() throws Exception {
    Template template =
        Template.http(
                "", ",'DefaultRouteSettings':{'ThrottlingRateLimit':1,'ThrottlingBurstLimit':1}")
            .httpRoute("GET /x", "X");
    try (House house = new House(template, new Lambdas())) {
      assertEquals(200, Web.get(house, API + "/x").statusCode());
      assertRefused(429, "Too Many Requests", Web.get(house, API + "/x"));
      house.clock.advance(Duration.ofSeconds(1));
      assertEquals(200, Web.get(house, API + "/x").statusCode());
    }
  }

  @Test
  void corsOfTheApiAnswersPreflightsAndMarksAnswers() throws Exception {
    Template template =
        Template.http(
                ",'CorsConfiguration':{'AllowOrigins':['https://*.shop.example'],"
                    + "'AllowMethods':['GET','POST'],'AllowHeaders':['authorization'],'MaxAge':600,"
                    + "'AllowCredentials':true,'ExposeHeaders':['x-a']}",
                "")
            .httpRoute("GET /x", "X");
    try (House house = new House(template, new Lambdas())) {
      HttpResponse<String> preflight =
          Web.send(
              house,
              "OPTIONS",
              API + "/x",
              new byte[0],
              "Origin",
              "https://tea.shop.example",
              "Access-Control-Request-Method",
              "GET");
      assertEquals(204, preflight.statusCode());
      assertEquals("https://tea.shop.example", header(preflight, "allow-origin"));
      assertEquals("GET,POST", header(preflight, "allow-methods"));
      assertEquals("authorization", header(preflight, "allow-headers"));
      assertEquals("600", header(preflight, "max-age"));
      assertEquals("true", header(preflight, "allow-credentials"));
      HttpResponse<String> answer =
          Web.send(house, "GET", API + "/x", new byte[0], "Origin", "https://tea.shop.example");
      assertEquals("https://tea.shop.example", header(answer, "allow-origin"));
      assertEquals("x-a", header(answer, "expose-headers"));
      HttpResponse<String> foreign =
          Web.send(house, "GET", API + "/x", new byte[0], "Origin", "https://shop.example.evil");
      assertEquals(200, foreign.statusCode());
      assertEquals("", header(foreign, "allow-origin"));
    }
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue("access-control-" + name).orElse("");
  }

  private static void assertRefused(int status, String message, HttpResponse<String> response) {
    assertEquals(status, response.statusCode());
    assertEquals("{\"message\":\"" + message + "\"}", response.body());
  }
}
