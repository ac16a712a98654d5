package app.firstbell.emulator.stream;

import app.firstbell.emulator.data.DataPlane;
import app.firstbell.emulator.data.TableStream;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.queue.QueueSettings;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import app.firstbell.emulator.time.EmulatorClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All event source mappings of the template, running. As AWS does when it makes one, it asks first
/// whether the function's role may read the source and write to the destination.
public final class Mappings implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Mappings.class);
  private static final int READERS_OF_A_SHARD = 2;
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<MappingView> fixed = new ArrayList<>();
  private final List<IntSupplier> open = new ArrayList<>();

  private Mappings() {}

  /// A mapping as the page shows it. `open` is how many records (stream) or batches (queue) are not
  /// done yet.
  public record MappingView(String logicalId, String source, String function, int open) {}

  /// Starts what the template names.
  ///
  /// @param directory where checkpoints are kept; empty keeps them in memory
  /// @throws IllegalArgumentException for a mapping that cannot be: an unknown property, source or
  ///   destination, a bad filter, a role that may not read the source
  public static Mappings start(
      Assembly assembly,
      Functions functions,
      DataPlane data,
      Access access,
      EmulatorClock clock,
      Stats stats,
      Optional<Path> directory) {
    var mappings = new Mappings();
    var checkpoints = new Checkpoints(directory.map(d -> d.resolve("mappings.json")));
    Map<String, Integer> readers = new HashMap<>();
    try {
      for (Resource resource : assembly.ofType("AWS::Lambda::EventSourceMapping")) {
        MappingSettings settings = MappingSettings.of(resource);
        Resource function = function(assembly, settings);
        Principal principal =
            new Principal(function.logicalId(), function.properties().path("Role").asText());
        if (!MappingSettings.enabled(resource)) {
          continue;
        }
        if (settings.isQueue()) {
          refuseHasty(settings, function, data);
          mappings.queue(settings, principal, functions, data, access, clock, stats);
        } else {
          mappings.stream(settings, principal, functions, data, access, clock, stats, checkpoints);
          int count = readers.merge(settings.source(), 1, Integer::sum);
          if (count > READERS_OF_A_SHARD) {
            log.warn(
                "{} is the {}th mapping of {}: on AWS a shard bears {} readers",
                settings.logicalId(),
                count,
                settings.source(),
                READERS_OF_A_SHARD);
          }
        }
      }
      return mappings;
    } catch (RuntimeException e) {
      mappings.close();
      throw e;
    }
  }

  /// A message would come again while the function still has it: AWS makes no such mapping.
  private static void refuseHasty(MappingSettings settings, Resource function, DataPlane data) {
    QueueSettings queue =
        data.queues().find(settings.source()).orElseThrow(() -> unknownSource(settings));
    Duration timeout =
        Duration.ofSeconds(function.properties().path("Timeout").asInt(DEFAULT_TIMEOUT_SECONDS));
    if (queue.visibility().compareTo(timeout) < 0) {
      throw new IllegalArgumentException(
          "mapping %s: the queue's VisibilityTimeout of %d s must not be shorter than the Timeout of %s, %d s"
              .formatted(
                  settings.logicalId(),
                  queue.visibility().toSeconds(),
                  function.logicalId(),
                  timeout.toSeconds()));
    }
  }

  private static Resource function(Assembly assembly, MappingSettings settings) {
    String name = settings.function();
    int function = name.indexOf(":function:");
    String bare = (function < 0 ? name : name.substring(function + 10)).split(":")[0];
    return assembly.ofType("AWS::Lambda::Function").stream()
        .filter(f -> f.ref().equals(bare))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "mapping %s invokes %s, which is no function of the template"
                    .formatted(settings.logicalId(), name)));
  }

  private void queue(
      MappingSettings settings,
      Principal principal,
      Functions functions,
      DataPlane data,
      Access access,
      EmulatorClock clock,
      Stats stats) {
    QueueSettings queue =
        data.queues().find(settings.source()).orElseThrow(() -> unknownSource(settings));
    for (String action : List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")) {
      may(settings, principal, access, "sqs:" + action, List.of(queue.arn()));
    }
    var mapping = QueueMapping.start(settings, queue, data.queues(), functions, clock, stats);
    started(settings, mapping, mapping::open);
  }

  private void stream(
      MappingSettings settings,
      Principal principal,
      Functions functions,
      DataPlane data,
      Access access,
      EmulatorClock clock,
      Stats stats,
      Checkpoints checkpoints) {
    TableStream stream = data.stream(settings.source()).orElseThrow(() -> unknownSource(settings));
    String arn = settings.source();
    for (String action : List.of("GetRecords", "GetShardIterator", "DescribeStream")) {
      may(settings, principal, access, "dynamodb:" + action, List.of(arn));
    }
    may(settings, principal, access, "dynamodb:ListStreams", List.of(arn, "*"));
    Optional<QueueSettings> destination =
        settings
            .onFailure()
            .map(to ->
                data.queues()
                    .find(to)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "mapping %s: the destination %s is no queue of the template"
                                .formatted(settings.logicalId(), to))));
    destination.ifPresent(
        q -> may(settings, principal, access, "sqs:SendMessage", List.of(q.arn())));
    var notes =
        new FailureNotes(destination, data.queues(), clock, settings.function(), settings.source());
    var mapping =
        StreamMapping.start(settings, stream, functions, notes, checkpoints, clock, stats);
    started(settings, mapping, mapping::open);
  }

  private void started(MappingSettings settings, AutoCloseable mapping, IntSupplier open) {
    running.add(mapping);
    this.open.add(open);
    fixed.add(new MappingView(settings.logicalId(), settings.source(), settings.function(), 0));
  }

  private static IllegalArgumentException unknownSource(MappingSettings settings) {
    return new IllegalArgumentException(
        "mapping %s reads %s, which is neither a queue nor a table's stream of the template"
            .formatted(settings.logicalId(), settings.source()));
  }

  /// Refused unless the role may do the action on one of the resources.
  private static void may(
      MappingSettings settings,
      Principal principal,
      Access access,
      String action,
      List<String> resources) {
    String reason = "";
    for (String resource : resources) {
      switch (access.decide(principal, action, resource)) {
        case Access.Decision.Allowed _ -> {
          return;
        }
        case Access.Decision.Denied(String why) -> reason = why;
      }
    }
    throw new IllegalArgumentException(
        "mapping %s: the function's role may not %s, so AWS would not make the mapping. %s"
            .formatted(settings.logicalId(), action, reason));
  }

  public List<MappingView> views() {
    List<MappingView> views = new ArrayList<>();
    for (int i = 0; i < fixed.size(); i++) {
      MappingView view = fixed.get(i);
      views.add(
          new MappingView(
              view.logicalId(), view.source(), view.function(), open.get(i).getAsInt()));
    }
    return views;
  }

  /// Stops reading. A batch that is with a function is interrupted and comes again.
  @Override
  public void close() {
    for (AutoCloseable mapping : running) {
      try {
        mapping.close();
      } catch (Exception e) {
        log.warn("could not end a mapping", e);
      }
    }
  }
}
