package app.firstbell.emulator.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/// AWS's JSON protocol on the server's side: reads a request into the SDK's own request type and
/// writes a response type as JSON, both by the field descriptions that the SDK carries. The SDK
/// itself has only the client's half.
final class SdkJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<Class<?>, Map<String, SdkField<?>>> FIELDS = new ConcurrentHashMap<>();

  private SdkJson() {}

  /// The body is not JSON, or a field has another type than the service's model says.
  static final class Malformed extends RuntimeException {
    Malformed(String message) {
      super(message);
    }
  }

  /// Reads a request. Unknown fields are ignored, as AWS does.
  ///
  /// @throws Malformed AWS answers `SerializationException` then
  static <T> T read(byte[] json, SdkPojo builder, Class<T> type) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("Start of structure or map found where not expected");
      }
      return type.cast(structure(parser, builder));
    } catch (JsonProcessingException e) {
      throw new Malformed("The request is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] write(SdkPojo pojo) {
    var out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      structure(json, pojo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// Writes a value into a larger document.
  static void write(JsonGenerator json, SdkPojo pojo) throws IOException {
    structure(json, pojo);
  }

  private static Object structure(JsonParser parser, SdkPojo builder) throws IOException {
    Map<String, SdkField<?>> fields = fieldsOf(builder);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      SdkField<?> field = fields.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        field.set(builder, value(parser, field));
      }
    }
    return ((Buildable) builder).build();
  }

  private static @Nullable Object value(JsonParser parser, SdkField<?> field) throws IOException {
    JsonToken token = parser.currentToken();
    MarshallingType<?> type = field.marshallingType();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type == MarshallingType.SDK_POJO) {
      expect(token, JsonToken.START_OBJECT, field);
      return structure(parser, field.constructor().get());
    }
    if (type == MarshallingType.LIST) {
      expect(token, JsonToken.START_ARRAY, field);
      SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser, member));
      }
      return list;
    }
    if (type == MarshallingType.MAP) {
      expect(token, JsonToken.START_OBJECT, field);
      SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        map.put(key, value(parser, member));
      }
      return map;
    }
    return scalar(parser, token, type, field);
  }

  private static Object scalar(
      JsonParser parser, JsonToken token, MarshallingType<?> type, SdkField<?> field)
      throws IOException {
    if (type == MarshallingType.STRING) {
      expect(token, JsonToken.VALUE_STRING, field);
      return parser.getText();
    }
    if (type == MarshallingType.BOOLEAN) {
      if (!token.isBoolean()) {
        throw wrong(token, field);
      }
      return parser.getBooleanValue();
    }
    if (type == MarshallingType.SDK_BYTES) {
      expect(token, JsonToken.VALUE_STRING, field);
      return SdkBytes.fromByteArrayUnsafe(parser.getBinaryValue());
    }
    if (!token.isNumeric()) {
      throw wrong(token, field);
    }
    if (type == MarshallingType.INTEGER) {
      return parser.getIntValue();
    }
    if (type == MarshallingType.LONG) {
      return parser.getLongValue();
    }
    if (type == MarshallingType.DOUBLE) {
      return parser.getDoubleValue();
    }
    if (type == MarshallingType.FLOAT) {
      return parser.getFloatValue();
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.ofEpochMilli(
          parser.getDecimalValue().multiply(BigDecimal.valueOf(1000)).longValue());
    }
    throw wrong(token, field);
  }

  private static void expect(JsonToken token, JsonToken expected, SdkField<?> field) {
    if (token != expected) {
      throw wrong(token, field);
    }
  }

  private static Malformed wrong(JsonToken token, SdkField<?> field) {
    return new Malformed(
        "%s can not be converted to %s (%s)"
            .formatted(token, field.memberName(), field.marshallingType()));
  }

  private static Map<String, SdkField<?>> fieldsOf(SdkPojo pojo) {
    return FIELDS.computeIfAbsent(
        pojo.getClass(),
        _ -> {
          Map<String, SdkField<?>> byName = new LinkedHashMap<>();
          pojo.sdkFields().forEach(f -> byName.put(f.locationName(), f));
          return byName;
        });
  }

  private static void structure(JsonGenerator json, SdkPojo pojo) throws IOException {
    json.writeStartObject();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        json.writeFieldName(field.locationName());
        value(json, value);
      }
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case SdkPojo pojo -> structure(json, pojo);
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Float number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case SdkBytes bytes -> json.writeBinary(bytes.asByteArrayUnsafe());
      case Instant instant -> json.writeNumber(BigDecimal.valueOf(instant.toEpochMilli(), 3));
      case List<?> list -> {
        json.writeStartArray();
        for (Object member : list) {
          value(json, member);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var entry : map.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          value(json, entry.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }
}
