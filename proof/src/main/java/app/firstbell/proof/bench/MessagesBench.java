package app.firstbell.proof.bench;

import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.client.Wire;
import app.firstbell.proof.run.Installation;
import app.firstbell.proof.run.Provisioned;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What a message costs and how many there can be: through the whole of Firstbell on the emulator,
/// beside a bare Jetty echo of the same frames and beside the engine doing the same read and write
/// alone. The emulator is alone in its JVM; the load comes from this one, over loopback.
final class MessagesBench {
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  /// Both the engine alone and the whole get this long before anything is measured: the compiler of
  /// a JVM is busy for about half a minute, and who is measured first must not pay for it.
  private static final Duration COMPILING = Duration.ofSeconds(30);

  /// Longer than a party's grace: chats whose load has gone are ended, and their timers are over.
  private static final Duration PAST_ANY_GRACE = Duration.ofMinutes(3);

  private static final Duration MEASURED = Duration.ofSeconds(8);
  private static final int IN_FLIGHT = 16;
  private static final int COUNTED = 500;
  private static final int MANY = 100_000;
  private static final int[] CONNECTIONS = {10, 100, 1000};
  private static final int REPORTED = 100;

  private MessagesBench() {}

  static void run() throws Exception {
    Report report = new Report("messages");
    step("the engine alone, over HTTP and embedded, %d at a time".formatted(IN_FLIGHT));
    Loop.Outcome engine = EnginePeer.overHttp(IN_FLIGHT, COMPILING, MEASURED);
    Loop.Outcome embedded = EnginePeer.embedded(IN_FLIGHT, COMPILING, MEASURED);
    step("a bare Jetty echo of the same frames");
    try (Child echo = Child.start(EchoPeer.class)) {
      for (int connections : CONNECTIONS) {
        Loop.Outcome outcome = echo(echo.port(), connections);
        report.peer("a bare Jetty echo", "messagesPerSecondAt" + connections, outcome.perSecond());
        report.peer("a bare Jetty echo", "p99MillisAt" + connections, outcome.times().millis(99));
        if (connections == REPORTED) {
          report.figure("echoMessagesPerSecond", outcome.perSecond());
        }
      }
    }
    try (Installation installation = Installation.start("bench-messages")) {
      Provisioned organization = installation.organization(4);
      step("what one message costs");
      Pair counted = Pair.make(organization, 1).getFirst();
      // The timers of a chat's start are the chat's price, not a message's.
      installation.emulator().advance(PAST_ANY_GRACE);
      Cost cost = Cost.measure(installation.emulator(), counted, COUNTED);
      report
          .figure("writeUnitsPerMessage", cost.writeUnits())
          .figure("readUnitsPerMessage", cost.readUnits())
          .figure("invocationsPerMessage", cost.invocations())
          .figure("postsPerMessage", cost.posts())
          .figure("dollarsPerMillion", cost.dollarsPerMillion());
      step("what metering adds to it");
      MeteringBench.measure(installation, report);
      warm(installation.organization(4));
      for (int connections : CONNECTIONS) {
        load(installation.organization(4), connections, "At" + connections, report);
      }
      report
          .figure("messagesPerSecond", report.get("messagesPerSecondAt" + REPORTED))
          .figure("p50Millis", report.get("p50MillisAt" + REPORTED))
          .figure("p99Millis", report.get("p99MillisAt" + REPORTED));
      step("the data of %,d organizations".formatted(MANY));
      fill(installation);
      installation.emulator().advance(PAST_ANY_GRACE);
      Cost full = Cost.measure(installation.emulator(), counted, COUNTED);
      report
          .figure("writeUnitsPerMessageWith100000", full.writeUnits())
          .figure("readUnitsPerMessageWith100000", full.readUnits())
          .figure("dollarsPerMillionWith100000", full.dollarsPerMillion());
      load(installation.organization(4), REPORTED, "With100000", report);
    }
    report
        .figure("enginePairsPerSecond", engine.perSecond())
        .figure("engineP99Millis", engine.times().millis(99))
        .figure("enginePairsPerSecondEmbedded", embedded.perSecond())
        .figure("shareOfEngine", report.get("messagesPerSecond") / engine.perSecond())
        .assumed(
            "a warm invocation",
            "512 MB of arm for 15 ms, $%.2f per million with its request"
                .formatted(Prices.invocationWithItsTime()))
        .assumed(
            "prices per million",
            "$1 a message on the socket in either direction, $0.625 a write unit, $0.125 a read unit")
        .assumed(
            "load",
            "closed loop, %d messages in flight over all connections in turn, half written by each side, %d characters"
                .formatted(IN_FLIGHT, Pair.TEXT.length()))
        .assumed(
            "times", "from sending to the acknowledgement; delivered is to the other side's socket")
        .finish(System.out);
  }

