package app.firstbell.proof.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.proof.protocol.FrameSchemas.Published;
import app.firstbell.proof.protocol.FrameSchemas.Side;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameSchemasTest {
  private static final FrameSchemas PROTOCOL = FrameSchemas.published();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT = "k7q2xw5f3n6p4r2s7t3u5v6y2a";

  private static final Set<String> ACTIONS =
      Set.of(
          "start",
          "leave",
          "message",
          "accept",
          "decline",
          "sync",
          "lists",
          "presence",
          "typing",
          "mark",
          "end",
          "rate",
          "transcript",
          "ping");
  private static final Set<String> TYPES =
      Set.of(
          "started",
          "ack",
          "accepted",
          "taken",
          "declined",
          "log",
          "lists",
          "presence",
          "ended",
          "left",
          "rated",
          "transcript",
          "pong",
          "entry",
          "ring",
          "stop",
          "typing",
          "marks",
          "peer",
          "head",
          "error",
          "bye");

  @Test
  void theDocumentIsAsyncApi() throws Exception {
    try (var schema = FrameSchemasTest.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
      var problems =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(schema)
              .validate(PROTOCOL.document());

      assertEquals(Set.of(), problems);
    }
  }

  /// The test above finds mistakes at all.
  @Test
  void aDocumentWithoutItsOperationsDirectionIsNotAsyncApi() throws Exception {
    try (var schema = FrameSchemasTest.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
      ObjectNode broken = PROTOCOL.document().deepCopy();
      ((ObjectNode) broken.at("/operations/start")).remove("action");

      assertFalse(
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(schema)
              .validate(broken)
              .isEmpty());
    }
  }

  @Test
  void itHoldsTheFramesOfTheProtocolAndNoOthers() {
    assertEquals(new TreeSet<>(ACTIONS), names(Side.CLIENT));
    assertEquals(new TreeSet<>(TYPES), names(Side.SERVER));
  }

  static List<Published> frames() {
    return PROTOCOL.frames();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFrameHasExamplesAndEachIsAsTheSchemaSays(Published frame) {
    assertFalse(frame.examples().isEmpty(), "expected an example");
    for (var example : frame.examples()) {
      assertEquals(List.of(), PROTOCOL.problems(frame.side(), example.toString()));
    }
  }

  /// An example that can lose any field that is required, and still pass, would mean that nothing
  /// is checked.
  @ParameterizedTest
  @MethodSource("frames")
  void aFrameWithoutARequiredFieldIsRefused(Published frame) {
    var side = frame.side() == Side.CLIENT ? "client." : "server.";
    var required =
        PROTOCOL
            .document()
            .at("/components/messages")
            .path(side + frame.name())
            .at("/payload/required");
    assertFalse(required.isEmpty());
    for (var field : required) {
      ObjectNode lacking = frame.examples().getFirst().deepCopy();
      lacking.remove(field.asText());
      assertFalse(
          PROTOCOL.problems(frame.side(), lacking.toString()).isEmpty(), "without " + field);
    }
  }

  /// Newer sides may say more: both ignore what they do not know.
  @ParameterizedTest
  @MethodSource("frames")
  void aFrameMayGainFields(Published frame) {
    ObjectNode more = frame.examples().getFirst().deepCopy();
    more.put("sinceVersionTwo", true);

    assertEquals(List.of(), PROTOCOL.problems(frame.side(), more.toString()));
  }

  @Test
  void operationsNameEveryFrameOnceAsRequestReplyOrPush() {
    var requests = new TreeSet<String>();
    var answers = new TreeSet<String>();
    PROTOCOL
        .document()
        .path("operations")
        .forEach(operation -> {
          var named = operation.path("action").asText().equals("receive") ? requests : answers;
          operation.path("messages").forEach(m -> named.add(last(m.path("$ref").asText())));
          operation.at("/reply/messages").forEach(m -> answers.add(last(m.path("$ref").asText())));
        });

    assertEquals(
        ACTIONS.stream().map(a -> "client." + a).collect(Collectors.toCollection(TreeSet::new)),
        requests);
    assertEquals(
        TYPES.stream().map(t -> "server." + t).collect(Collectors.toCollection(TreeSet::new)),
        answers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CLIENT | []
          CLIENT | "ping"
          CLIENT | {"action":"ping"
          CLIENT | {}
          CLIENT | {"action":"dance"}
          CLIENT | {"type":"ack"}
          CLIENT | {"action":"ping","cid":""}
          CLIENT | {"action":"ping","cid":"a b"}
          CLIENT | {"action":"ping","cid":7}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":0,"text":""}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":0,"text":" \\n "}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":0,"text":"bell \\u0007"}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":-1,"text":"x"}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":1.5,"text":"x"}
          CLIENT | {"action":"message","cid":"a","chat":"CHAT","after":"0","text":"x"}
          CLIENT | {"action":"message","cid":"a","chat":"short","after":0,"text":"x"}
          CLIENT | {"action":"start","cid":"a","text":"x","page":{"title":"without address"}}
          CLIENT | {"action":"start","cid":"a","text":"x","page":{"url":"javascript:alert(1)"}}
          CLIENT | {"action":"start","cid":"a","text":"x","name":"two\\nlines"}
          CLIENT | {"action":"start","cid":"a","text":"x","email":"nobody"}
          CLIENT | {"action":"start","cid":"a","text":"x","answers":{"q":5}}
          CLIENT | {"action":"presence","cid":"a","show":"dnd","computer":"desk"}
          CLIENT | {"action":"typing","chat":"CHAT","on":"yes"}
          CLIENT | {"action":"mark","chat":"CHAT"}
          CLIENT | {"action":"sync","cid":"a","chat":"CHAT","after":0,"limit":501}
          CLIENT | {"action":"rate","cid":"a","chat":"CHAT","stars":6}
          CLIENT | {"action":"rate","cid":"a","chat":"CHAT","stars":0}
          CLIENT | {"action":"leave","cid":"a","chat":"CHAT","email":"a@b"}
          SERVER | {"action":"ping"}
          SERVER | {"type":"shout"}
          SERVER | {"type":"ack","cid":"a","chat":"CHAT","seq":0,"at":1}
          SERVER | {"type":"error","code":"whatever","message":"x"}
          SERVER | {"type":"error","code":"invalid","message":""}
          SERVER | {"type":"stop","chat":"CHAT","why":"tired"}
          SERVER | {"type":"peer","chat":"CHAT","party":"system","connected":true,"at":1}
          SERVER | {"type":"entry","chat":"CHAT","entry":{"seq":1,"at":1,"by":{"party":"visitor"},"kind":"message"}}
          SERVER | {"type":"entry","chat":"CHAT","entry":{"seq":1,"at":1,"by":{"party":"visitor"},"kind":"ended","why":"nobody-accepted"}}
          SERVER | {"type":"entry","chat":"CHAT","entry":{"seq":0,"at":1,"by":{"party":"system"},"kind":"missed","why":"nobody-accepted"}}
          """)
  void aWrongFrameIsRefused(Side side, String frame) {
    var whole = frame.replace("CHAT", CHAT);

    assertFalse(PROTOCOL.problems(side, whole).isEmpty(), whole);
  }

  @Test
  void aHeadTellsWhatItsStateNeeds() throws Exception {
    var head = (ObjectNode) JSON.readTree(ringFrame());
    var chat = (ObjectNode) head.path("chat");

    chat.put("state", "active");
    assertFalse(PROTOCOL.problems(Side.SERVER, head.toString()).isEmpty(), "active without agent");
    chat.put("acceptedAt", 1).putObject("agent").put("id", "marta").put("name", "Marta");
    assertEquals(List.of(), PROTOCOL.problems(Side.SERVER, head.toString()));
    chat.put("state", "missed").put("endedAt", 2).put("why", "visitor");
    assertFalse(
        PROTOCOL.problems(Side.SERVER, head.toString()).isEmpty(), "the wrong list of reasons");
    chat.put("why", "nobody-accepted");
    assertEquals(List.of(), PROTOCOL.problems(Side.SERVER, head.toString()));
  }

  @Test
  void lengthsCountWhatPeopleTypeNotUnitsOfAnEncoding() {
    var emoji = "\uD83C\uDF75";
    assertEquals(List.of(), PROTOCOL.problems(Side.CLIENT, message(emoji.repeat(4000))));
    assertFalse(PROTOCOL.problems(Side.CLIENT, message(emoji.repeat(4001))).isEmpty());
  }

  @Test
  void asACheckItFailsTheTestThatMetTheFrame() {
    PROTOCOL.fromServer("{\"type\":\"pong\"}");

    var failure =
        assertThrows(AssertionError.class, () -> PROTOCOL.fromServer("{\"type\":\"ack\"}"));
    assertTrue(String.valueOf(failure.getMessage()).contains("asyncapi.yaml"));
    assertThrows(AssertionError.class, () -> PROTOCOL.fromClient("{\"action\":\"start\"}"));
  }

  @Test
  void whatApiGatewaySaysItselfIsKnownAndNothingElseWithoutAType() {
    PROTOCOL.fromServer(
        "{\"message\":\"Internal server error\",\"connectionId\":\"c=\",\"requestId\":\"r=\"}");

    assertThrows(AssertionError.class, () -> PROTOCOL.fromServer("{\"message\":\"hello\"}"));
  }

  @Test
  void theServersCheckLetsATestSayWhatItWants() {
    var check = PROTOCOL.ofServer();

    check.fromClient("{\"action\":\"dance\"}");
    assertThrows(AssertionError.class, () -> check.fromServer("{\"type\":\"dance\"}"));
  }

  private static String message(String text) {
    return JSON.createObjectNode()
        .put("action", "message")
        .put("cid", "a")
        .put("chat", CHAT)
        .put("after", 0)
        .put("text", text)
        .toString();
  }

  private static String ringFrame() {
    return PROTOCOL.frames().stream()
        .filter(frame -> frame.name().equals("ring"))
        .findFirst()
        .orElseThrow()
        .examples()
        .getFirst()
        .toString();
  }

  private static TreeSet<String> names(Side side) {
    return PROTOCOL.frames().stream()
        .filter(frame -> frame.side() == side)
        .map(Published::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
