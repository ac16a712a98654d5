package app.firstbell.emulator.gateway;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.time.EmulatorClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/// A gateway on a real port, with the parts around it faked. Paths are `/{api}/{stage}…`.
final class House implements AutoCloseable {
  static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKIDMESSAGE/20261122/us-east-1/execute-api/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature=00";

  /// Jetty's own.
  private static final Duration PATIENT = Duration.ofSeconds(30);

  final EmulatorClock clock = new EmulatorClock();
  final Stats stats = new Stats();
  final Lambdas lambdas;
  final Gateways gateways;

  /// What functions may not do: `action resource`, by principal's name.
  final Map<String, String> denied = new ConcurrentHashMap<>();

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  House(Template template, Lambdas lambdas) {
    this(template, lambdas, GatewayOptions.aws());
  }

  House(Template template, Lambdas lambdas, GatewayOptions options) {
    this(template, lambdas, options, PATIENT);
  }

  /// @param idle how long a connection may be still; it counts from the first moment, before the
  ///   client has said anything, so a short one ends the handshakes of a machine that is busy
  House(Template template, Lambdas lambdas, GatewayOptions options, Duration idle) {
    this.lambdas = lambdas;
    try {
      gateways =
          Gateways.create(
              template,
              lambdas,
              this::decide,
              key -> new Principal(key, "arn:aws:iam::000000000000:role/" + key),
              clock,
              stats,
              options);
      connector.setIdleTimeout(idle.toMillis());
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(
          new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
              String path = request.getHttpURI().getPath();
              int slash = path.indexOf('/', 1);
              return gateways.handle(
                  path.substring(1, slash), path.substring(slash), request, response, callback);
            }
          });
      server.start();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  private Access.Decision decide(Principal principal, String action, String resource) {
    String wish = action + " " + resource;
    return wish.equals(denied.get(principal.name()))
        ? new Access.Decision.Denied(
            "User: " + principal.roleArn() + " is not authorized to perform: " + action)
        : new Access.Decision.Allowed();
  }

  int port() {
    return connector.getLocalPort();
  }

  RawSocket connect(String... headers) throws Exception {
    return RawSocket.open(port(), "/" + Template.WS + "/ws", headers);
  }

  AwsAnswer manage(String method, String connectionId, String body) {
    return manage(method, connectionId, body.getBytes(StandardCharsets.UTF_8));
  }

  AwsAnswer manage(String method, String connectionId, byte[] body) {
    String path = "/ws/@connections/" + connectionId.replace("=", "%3D");
    return gateways.manage(
        Template.WS, path, new AwsCall(method, path, "", Map.of("authorization", SIGNED), body));
  }

  /// Waits for a condition; tests never sleep for a time.
  static void until(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited 20 s in vain: " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  @Override
  public void close() throws Exception {
    gateways.close();
    server.stop();
  }
}
