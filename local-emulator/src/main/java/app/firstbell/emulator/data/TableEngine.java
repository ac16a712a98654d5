package app.firstbell.emulator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB Local inside this process, with the template's tables. In memory, or in one file under
/// the data directory.
///
/// Whoever writes says so by [#written], so that stream pollers wake at once.
public final class TableEngine implements AutoCloseable {
  private final AmazonDynamoDBLocal engine;
  private final Map<String, TableSchema> tables = new LinkedHashMap<>();
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  private TableEngine(AmazonDynamoDBLocal engine) {
    this.engine = engine;
  }

  /// @param directory where the tables are kept; empty keeps them in memory
  /// @throws IllegalStateException when a kept table differs from the template's: the sentence says
  ///   in what
  static TableEngine start(Collection<TableSchema> schemas, Optional<Path> directory) {
    var engine = new TableEngine(open(directory));
    try {
      schemas.forEach(engine::make);
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static AmazonDynamoDBLocal open(Optional<Path> directory) {
    // The engine reports its use to its maker unless told not to; nothing here leaves the machine.
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    if (directory.isEmpty()) {
      return DynamoDBEmbedded.create(true);
    }
    try {
      Files.createDirectories(directory.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DynamoDBEmbedded.create(directory.get().resolve("tables.db").toFile(), true);
  }

  private void make(TableSchema schema) {
    TableDescription existing = describe(schema.name());
    if (existing == null) {
      client().createTable(schema.create());
    } else {
      List<String> differences = schema.differences(existing);
      if (!differences.isEmpty()) {
        throw new IllegalStateException(
            "the kept table %s cannot serve the template: %s; start with another --data directory, or remove this one"
                .formatted(schema.name(), String.join("; ", differences)));
      }
    }
    tables.put(schema.name(), schema);
  }

  private @Nullable TableDescription describe(String table) {
    try {
      return client().describeTable(r -> r.tableName(table)).table();
    } catch (ResourceNotFoundException _) {
      return null;
    }
  }

  /// Straight to the engine: no figures, no policies, no faults.
  public DynamoDbClient client() {
    return engine.dynamoDbClient();
  }

  /// Straight to the engine's streams.
  public DynamoDbStreamsClient streams() {
    return engine.dynamoDbStreamsClient();
  }

  public Collection<TableSchema> schemas() {
    return tables.values();
  }

  public Optional<TableSchema> schema(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /// Calls `wake` after each write to the table, on the writer's thread.
  public void onWrite(String table, Runnable wake) {
    listeners.computeIfAbsent(table, _ -> new CopyOnWriteArrayList<>()).add(wake);
  }

  /// Tells those who wait for changes of a table.
  void written(String table) {
    listeners.getOrDefault(table, List.of()).forEach(Runnable::run);
  }

  @Override
  public void close() {
    engine.shutdownNow();
  }
}
