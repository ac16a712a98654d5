package app.firstbell.proof.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Exchange;
import app.firstbell.proof.client.Request;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The contract lets pass what is published, and sees each way in which an exchange can leave it.
class ApiContractTest {
  private static final ApiContract CONTRACT = ApiContract.published();
  private static final String ROOM =
      """
      {"id": "orders", "name": "Orders", "ringSeconds": 30, "agents": [], "effective": true, "version": 1,
       "etag": "1-e3b0c44298fc1c14"}\
      """;
  private static final Request READ =
      Request.of("GET /organizations/{organization}/rooms/{room}", "demo", "orders");
  private static final Request OPEN =
      Request.of("POST /organizations/{organization}/rooms", "demo")
          .json("{\"name\": \"Orders\", \"id\": \"orders\"}");

  @Test
  void whatIsPublishedPasses() {
    assertEquals(List.of(), problems(READ, 200, ROOM));
    assertEquals(List.of(), problems(OPEN, 201, ROOM));
    assertEquals(List.of(), problems(READ, 404, problem("not-found", 404)));
  }

  @Test
  void anAnswerWithAnotherStatusDoesNot() {
    saw("has no answer with status 202", problems(READ, 202, ROOM));
  }

  @Test
  void anAnswerWithAFieldThatIsNotPublishedDoesNot() {
    saw("passwordHash", problems(READ, 200, ROOM.replace("{", "{\"passwordHash\": \"x\", ")));
  }

  @Test
  void aFieldThatIsNotPublishedInsideAListIsSeenToo() {
    saw(
        "email",
        problems(
            READ,
            200,
            ROOM.replace("[]", "[{\"id\": \"a\", \"name\": \"A\", \"email\": \"a@b.example\"}]")));
  }

  @Test
  void anAnswerWithoutARequiredFieldDoesNot() {
    saw("effective", problems(READ, 200, ROOM.replace("\"effective\": true, ", "")));
  }

  @Test
  void anAnswerWithoutItsVersionOrLimitsDoesNot() {
    for (String header : List.of("ETag", "RateLimit-Limit", "RateLimit-Remaining")) {
      Map<String, List<String>> without = headers("application/json");
      without.remove(header);
      saw(
          "header " + header + " is not there",
          CONTRACT.problems(new Exchange(READ, new Door.Answer(200, ROOM, of(without)))));
    }
  }

  @Test
  void aVersionWithoutQuotesDoesNot() {
    Map<String, List<String>> unquoted = headers("application/json");
    unquoted.put("ETag", List.of("1"));
    saw(
        "header ETag",
        CONTRACT.problems(new Exchange(READ, new Door.Answer(200, ROOM, of(unquoted)))));
  }

  @Test
  void aProblemInAnotherFormDoesNot() {
    saw("type", problems(READ, 404, problem("not-found", 404).replace("urn:firstbell:", "about:")));
    saw(
        "media type",
        CONTRACT.problems(
            new Exchange(
                READ,
                new Door.Answer(404, problem("not-found", 404), of(headers("application/json"))))));
  }

  @Test
  void aPageInsteadOfAnAnswerDoesNot() {
    saw(
        "media type",
        CONTRACT.problems(
            new Exchange(READ, new Door.Answer(500, "<html>", of(headers("text/html"))))));
  }

  @Test
  void textThatIsNoJsonDoesNot() {
    saw("no JSON", problems(READ, 200, ROOM.substring(1)));
  }

  @Test
  void aRequestThatWasTakenAgainstTheDocumentIsSeen() {
    saw("owner", problems(OPEN.json("{\"name\": \"Orders\", \"owner\": \"me\"}"), 201, ROOM));
    saw(
        "ringSeconds",
        problems(OPEN.json("{\"name\": \"Orders\", \"ringSeconds\": 1}"), 201, ROOM));
    saw("If-Match", problems(patch(), 200, ROOM));
    saw("query has colour", problems(READ.query("colour=red"), 200, ROOM));
    saw("parameter room", problems(room("Orders%20"), 200, ROOM));
  }

  /// Tests say wrong things on purpose.
  @Test
  void aWrongRequestThatWasRefusedPasses() {
    String refused = problem("invalid", 400);
    assertEquals(List.of(), problems(OPEN.json("{\"name\": 7}"), 400, refused));
    assertEquals(List.of(), problems(patch(), 428, problem("precondition-required", 428)));
    assertEquals(List.of(), problems(room("Orders%20"), 404, problem("not-found", 404)));
  }

  @Test
  void anAnswerWhereNothingIsPublishedIsSeen() {
    Request elsewhere = Request.raw("GET", "/api/organizations/demo/secrets");

    saw("no such operation", problems(elsewhere, 200, "{}"));
    assertEquals(List.of(), problems(elsewhere, 404, "{\"message\":\"Not Found\"}"));
    assertEquals(List.of(), problems(Request.raw("GET", "/index.html"), 200, "anything"));
  }

  @Test
  void anAnswerThatMustBeEmptyIs() {
    Request away = Request.of("DELETE /sessions/{session}", "abc");

    assertEquals(List.of(), problems(away, 204, ""));
    saw("expected no body", problems(away, 204, "{}"));
  }

  /// `/sessions/current` is no session's id.
  @Test
  void aLiteralPathGoesBeforeOneWithAParameter() {
    assertEquals(
        "signOut", ApiDocument.published().find("DELETE", "/sessions/current").orElseThrow().id());
  }

  @Test
  void whatIsSeenFailsTheTest() {
    AssertionError failed =
        assertThrows(
            AssertionError.class,
            () ->
                CONTRACT.seen(
                    new Exchange(
                        READ, new Door.Answer(202, "{}", of(headers("application/json"))))));
    assertTrue(
        String.valueOf(failed.getMessage()).contains("docs/api/openapi.yaml"), failed::toString);
  }

  private static Request patch() {
    return Request.of("PATCH /organizations/{organization}/rooms/{room}", "demo", "orders")
        .json("{\"ringSeconds\": 60}");
  }

  private static Request room(String id) {
    return Request.of("GET /organizations/{organization}/rooms/{room}", "demo", id);
  }

  private static void saw(String what, List<String> problems) {
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(what)),
        "expected '%s' among %s".formatted(what, problems));
  }

  private static List<String> problems(Request request, int status, String body) {
    return CONTRACT.problems(
        new Exchange(
            request,
            new Door.Answer(
                status,
                body,
                of(headers(status < 400 ? "application/json" : "application/problem+json")))));
  }

  private static String problem(String slug, int status) {
    return """
    {"type": "urn:firstbell:problem:%s", "title": "No", "status": %d, "detail": "No."}\
    """
        .formatted(slug, status);
  }

  private static Map<String, List<String>> headers(String type) {
    return new HashMap<>(
        Map.of(
            "Content-Type", List.of(type),
            "ETag", List.of("\"1-e3b0c44298fc1c14\""),
            "RateLimit-Limit", List.of("600"),
            "RateLimit-Remaining", List.of("599"),
            "RateLimit-Reset", List.of("30")));
  }

  private static HttpHeaders of(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (_, _) -> true);
  }
}
