package app.firstbell.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads and writes JSON by streaming: no reflection, so a cold start pays for nothing.
public final class Json {
  /// Deeper than any frame of the protocol, and far from the end of a stack.
  static final int MAX_DEPTH = 8;

  static final int MAX_CHARS = 256 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARS)
                  .maxDocumentLength(MAX_CHARS)
                  .maxNumberLength(32)
                  .maxNameLength(256)
                  .build())
          // Two fields of one name are read differently by different readers: refuse them.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names come from outside; interning them would fill a table that is never emptied.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private Json() {}

  /// Reads one JSON object.
  ///
  /// @throws MalformedJsonException when the text is anything else, holds a field twice, or is
  ///   deeper than 8 levels
  public static JsonValue.Obj object(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJsonException("expected a JSON object");
      }
      JsonValue.Obj object = readObject(parser);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("expected one JSON object and nothing behind it");
      }
      return object;
    } catch (IOException notJson) {
      // Jackson quotes the text in its message, which may hold what a visitor wrote: it goes no
      // further.
      throw new MalformedJsonException(
          "expected a JSON object of at most " + MAX_DEPTH + " levels");
    }
  }

  /// A field of the object that the text begins with, read without keeping the rest: for text that
  /// is refused for its length, and whose sender waits for an answer all the same.
  ///
  /// @return nothing when there is none, it is no string, or the text is no JSON up to there
  public static Optional<String> glance(String text, String field) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isField = field.equals(parser.currentName());
        JsonToken value = parser.nextToken();
        if (isField) {
          return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /// Writes one JSON object.
  public static String write(Consumer<JsonObjectWriter> fields) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.writeStartObject();
      fields.accept(new JsonObjectWriter(generator));
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException("a StringWriter does not fail", impossible);
    }
    return text.toString();
  }

  private static JsonValue.Obj readObject(JsonParser parser) throws IOException {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, readValue(parser));
    }
    return new JsonValue.Obj(fields);
  }

  private static JsonValue readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> new JsonValue.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Num(parser.getText());
      case VALUE_TRUE -> new JsonValue.Bool(true);
      case VALUE_FALSE -> new JsonValue.Bool(false);
      case VALUE_NULL -> new JsonValue.Null();
      case null, default -> throw new MalformedJsonException("expected a JSON value");
    };
  }

  private static JsonValue.Arr readArray(JsonParser parser) throws IOException {
    List<JsonValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(readValue(parser));
    }
    return new JsonValue.Arr(values);
  }
}
