package app.firstbell.dynamo;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/// Describes a record to the Enhanced Client in code: no annotations, no reflection, nothing to pay
/// for at a cold start. Reading goes over a [Draft], since records have no builders.
public final class Columns<T> {
  private final StaticImmutableTableSchema.Builder<T, Draft> schema;

  private Columns(Class<T> type, Function<Draft, T> read) {
    this.schema =
        StaticImmutableTableSchema.builder(type, Draft.class).newItemBuilder(Draft::new, read);
  }

  /// @param read makes the record of what was stored
  public static <T> Columns<T> of(Class<T> type, Function<Draft, T> read) {
    return new Columns<>(type, read);
  }

  /// The two keys, made of the record.
  public Columns<T> keys(Function<T, String> pk, Function<T, String> sk) {
    schema.addAttribute(
        String.class,
        a -> a.name("pk").getter(pk).setter((d, v) -> d.put("pk", v)).tags(primaryPartitionKey()));
    schema.addAttribute(
        String.class,
        a -> a.name("sk").getter(sk).setter((d, v) -> d.put("sk", v)).tags(primarySortKey()));
    return this;
  }

  public Columns<T> text(String name, Function<T, @Nullable String> value) {
    schema.addAttribute(
        String.class, a -> a.name(name).getter(value).setter((d, v) -> d.put(name, v)));
    return this;
  }

  public Columns<T> number(String name, Function<T, @Nullable Integer> value) {
    schema.addAttribute(
        Integer.class, a -> a.name(name).getter(value).setter((d, v) -> d.put(name, v)));
    return this;
  }

  /// An instant in milliseconds since 1970.
  public Columns<T> instant(String name, Function<T, Instant> value) {
    return moment(name, value, Instant::toEpochMilli, Instant::ofEpochMilli);
  }

  /// The attribute `ttl` in seconds since 1970.
  public Columns<T> ttl(Function<T, Instant> value) {
    return moment("ttl", value, Instant::getEpochSecond, Instant::ofEpochSecond);
  }

  public Columns<T> texts(String name, Function<T, List<String>> value) {
    schema.addAttribute(
        EnhancedType.listOf(String.class),
        a -> a.name(name).getter(value).setter((d, v) -> d.put(name, v)));
    return this;
  }

  public TableSchema<T> build() {
    return schema.build();
  }

  private Columns<T> moment(
      String name,
      Function<T, Instant> value,
      Function<Instant, Long> write,
      Function<Long, Instant> read) {
    schema.addAttribute(
        Long.class,
        a ->
            a.name(name)
                .getter(it -> write.apply(value.apply(it)))
                .setter((d, v) -> d.put(name, read.apply(v))));
    return this;
  }
}
