package app.firstbell.proof.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.api.Examples.Example;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/api/openapi.yaml` says what it says rightly, and for every operation.
class ApiDocumentTest {
  private static final ApiDocument API = ApiDocument.published();
  private static final Schemas SCHEMAS = new Schemas(API);

  @Test
  void itIsOpenApi() throws Exception {
    assertEquals(List.of(), openApiProblems(API.json()));
  }

  /// The test above finds mistakes at all.
  @Test
  void aParameterWithoutItsPlaceIsNotOpenApi() throws Exception {
    ObjectNode broken = API.json().deepCopy();
    ((ObjectNode) broken.at("/components/parameters/organization")).remove("in");

    assertFalse(openApiProblems(broken).isEmpty());
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> used = new HashSet<>();
    API.json().findValuesAsText("$ref").forEach(used::add);
    for (String reference : used) {
      assertFalse(API.json().at(reference.substring(1)).isMissingNode(), reference);
    }
    Set<String> unused = new TreeSet<>();
    for (var kind : API.json().path("components").properties()) {
      if (!kind.getKey().equals("securitySchemes")) {
        kind.getValue()
            .fieldNames()
            .forEachRemaining(name -> {
              String reference = "#/components/" + kind.getKey() + "/" + name;
              if (!used.contains(reference)) {
                unused.add(reference);
              }
            });
      }
    }
    assertEquals(Set.of(), unused);
  }

  @Test
  void noTwoOperationsHaveOneId() {
    List<String> ids = API.operations().values().stream().map(Operation::id).sorted().toList();

    assertEquals(List.copyOf(new TreeSet<>(ids)), ids);
  }

  static Collection<Operation> operations() {
    return API.operations().values();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationHasExamplesOfItsRequestItsAnswerAndAProblem(Operation operation) {
    List<Example> examples = Examples.of(API, operation);
    if (operation.body().has("content") && !operation.body().toString().contains("/Image")) {
      assertTrue(has(examples, e -> e.where().startsWith("request ")), "an example of the request");
    }
    operation
        .answers()
        .forEach((status, answer) -> {
          boolean isData = answer.path("content").toString().contains("json");
          if (status.startsWith("2") && isData) {
            assertTrue(
                has(examples, e -> e.where().startsWith(status + " ")),
                "an example of the " + status);
          }
        });
    assertTrue(
        has(examples, e -> e.where().contains("application/problem+json")),
        "an example of a problem");
    assertFalse(API.json().at(pointer(operation) + "/summary").asText().isBlank(), "a summary");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyExampleIsAsItsSchemaSays(Operation operation) {
    for (Example example : Examples.of(API, operation)) {
      List<String> problems =
          example.value().isTextual()
              ? SCHEMAS.problemsOfText(
                  example.schema(), API.resolved(example.schema()), example.value().asText())
              : SCHEMAS.problems(example.schema(), example.value());
      assertEquals(List.of(), problems, example.where() + ": " + example.value());
    }
  }

  /// An example that could lose a required field, and still pass, would mean that nothing is
  /// checked.
  @ParameterizedTest
  @MethodSource("operations")
  void anExampleWithoutARequiredFieldIsNot(Operation operation) {
    for (Example example : Examples.of(API, operation)) {
      JsonNode required = API.resolved(example.schema()).path("required");
      for (JsonNode field : required) {
        ObjectNode without = example.value().deepCopy();
        without.remove(field.asText());
        assertFalse(
            SCHEMAS.problems(example.schema(), without).isEmpty(),
            example.where() + " without " + field);
      }
    }
  }

  /// A problem's `status` is the status under which it stands, and its type has one status
  /// everywhere.
  @ParameterizedTest
  @MethodSource("operations")
  void everyProblemStandsUnderItsStatus(Operation operation) {
    for (Example example : Examples.of(API, operation)) {
      if (example.where().contains("problem+json")) {
        assertEquals(
            example.where().substring(0, 3),
            example.value().path("status").asText(),
            example.where());
      }
    }
  }

  /// Every answer that no wish of the caller's explains can come everywhere.
  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationNamesTheProblemsThatItCanHave(Operation operation) {
    Set<String> expected = new TreeSet<>(Set.of("429", "500"));
    if (operation.security().size() > 0) {
      expected.add("401");
    }
    if (!operation.body().isMissingNode()) {
      expected.addAll(Set.of("400", "413", "415"));
    }
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.path("name").asText().equals("If-Match")) {
        expected.add("412");
        if (parameter.path("required").asBoolean()) {
          expected.add("428");
        }
      }
      if (parameter.path("name").asText().equals("organization")) {
        expected.addAll(Set.of("403", "404"));
      }
      if (parameter.path("name").asText().equals("Idempotency-Key")) {
        expected.add("409");
      }
      if (parameter.path("in").asText().equals("query")) {
        expected.add("400");
      }
    }
    for (String status : expected) {
      assertNotNull(operation.answers().get(status), status);
    }
  }

  private static boolean has(List<Example> examples, Predicate<Example> which) {
    return examples.stream().anyMatch(which);
  }

  private static String pointer(Operation operation) {
    return "/paths/%s/%s"
        .formatted(
            operation.path().replace("~", "~0").replace("/", "~1"),
            operation.method().toLowerCase(java.util.Locale.ROOT));
  }

  private static List<String> openApiProblems(JsonNode document) throws IOException {
    try (var schema = ApiDocumentTest.class.getResourceAsStream("/openapi/3.1.json")) {
      JsonNode json = new ObjectMapper().readTree(schema);
      return new ArrayList<>(
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(json)
              .validate(document)
              .stream()
              .map(ValidationMessage::getMessage)
              .toList());
    }
  }
}
