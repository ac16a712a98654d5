package app.firstbell.emulator.stream;

import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// An event source mapping as the template wants it, with Lambda's defaults for what it leaves out.
///
/// @param function name or ARN, with alias if any
/// @param retries how often a failed batch is tried again; empty without bound
/// @param age the oldest record that is still tried; empty without bound
/// @param filters a record that matches none is passed over; empty takes all
/// @param onFailure ARN of the queue that hears of what was given up
/// @param concurrency most batches of a queue at once
public record MappingSettings(
    String logicalId,
    String function,
    String source,
    int batchSize,
    Duration window,
    int parallelization,
    Start start,
    OptionalInt retries,
    Optional<Duration> age,
    OnError onError,
    Reporting reporting,
    List<EventFilter> filters,
    Optional<String> onFailure,
    int concurrency) {

  /// Where a stream is read from at first.
  public enum Start {
    TRIM_HORIZON,
    LATEST
  }

  /// What happens to a batch whose function failed.
  public enum OnError {
    TRY_WHOLE,
    BISECT
  }

  /// Whether the function's answer says which records failed.
  public enum Reporting {
    NOTHING,
    ITEM_FAILURES
  }

  private static final int YOUNGEST_AGE_SECONDS = 60;
  private static final int MOST_FILTERS = 5;

  private static final Set<String> KNOWN =
      Set.of(
          "FunctionName",
          "EventSourceArn",
          "BatchSize",
          "MaximumBatchingWindowInSeconds",
          "ParallelizationFactor",
          "StartingPosition",
          "MaximumRetryAttempts",
          "MaximumRecordAgeInSeconds",
          "BisectBatchOnFunctionError",
          "FunctionResponseTypes",
          "FilterCriteria",
          "DestinationConfig",
          "ScalingConfig",
          "Enabled",
          "Tags");

  /// Reads an `AWS::Lambda::EventSourceMapping`.
  ///
  /// @throws IllegalArgumentException names the mapping and the property that cannot be
  static MappingSettings of(Resource mapping) {
    JsonNode p = mapping.properties();
    for (var property : p.properties()) {
      if (!KNOWN.contains(property.getKey())) {
        throw new IllegalArgumentException(
            "mapping %s has the property %s, which the emulator does not support; it supports %s"
                .formatted(mapping.logicalId(), property.getKey(), new TreeSet<>(KNOWN)));
      }
    }
    String source = p.path("EventSourceArn").asText();
    boolean queue = source.startsWith("arn:aws:sqs:");
    int batchSize = number(mapping, "BatchSize", queue ? 10 : 100, 1, 10_000);
    int window = number(mapping, "MaximumBatchingWindowInSeconds", 0, 0, 300);
    if (queue && batchSize > 10 && window < 1) {
      throw new IllegalArgumentException(
          "mapping %s: a BatchSize of %d needs a MaximumBatchingWindowInSeconds of 1 or more"
              .formatted(mapping.logicalId(), batchSize));
    }
    int retries = number(mapping, "MaximumRetryAttempts", -1, -1, 10_000);
    int age = number(mapping, "MaximumRecordAgeInSeconds", -1, -1, 604_800);
    if (age >= 0 && age < YOUNGEST_AGE_SECONDS) {
      throw new IllegalArgumentException(
          "mapping %s: MaximumRecordAgeInSeconds must be -1, or between %d and 604800, got %d"
              .formatted(mapping.logicalId(), YOUNGEST_AGE_SECONDS, age));
    }
    return new MappingSettings(
        mapping.logicalId(),
        p.path("FunctionName").asText(),
        source,
        batchSize,
        Duration.ofSeconds(window),
        number(mapping, "ParallelizationFactor", 1, 1, 10),
        start(mapping, queue),
        retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries),
        age < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(age)),
        p.path("BisectBatchOnFunctionError").asBoolean(false) ? OnError.BISECT : OnError.TRY_WHOLE,
        reporting(p),
        filters(mapping),
        Optional.of(p.at("/DestinationConfig/OnFailure/Destination").asText())
            .filter(d -> !d.isEmpty()),
        p.path("ScalingConfig").path("MaximumConcurrency").asInt(10));
  }

  /// A mapping that is switched off invokes nothing.
  static boolean enabled(Resource mapping) {
    return mapping.properties().path("Enabled").asBoolean(true);
  }

  boolean isQueue() {
    return source.startsWith("arn:aws:sqs:");
  }

  /// Whether the function wants this record.
  boolean wants(JsonNode record) {
    return filters.isEmpty() || filters.stream().anyMatch(f -> f.matches(record));
  }

  private static Reporting reporting(JsonNode properties) {
    for (JsonNode type : properties.path("FunctionResponseTypes")) {
      if (type.asText().equals("ReportBatchItemFailures")) {
        return Reporting.ITEM_FAILURES;
      }
    }
    return Reporting.NOTHING;
  }

  private static Start start(Resource mapping, boolean queue) {
    if (queue) {
      return Start.LATEST;
    }
    return switch (mapping.properties().path("StartingPosition").asText()) {
      case "TRIM_HORIZON" -> Start.TRIM_HORIZON;
      case "LATEST" -> Start.LATEST;
      case String other ->
          throw new IllegalArgumentException(
              "mapping %s: StartingPosition must be TRIM_HORIZON or LATEST, got '%s'"
                  .formatted(mapping.logicalId(), other));
    };
  }

  private static List<EventFilter> filters(Resource mapping) {
    List<EventFilter> filters = new ArrayList<>();
    for (JsonNode filter : mapping.properties().at("/FilterCriteria/Filters")) {
      try {
        filters.add(EventFilter.parse(filter.path("Pattern").asText()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "mapping " + mapping.logicalId() + ": " + e.getMessage(), e);
      }
    }
    if (filters.size() > MOST_FILTERS) {
      throw new IllegalArgumentException(
          "mapping %s: expected at most %d filters, got %d; AWS raises that on request only"
              .formatted(mapping.logicalId(), MOST_FILTERS, filters.size()));
    }
    return filters;
  }

  private static int number(Resource mapping, String name, int standard, int least, int most) {
    int value = mapping.properties().path(name).asInt(standard);
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "mapping %s: %s must be between %d and %d, got %d"
              .formatted(mapping.logicalId(), name, least, most, value));
    }
    return value;
  }
}