  private static void warm(Provisioned organization) throws Exception {
    step("warming for %d s".formatted(COMPILING.toSeconds()));
    List<Pair> pairs = Pair.make(organization, REPORTED / 2);
    Loop.run(pairs, IN_FLIGHT, Duration.ZERO, COMPILING, Pair::write);
    pairs.forEach(Pair::close);
  }

  private static void load(Provisioned organization, int connections, String suffix, Report report)
      throws Exception {
    step("%d connections".formatted(connections));
    List<Pair> pairs = Pair.make(organization, connections / 2);
    Loop.run(pairs, IN_FLIGHT, Duration.ZERO, WARM_UP, Pair::write);
    pairs.forEach(p -> p.arrivals().times().clear());
    Loop.Outcome outcome = Loop.run(pairs, IN_FLIGHT, Duration.ZERO, MEASURED, Pair::write);
    Times delivered = new Times();
    pairs.forEach(p -> p.arrivals().times().each(delivered::add));
    pairs.forEach(Pair::close);
    report
        .figure("messagesPerSecond" + suffix, outcome.perSecond())
        .figure("p50Millis" + suffix, outcome.times().millis(50))
        .figure("p99Millis" + suffix, outcome.times().millis(99))
        .figure("deliveredP99Millis" + suffix, delivered.millis(99));
  }

  private record EchoLine(Wire wire, SynchronousQueue<String> answers) {}

  private static Loop.Outcome echo(int port, int connections) throws Exception {
    List<EchoLine> lines = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      SynchronousQueue<String> answers = new SynchronousQueue<>();
      Wire wire =
          Wire.open(
              URI.create("ws://127.0.0.1:" + port + "/"),
              List.of(),
              Map.of(),
              new Wire.Listener() {
                @Override
                public void text(String frame) {
                  try {
                    answers.put(frame);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }

                @Override
                public void closed(int code, String reason) {}
              });
      lines.add(new EchoLine(wire, answers));
    }
    Loop.Outcome outcome =
        Loop.run(
            lines,
            IN_FLIGHT,
            WARM_UP,
            MEASURED,
            line -> {
              line.wire().text(VisitorClient.message("a".repeat(26), 3, Pair.TEXT).toString());
              if (line.answers().poll(20, TimeUnit.SECONDS) == null) {
                throw new IllegalStateException("the echo did not answer");
              }
            });
    lines.forEach(l -> l.wire().close());
    return outcome;
  }

  private static void fill(Installation installation) throws Exception {
    URI endpoint = installation.emulator().address();
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("operator", "none")))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      List<String> tables = client.listTables().tableNames();
      ManyOrganizations.fill(
          endpoint, containing(tables, "Chats"), containing(tables, "Accounts"), MANY);
    }
  }

  private static String containing(List<String> tables, String name) {
    return tables.stream()
        .filter(t -> t.contains(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("expected a table " + name + ", got " + tables));
  }

  private static void step(String what) {
    System.out.printf("  %s …%n", what);
  }
}
