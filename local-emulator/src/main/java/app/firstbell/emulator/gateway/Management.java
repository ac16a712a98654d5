package app.firstbell.emulator.gateway;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.lambda.Principals;
import app.firstbell.emulator.template.Assembly;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `@connections`: posting to a connection, looking at it, closing it. Statuses, error types and
/// bodies are those of the service's model `apigatewaymanagementapi`.
final class Management {
  static final String ACTION = "execute-api:ManageConnections";

  // The signature's contents are not checked; who signed and for what is.
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request.*");

  private final Connections connections;
  private final Throttles throttles;
  private final Access access;
  private final Principals principals;
  private final Traffic traffic;
  private final Quotas quotas;

  Management(
      Connections connections,
      Throttles throttles,
      Access access,
      Principals principals,
      Traffic traffic,
      Quotas quotas) {
    this.connections = connections;
    this.throttles = throttles;
    this.access = access;
    this.principals = principals;
    this.traffic = traffic;
    this.quotas = quotas;
  }

  /// @param connectionId decoded
  AwsAnswer answer(String apiId, Stage stage, String connectionId, AwsCall call) {
    Optional<String> refusal = refusal(apiId, stage, connectionId, call);
    if (refusal.isPresent()) {
      return error(403, "ForbiddenException", refusal.get());
    }
    if (!throttles.request()) {
      return error(429, "LimitExceededException", "Too Many Requests");
    }
    Optional<Connection> connection = connections.find(apiId, stage.name(), connectionId);
    return switch (call.method()) {
      case "POST" -> post(connection, call.body());
      case "GET" -> connection.map(Management::describe).orElseGet(Management::gone);
      case "DELETE" -> connection.map(Management::delete).orElseGet(Management::gone);
      default -> error(403, "ForbiddenException", "Forbidden");
    };
  }

  /// The answer for a path that is no connection of a stage that exists: what a forgotten stage in
  /// the URL leads to.
  static AwsAnswer forbidden() {
    return error(403, "ForbiddenException", "Forbidden");
  }

  private Optional<String> refusal(String apiId, Stage stage, String connectionId, AwsCall call) {
    Optional<String> authorization = call.header("authorization");
    if (authorization.isEmpty()) {
      return Optional.of("Missing Authentication Token");
    }
    Matcher credential = CREDENTIAL.matcher(authorization.get());
    if (!credential.matches()) {
      return Optional.of("Authorization header is not a signature of version 4");
    }
    if (!credential.group(4).equals("execute-api")) {
      return Optional.of("Credential should be scoped to correct service: 'execute-api'.");
    }
    if (!credential.group(3).equals(Assembly.REGION)) {
      return Optional.of(
          "Credential should be scoped to a valid region, not '" + credential.group(3) + "'.");
    }
    Principal principal = principals.byAccessKey(credential.group(1));
    String arn = Arns.connection(apiId, stage.name(), call.method(), connectionId);
    return switch (access.decide(principal, ACTION, arn)) {
      case Access.Decision.Allowed() -> Optional.empty();
      case Access.Decision.Denied(String reason) -> Optional.of(reason);
    };
  }

  private AwsAnswer post(Optional<Connection> connection, byte[] message) {
    if (message.length > quotas.messageBytes()) {
      return error(413, "PayloadTooLargeException", "Message too long");
    }
    if (connection.isEmpty()) {
      return gone();
    }
    return switch (traffic.send(connection.get(), asText(message))) {
      case TAKEN -> {
        traffic.posted();
        yield new AwsAnswer(200, Map.of(), new byte[0]);
      }
      case FULL -> error(429, "LimitExceededException", "Too Many Requests");
      case CLOSED -> gone();
    };
  }

  // Frames are text: what is not UTF-8 would break the client's connection.
  private static byte[] asText(byte[] message) {
    for (byte b : message) {
      if (b < 0) {
        return new String(message, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
      }
    }
    return message;
  }

  private static AwsAnswer describe(Connection connection) {
    Caller caller = connection.caller();
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("sourceIp", caller.sourceIp());
    identity.put("userAgent", caller.userAgent().orElse(""));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("connectedAt", Instant.ofEpochMilli(caller.connectedAt()).toString());
    view.put("identity", identity);
    view.put("lastActiveAt", Instant.ofEpochMilli(connection.lastActiveAt()).toString());
    return new AwsAnswer(
        200, Map.of("content-type", "application/json"), GatewayMessage.json(view));
  }

  private static AwsAnswer delete(Connection connection) {
    connection.close(Closing.BY_DELETE);
    return new AwsAnswer(204, Map.of(), new byte[0]);
  }

  /// AWS sends no body here: clients that map errors by the body alone never see what happened.
  private static AwsAnswer gone() {
    return new AwsAnswer(410, Map.of("x-amzn-ErrorType", "GoneException"), new byte[0]);
  }

  private static AwsAnswer error(int status, String type, String message) {
    return new AwsAnswer(
        status,
        Map.of("content-type", "application/json", "x-amzn-ErrorType", type),
        GatewayMessage.plain("message", message));
  }
}
