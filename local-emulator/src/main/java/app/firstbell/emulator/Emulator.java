package app.firstbell.emulator;

import app.firstbell.emulator.aws.AwsEndpoint;
import app.firstbell.emulator.aws.AwsEndpointHandler;
import app.firstbell.emulator.data.DataPlane;
import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.gateway.Gateways;
import app.firstbell.emulator.iam.TemplatePolicies;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.InProcessFunctions;
import app.firstbell.emulator.lambda.InProcessTransport;
import app.firstbell.emulator.page.EmulatorPage;
import app.firstbell.emulator.schedule.Schedules;
import app.firstbell.emulator.sites.Buckets;
import app.firstbell.emulator.sites.DistributionHandler;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.stream.Mappings;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.CloudAssembly;
import app.firstbell.emulator.template.LocalAddresses;
import app.firstbell.emulator.template.Resource;
import app.firstbell.emulator.time.EmulatorClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A synthesized CDK app, running on this machine: its distributions, APIs, functions, tables,
/// queues and mail.
///
/// ```
/// try (Emulator emulator = Emulator.start(EmulatorOptions.of(Path.of("cdk.out")))) {
///   String socket = emulator.outputs().get("SocketUrl");
/// }
/// ```
///
/// Everything listens on loopback only. Several emulators may run in one JVM, each on ports of its
/// own.
public final class Emulator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Emulator.class);

  private final Deque<AutoCloseable> closers = new ArrayDeque<>();
  private final EmulatorClock clock = new EmulatorClock();
  private final Stats stats = new Stats();
  private final CloudAssembly assembly;
  private final LocalAddresses addresses;
  private final InProcessFunctions functions;
  private final DataPlane data;
  private final Gateways gateways;
  private final Mappings mappings;

  /// Starts the app; returns when everything answers.
  ///
  /// @throws EmulatorException when a port is in use
  /// @throws app.firstbell.emulator.template.AssemblyException when the app is none that can run
  ///   here
  public static Emulator start(EmulatorOptions options) throws Exception {
    return new Emulator(options);
  }

  private Emulator(EmulatorOptions options) throws Exception {
    StartReport report = new StartReport(options.progress());
    try {
      CloudAssembly.Draft draft =
          report.step("read " + options.cdkOut(), () -> CloudAssembly.read(options.cdkOut()));
      Server server = new Server(new VirtualThreadPool());
      server.setStopTimeout(0);
      closers.push(server::stop);
      addresses = Ports.take(server, options.port(), draft.distributions()).addresses();
      assembly = report.step("resolve the templates", () -> draft.resolve(addresses));
      assembly.notes().forEach(report::tell);
      TemplatePolicies access =
          report.step("read the policies", () -> TemplatePolicies.of(assembly, options.iam()));
      CompletableFuture<DataPlane> dataSoon =
          CompletableFuture.supplyAsync(
              () -> DataPlane.start(assembly, options.data(), clock, stats, access));
      functions =
          report.step(
              "find the functions",
              () -> InProcessFunctions.create(assembly, addresses.awsEndpoint(), clock, stats));
      closers.push(functions);
      Buckets buckets = report.step("fill the buckets", () -> Buckets.of(assembly));
      report.tell(
          "         "
              + buckets.summary()
              + "; played without their Python function: "
              + Buckets.playedIn(assembly).collect(Collectors.joining(", ")));
      data = report.step("start tables, queues and mail", dataSoon::join);
      closers.push(data);
      AtomicReference<ApiGateway> gatewaySoon = new AtomicReference<>();
      AwsEndpoint aws = new AwsEndpoint(functions, access, data, () -> functions, gatewaySoon::get);
      if (options.transport() == EmulatorOptions.Transport.IN_PROCESS) {
        closers.push(InProcessTransport.open(addresses.awsPort(), aws));
      }
      gateways =
          report.step(
              "start the APIs",
              () ->
                  Gateways.create(
                      assembly, functions, access, functions, clock, stats, options.gateway()));
      closers.push(gateways);
      gatewaySoon.set(gateways);
      mappings =
          report.step(
              "start the mappings",
              () ->
                  Mappings.start(assembly, functions, data, access, clock, stats, options.data()));
      closers.push(mappings);
      closers.push(
          report.step(
              "set the schedules",
              () -> Schedules.start(assembly, functions, access, clock, stats)));
      server.setHandler(new ByConnector(handlers(aws, buckets)));
      report.step(
          "open the doors",
          () -> {
            server.start();
            return server;
          });
    } catch (Exception e) {
      close();
      throw e;
    }
    if (options.warming() == EmulatorOptions.Warming.BACKGROUND) {
      Thread warming = Thread.ofPlatform().daemon().name("warming").start(functions::warm);
      closers.push(warming::interrupt);
    }
  }

  private Map<String, Handler> handlers(AwsEndpoint aws, Buckets buckets) {
    Map<String, Handler> handlers = new HashMap<>();
    for (Resource distribution : assembly.ofType("AWS::CloudFront::Distribution")) {
      handlers.put(
          distribution.logicalId(),
          DistributionHandler.of(
              distribution, assembly, buckets, gateways, data.secrets()::resolved));
    }
    handlers.put(
        Ports.AWS,
        new Handler.Sequence(
            new OwnOriginOnly(addresses.awsPort()),
            new AwsEndpointHandler(aws, () -> gateways),
            new EmulatorPage(
                new EmulatorPage.Sources(
                    assembly, functions, gateways, data, mappings, clock, stats, addresses))));
    return handlers;
  }

  /// The ports on this machine.
  public LocalAddresses addresses() {
    return addresses;
  }

  /// The stacks' outputs by their logical ids, with local addresses.
  public Map<String, String> outputs() {
    return assembly.outputs();
  }

  public Assembly assembly() {
    return assembly;
  }

  /// The clock of everything that runs here; move it to let time pass.
  public EmulatorClock clock() {
    return clock;
  }

  /// What AWS would bill or count.
  public Stats stats() {
    return stats;
  }

  public Functions functions() {
    return functions;
  }

  /// Tables, queues and the mailbox.
  public DataPlane data() {
    return data;
  }

  /// What reads streams and queues and invokes functions.
  public Mappings mappings() {
    return mappings;
  }

  public ApiGateway gateway() {
    return gateways;
  }

  /// Ends everything at once: what still runs is interrupted, connections are closed, ports are
  /// free again. A second call does nothing.
  @Override
  public void close() {
    while (!closers.isEmpty()) {
      try {
        closers.pop().close();
      } catch (Exception e) {
        log.warn("could not close a part of the emulator", e);
      }
    }
  }
}
