package app.firstbell.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes the fields of one object. What is null is left out: the protocol knows no null.
public final class JsonObjectWriter {
  private final JsonGenerator generator;

  JsonObjectWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  public JsonObjectWriter text(String name, @Nullable String value) {
    return value == null ? this : write(() -> generator.writeStringField(name, value));
  }

  public JsonObjectWriter number(String name, long value) {
    return write(() -> generator.writeNumberField(name, value));
  }

  /// An instant as milliseconds since 1970.
  public JsonObjectWriter instant(String name, @Nullable Instant value) {
    return value == null ? this : number(name, value.toEpochMilli());
  }

  public JsonObjectWriter bool(String name, boolean value) {
    return write(() -> generator.writeBooleanField(name, value));
  }

  public JsonObjectWriter object(String name, Consumer<JsonObjectWriter> fields) {
    return write(() -> {
      generator.writeObjectFieldStart(name);
      fields.accept(this);
      generator.writeEndObject();
    });
  }

  public <T> JsonObjectWriter objects(
      String name, Collection<T> values, BiConsumer<JsonObjectWriter, T> fields) {
    return write(() -> {
      generator.writeArrayFieldStart(name);
      for (T value : values) {
        generator.writeStartObject();
        fields.accept(this, value);
        generator.writeEndObject();
      }
      generator.writeEndArray();
    });
  }

  /// An array of texts, in their order.
  public JsonObjectWriter texts(String name, Collection<String> values) {
    return write(() -> {
      generator.writeArrayFieldStart(name);
      for (String value : values) {
        generator.writeString(value);
      }
      generator.writeEndArray();
    });
  }

  private JsonObjectWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException impossible) {
      throw new UncheckedIOException("a StringWriter does not fail", impossible);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
