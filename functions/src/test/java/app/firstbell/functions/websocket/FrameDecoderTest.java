package app.firstbell.functions.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.firstbell.functions.town.Town;
import app.firstbell.json.JsonValue;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final String CHAT = "abcdefghijklmnopqrstuvwxyz";

  /// Each frame, and the field that its error must name. `~` stands for the quotation mark, `CHAT`
  /// for a chat's id.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{~action~:~message~,~chat~:~CHAT~,~after~:1,~text~:~x~}                      | cid",
        "{~action~:~message~,~cid~:~a b~,~chat~:~CHAT~,~after~:1,~text~:~x~}          | cid",
        "{~action~:~message~,~cid~:7,~chat~:~CHAT~,~after~:1,~text~:~x~}              | cid",
        "{~action~:~message~,~cid~:~a~,~after~:1,~text~:~x~}                          | chat",
        "{~action~:~message~,~cid~:~a~,~chat~:~short~,~after~:1,~text~:~x~}           | chat",
        "{~action~:~message~,~cid~:~a~,~chat~:~demo#chat#CHAT~,~after~:1,~text~:~x~}  | chat",
        "{~action~:~message~,~cid~:~a~,~chat~:[~CHAT~],~after~:1,~text~:~x~}          | chat",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~text~:~x~}                      | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:~1~,~text~:~x~}          | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1.5,~text~:~x~}          | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:-1,~text~:~x~}           | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1e9,~text~:~x~}          | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:99999999999,~text~:~x~}  | after",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1}                       | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:null}           | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:~~}             | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:~  ~}           | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:{~a~:1}}        | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:~a\\u0000b~}    | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:~a\\u001b[2J~}  | text",
        "{~action~:~message~,~cid~:~a~,~chat~:~CHAT~,~after~:1,~text~:~a\\ud83d~}     | text",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~page~:~https://a.example~}           | page",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~page~:{~url~:~javascript:alert(1)~}} | page.url",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~page~:{}}                            | page.url",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~name~:~a\\nb~}                       | name",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~email~:~nobody~}                     | email",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~email~:~a@b.example, c@d.example~}   | email",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~room~:~a#b~}                         | room",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~answers~:[1]}                        | answers",
        "{~action~:~start~,~cid~:~a~,~text~:~x~,~answers~:{~q~:1}}                    | answers",
        "{~action~:~presence~,~cid~:~a~,~show~:~busy~,~computer~:~pc~}                | show",
        "{~action~:~presence~,~cid~:~a~,~show~:~online~,~computer~:~a#b~}             | computer",
        "{~action~:~rate~,~cid~:~a~,~chat~:~CHAT~,~stars~:6}                          | stars",
        "{~action~:~rate~,~cid~:~a~,~chat~:~CHAT~,~stars~:0}                          | stars",
        "{~action~:~typing~,~chat~:~CHAT~,~on~:~yes~}                                 | on",
        "{~action~:~mark~,~chat~:~CHAT~}                                              | delivered",
        "{~action~:~sync~,~cid~:~a~,~chat~:~CHAT~,~after~:0,~limit~:0}                | limit",
        "{~action~:~leave~,~cid~:~a~,~chat~:~CHAT~}                                   | email",
      })
  void aWrongFieldIsNamed(String frame, String field) {
    RefusedException refused = refused(frame(frame));
    assertEquals(ErrorCode.INVALID, refused.code());
    assertEquals(field, refused.field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "7",
        "null",
        "[]",
        "[{}]",
        "{",
        "{~a~}",
        "{~a~:1}{~b~:2}",
        "{~a~:1,~a~:2}",
        "{~a~:{~a~:{~a~:{~a~:{~a~:{~a~:{~a~:{~a~:{~a~:1}}}}}}}}}",
        "{~a~:NaN}",
        "{a:1}",
        "\u0000"
      })
  void whatIsNoObjectIsMalformed(String frame) {
    assertEquals(ErrorCode.MALFORMED, refused(frame(frame)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{~cid~:~a~}", "{~action~:~fly~}", "{~action~:~MESSAGE~}", "{~action~:~~}"})
  void anActionThatIsNotThereIsUnknown(String frame) {
    assertEquals(ErrorCode.UNKNOWN_ACTION, refused(frame(frame)).code());
  }

  @Test
  void anUnknownActionIsQuotedButNotAtLength() {
    String words = refused("{\"action\":\"" + "fly\\n".repeat(100) + "\"}").words();
    assertEquals("there is no action \"" + "fly".repeat(13) + "f\"", words);
  }

  @Test
  void aFrameOfMoreThan32KilobytesIsTooLarge() {
    String emoji = "🫖".repeat(9_000);
    assertEquals(ErrorCode.TOO_LARGE, refused("{\"text\":\"" + emoji + "\"}").code());
    assertEquals(ErrorCode.TOO_LARGE, refused("x".repeat(40_000)).code());
  }

  @Test
  void theCidOfAFrameThatIsTooLargeIsFound() {
    String text = "x".repeat(40_000);
    assertEquals("m1", FrameDecoder.cidOf("{\"cid\":\"m1\",\"text\":\"" + text + "\"}"));
    assertEquals(
        "m2",
        FrameDecoder.cidOf("{\"page\":{\"cid\":\"m1\"},\"t\":\"" + text + "\",\"cid\":\"m2\"}"));
    for (String none :
        List.of(text, "{\"text\":\"" + text, "{\"cid\":1}", "{\"cid\":\"a b\"}", "[\"cid\"]", "")) {
      assertNull(FrameDecoder.cidOf(none));
    }
    assertNull(FrameDecoder.cidOf(null));
  }

  @Test
  void aFrameThatIsTooLargeIsAnsweredWithItsCid() {
    JsonValue.Obj error =
        new Town()
            .agent("marta")
            .sendAs("m1", "message", json -> json.text("text", "x".repeat(40_000)));
    assertEquals("too-large", error.text("code").orElseThrow());
    assertEquals("m1", error.text("cid").orElseThrow());
  }

  @Test
  void codePointsAreCountedNotChars() {
    String family = "👨‍👩‍👧‍👦";
    Frame.Message message = message("🫖".repeat(4_000));
    assertEquals(8_000, message.text().length());
    assertEquals(family, message(family).text());
    assertEquals("<b>x</b>\n\ttea", message("<b>x</b>\\n\\ttea").text());
    RefusedException refused =
        assertThrows(RefusedException.class, () -> message("🫖".repeat(4_001)));
    assertEquals("text: expected at most 4000 characters, got 4001", refused.words());
  }

  @Test
  void normalFormsAreLeftAsTyped() {
    assertEquals("e\u0301", message("e\u0301").text());
    assertEquals("\u00e9", message("\u00e9").text());
  }

  @Test
  void unknownFieldsAreIgnored() {
    Frame frame = FrameDecoder.open("{\"action\":\"ping\",\"v\":2,\"new\":{\"a\":[1,2]}}").frame();
    assertEquals(new Frame.Ping(null), frame);
  }

  @Test
  void anErrorNeverQuotesWhatWasWritten() {
    String secret = "canary";
    for (String frame :
        List.of(
            "{\"action\":\"message\",\"cid\":\"a\",\"chat\":\""
                + secret
                + "\",\"after\":1,\"text\":\"x\"}",
            "{\"action\":\"leave\",\"cid\":\"a\",\"chat\":\""
                + CHAT
                + "\",\"email\":\""
                + secret
                + "\"}",
            "{\"text\":\"" + secret + "\" broken")) {
      assertFalse(refused(frame).words().contains(secret), frame);
    }
  }

  /// Whatever comes, the decoder answers with a frame or a refusal, and nothing else.
  @Test
  void randomTextNeverBreaksTheDecoder() {
    long seed = 20261122;
    Random random = new Random(seed);
    String valid =
        "{\"action\":\"start\",\"cid\":\"a\",\"text\":\"x\",\"page\":{\"url\":\"https://a.example\"},\"answers\":{\"q\":\"a\"}}";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(valid);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) random.nextInt(0x10000));
          default -> text.setCharAt(at, "{}[]\",:0\\u\n".charAt(random.nextInt(11)));
        }
      }
      try {
        FrameDecoder.open(text.toString()).frame();
      } catch (RefusedException expected) {
        assertFalse(expected.words().isEmpty());
      } catch (RuntimeException broken) {
        throw new AssertionError("seed " + seed + ", step " + i + ": " + text, broken);
      }
    }
  }

  private static Frame.Message message(String text) {
    return (Frame.Message)
        FrameDecoder.open(
                "{\"action\":\"message\",\"cid\":\"a\",\"chat\":\""
                    + CHAT
                    + "\",\"after\":1,\"text\":\""
                    + text
                    + "\"}")
            .frame();
  }

  private static RefusedException refused(String frame) {
    return assertThrows(RefusedException.class, () -> FrameDecoder.open(frame).frame(), frame);
  }

  private static String frame(String pattern) {
    return pattern.replace('~', '"').replace("CHAT", CHAT);
  }
}
