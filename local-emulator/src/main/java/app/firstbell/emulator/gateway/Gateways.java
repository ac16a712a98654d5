package app.firstbell.emulator.gateway;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Principals;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.time.EmulatorClock;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The WebSocket and HTTP APIs of an assembly, as AWS would run them. It needs no server of its
/// own: [#handle] works in a handler of any Jetty server.
public final class Gateways implements ApiGateway, AutoCloseable {
  private final Timer timer = new Timer();
  private final Upgrades upgrades;
  private final Connections connections;
  private final WebSockets webSockets;
  private final HttpApis httpApis;

  private Gateways(
      Assembly assembly,
      Functions functions,
      Access access,
      Principals principals,
      EmulatorClock clock,
      Stats stats,
      GatewayOptions options)
      throws Exception {
    Quotas quotas = options.quotas();
    ApiReader reader = new ApiReader(assembly, quotas);
    var webSocketApis = reader.webSocketApis();
    var http = reader.httpApis();

    upgrades = new Upgrades();
    connections = new Connections(clock, quotas, timer);
    Invocations invocations =
        new Invocations(functions, new InvokePermissions(assembly), timer, stats);
    Throttles throttles = new Throttles(quotas, clock);
    Traffic traffic = new Traffic(stats);
    Messages messages =
        new Messages(connections, invocations, throttles, traffic, clock, timer, options);
    Handshake handshake =
        new Handshake(
            upgrades, connections, invocations, throttles, messages, traffic, clock, timer, quotas);
    Management management =
        new Management(connections, throttles, access, principals, traffic, quotas);
    webSockets = new WebSockets(webSocketApis, handshake, management, throttles, quotas);
    httpApis = new HttpApis(http, invocations, throttles, clock, quotas);
  }

  /// Reads the APIs of the assembly, with AWS's quotas.
  ///
  /// @throws app.firstbell.emulator.template.AssemblyException naming the resource that the
  ///   emulator cannot run
  public static Gateways create(
      Assembly assembly,
      Functions functions,
      Access access,
      Principals principals,
      EmulatorClock clock,
      Stats stats)
      throws Exception {
    return create(assembly, functions, access, principals, clock, stats, GatewayOptions.aws());
  }

  /// As above, with other quotas or a disturbed order.
  public static Gateways create(
      Assembly assembly,
      Functions functions,
      Access access,
      Principals principals,
      EmulatorClock clock,
      Stats stats,
      GatewayOptions options)
      throws Exception {
    return new Gateways(assembly, functions, access, principals, clock, stats, options);
  }

  @Override
  public boolean handle(
      String apiId, String path, Request request, Response response, Callback callback) {
    HttpExchange exchange = new HttpExchange(request, response, callback);
    if (httpApis.has(apiId)) {
      httpApis.handle(apiId, path, exchange);
    } else {
      webSockets.handle(apiId, path, exchange);
    }
    return true;
  }

  @Override
  public AwsAnswer manage(String apiId, String path, AwsCall call) {
    return webSockets.manage(apiId, path, call);
  }

  @Override
  public List<ConnectionView> connections() {
    return connections.all().stream().map(Connection::view).toList();
  }

  /// Closes every connection with 1001 and stops. What still runs is not waited for.
  @Override
  public void close() throws Exception {
    connections.all().forEach(c -> c.close(Closing.GOING_AWAY));
    timer.close();
    upgrades.close();
  }
}
