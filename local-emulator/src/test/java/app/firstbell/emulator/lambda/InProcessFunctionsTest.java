package app.firstbell.emulator.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.lambda.sample.Echo;
import app.firstbell.emulator.lambda.sample.Troubled;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.AssemblyOnDisk;
import app.firstbell.emulator.time.EmulatorClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessFunctionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path directory;
  private final EmulatorClock clock = new EmulatorClock();
  private final Stats stats = new Stats();
  private InProcessFunctions functions;

  @BeforeEach
  void start() throws IOException {
    Path code = Files.createDirectories(directory.resolve("code/lib"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(code.resolve("sample.jar")))) {
      for (Class<?> type : List.of(Echo.class, Troubled.class)) {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream("/" + entry))) {
          in.transferTo(jar);
        }
      }
    }
    functions =
        InProcessFunctions.create(
            new AssemblyOnDisk(directory)
                .asset("code.zip", directory.resolve("code"))
                .stack(
                    "app",
                    """
                    {"Resources": {
                      "First": %s,
                      "Second": %s,
                      "Troubled": %s,
                      "Broken": %s,
                      "Reserved": %s,
                      "Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "First"}}},
                      "Live": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "First"}, "FunctionVersion": "1"}}}}\
                    """
                        .formatted(
                            function("first", Echo.class, "\"NAME\": \"one\"", ""),
                            function("second", Echo.class, "\"NAME\": \"two\"", ""),
                            function("troubled", Troubled.class, "\"A\": \"b\"", ""),
                            function("broken", Troubled.class, "\"BROKEN\": \"yes\"", ""),
                            function(
                                "reserved",
                                Troubled.class,
                                "\"A\": \"b\"",
                                ", \"ReservedConcurrentExecutions\": 1")))
                .load(),
            "http://127.0.0.1:1",
            clock,
            stats);
  }

  private static String function(String name, Class<?> handler, String variables, String more) {
    return """
    {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "%s", "Runtime": "java25", "Timeout": 1, "MemorySize": 512,
     "Handler": "%s::handleRequest", "Role": "arn:aws:iam::000000000000:role/%s", "Code": {"S3Bucket": "assets", "S3Key": "code.zip"},
     "Environment": {"Variables": {%s}}%s}}\
    """
        .formatted(name, handler.getName(), name, variables, more);
  }

  @AfterEach
  void close() {
    functions.close();
  }

  private Invocation invoke(String function, String event) {
    return functions.invoke(function, event.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode answer(String function, String event) throws IOException {
    return JSON.readTree(
        assertInstanceOf(Invocation.Succeeded.class, invoke(function, event)).payload());
  }

  private Invocation.Failed failure(String function, String event) {
    return assertInstanceOf(Invocation.Failed.class, invoke(function, event));
  }

  private FunctionView view(String logicalId) {
    return functions.views().stream()
        .filter(view -> view.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachFunctionSeesItsOwnEnvironmentAndStatics() throws IOException {
    JsonNode first = answer("first", "{\"said\": \"hi\"}");
    answer("first", "{}");
    JsonNode second = answer("second", "{}");
    assertEquals("hi", first.path("said").asText());
    assertEquals("one", first.path("name").asText());
    assertEquals("one", first.path("nameByReference").asText());
    assertEquals("two", second.path("name").asText());
    assertEquals(1, second.path("calls").asInt());
    assertEquals("null", first.path("home").asText());
    assertTrue(first.path("variables").asInt() > 10);
    assertFalse(first.path("emulatorVisible").asBoolean());
  }

  @Test
  void everyClockOfAFunctionIsTheEmulators() throws IOException {
    clock.advance(YEAR);
    long earliest = System.currentTimeMillis() + YEAR.toMillis() - 1;
    JsonNode seen = answer("first", "{}");
    for (String time :
        List.of("currentTimeMillis", "millisByReference", "instant", "clock", "source")) {
      long value = seen.path(time).asLong();
      assertTrue(value >= earliest && value < earliest + 60_000, time + " is " + value);
    }
    assertEquals(
        LocalDate.now(ZoneOffset.UTC).plusDays(YEAR.toDays()).getYear(),
        LocalDate.parse(seen.path("day").asText()).getYear());
  }

  @Test
  void theContextIsLambdas() throws IOException {
    JsonNode seen = answer("arn:aws:lambda:us-east-1:000000000000:function:first:live", "{}");
    assertEquals(
        "arn:aws:lambda:us-east-1:000000000000:function:first:live", seen.path("arn").asText());
    assertEquals(512, seen.path("memory").asInt());
    assertEquals(36, seen.path("requestId").asText().length());
    assertTrue(seen.path("remaining").asInt() > 0 && seen.path("remaining").asInt() <= 1000);
  }

  @Test
  void whatItPrintsIsInItsLog() throws IOException {
    answer("first", "{}");
    assertEquals(
        List.of("hello from one", "a line of the logger"), view("First").last().getFirst().log());
    invoke("troubled", "\"thread\"");
    assertEquals(
        List.of("from a thread of the handler's"), view("Troubled").last().getFirst().log());
    assertEquals(1, stats.get("function.First.invocations"));
  }

  @Test
  void anExceptionIsLambdasJson() throws IOException {
    Invocation.Failed failed = failure("troubled", "\"throw\"");
    JsonNode json = JSON.readTree(failed.payload());
    assertEquals("java.io.IOException", failed.errorType());
    assertEquals("the disk is gone", json.path("errorMessage").asText());
    assertEquals("java.io.IOException", json.path("errorType").asText());
    assertTrue(
        json.path("stackTrace").path(0).asText().contains("Troubled.handleRequest(Troubled.java:"));
    assertEquals("why", json.path("cause").path("errorMessage").asText());
    assertEquals(1, stats.get("function.Troubled.errors"));
  }

  @Test
  void aHandlerThatCannotBeMadeFailsEveryTime() {
    assertEquals("java.lang.IllegalStateException", failure("broken", "1").errorType());
    assertEquals("no constructor today", failure("broken", "1").message());
    assertEquals(0, view("Broken").environments());
  }

  @Test
  void aHandlerThatHangsIsTimedOutAndItsEnvironmentThrownAway() {
    Invocation.Failed failed = failure("troubled", "\"hang\"");
    assertEquals("Sandbox.Timedout", failed.errorType());
    assertTrue(failed.message().endsWith("Task timed out after 1.00 seconds"), failed.message());
    assertEquals(0, view("Troubled").environments());
    assertInstanceOf(Invocation.Succeeded.class, invoke("troubled", "\"again\""));
  }

  @Test
  void anAnswerAboveSixMegabytesIsRefused() {
    assertEquals("Function.ResponseSizeTooLarge", failure("troubled", "\"big\"").errorType());
  }

  @Test
  void reservedConcurrencyThrottlesTheSecondAtOnce() {
    CompletableFuture<Invocation> other =
        CompletableFuture.supplyAsync(() -> invoke("reserved", "\"hang\""));
    Invocation mine = invoke("reserved", "\"hang\"");
    // Which of the two came first is open; each would hang for a second.
    assertEquals(
        1, Stream.of(mine, other.join()).filter(Invocation.Throttled.class::isInstance).count());
    assertEquals(1, stats.get("function.Reserved.throttles"));
    assertInstanceOf(Invocation.Succeeded.class, invoke("reserved", "1"));
  }

  @Test
  void anUnknownFunctionOrAliasIsNotFound() {
    assertEquals("ResourceNotFoundException", failure("nobody", "1").errorType());
    assertEquals(
        "ResourceNotFoundException",
        failure("arn:aws:lambda:us-east-1:000000000000:function:first:dead", "1").errorType());
  }

  @Test
  void theAccessKeyTellsTheRole() {
    String first = accessKey("First");
    assertEquals("First", functions.byAccessKey(first).name());
    assertEquals("arn:aws:iam::000000000000:role/first", functions.byAccessKey(first).roleArn());
    assertNotEquals(first, accessKey("Second"));
    assertEquals(Principal.OPERATOR, functions.byAccessKey("AKIAANYBODY"));
  }

  private String accessKey(String logicalId) {
    return functions.definitions().stream()
        .filter(definition -> definition.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow()
        .accessKeyId();
  }
}
