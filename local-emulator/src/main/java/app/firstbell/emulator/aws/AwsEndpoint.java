package app.firstbell.emulator.aws;

import app.firstbell.emulator.data.DataPlane;
import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.lambda.Principals;
import app.firstbell.emulator.template.Assembly;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All of AWS that the emulator has, at one address. The service is told by the target header
/// (DynamoDB, Streams, SQS, Secrets Manager), by the path (Lambda, `@connections`), or by the
/// action of a form (SES, STS, older SQS).
public final class AwsEndpoint implements AwsApi {
  private static final Logger log = LoggerFactory.getLogger(AwsEndpoint.class);
  static final String EXECUTE_API = "/_execute-api/";
  private static final String STS = "https://sts.amazonaws.com/doc/2011-06-15/";

  private final Principals principals;
  private final DataPlane data;
  private final Supplier<ApiGateway> gateway;
  private final LambdaApi lambda;

  /// Functions and gateway are asked for when first needed, since both call this endpoint
  /// themselves.
  public AwsEndpoint(
      Principals principals,
      Access access,
      DataPlane data,
      Supplier<Functions> functions,
      Supplier<ApiGateway> gateway) {
    this.principals = principals;
    this.data = data;
    this.gateway = gateway;
    this.lambda = new LambdaApi(functions, access);
  }

  /// Whether a request is one of AWS's APIs at all, and not a page of the emulator.
  static boolean takes(AwsCall call) {
    return call.header("x-amz-target").isPresent()
        || call.header("authorization").filter(a -> a.startsWith("AWS4-")).isPresent()
        || LambdaApi.takes(call.path())
        || (call.method().equals("POST")
            && call.header("content-type")
                .filter(t -> t.startsWith("application/x-www-form-urlencoded"))
                .isPresent());
  }

  @Override
  public AwsAnswer answer(AwsCall call) {
    Optional<Signature> signature = Signature.of(call);
    Principal caller =
        signature.map(s -> principals.byAccessKey(s.accessKeyId())).orElse(Principal.OPERATOR);
    try {
      return route(call, caller, signature.map(Signature::service).orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JsonProtocol.error(503, "ServiceUnavailable", "the emulator is stopping");
    } catch (RuntimeException e) {
      log.error("{} {} failed inside the emulator", call.method(), call.path(), e);
      return JsonProtocol.error(500, "InternalFailure", "inside the emulator: " + e);
    }
  }

  private AwsAnswer route(AwsCall call, Principal caller, String service)
      throws InterruptedException {
    Optional<String> target = call.header("x-amz-target");
    if (target.isPresent()) {
      return targeted(target.get(), caller, call.body());
    }
    if (LambdaApi.takes(call.path())) {
      return lambda.answer(caller, call);
    }
    if (call.path().startsWith(EXECUTE_API)) {
      String rest = call.path().substring(EXECUTE_API.length());
      int slash = rest.indexOf('/');
      if (slash > 0) {
        return gateway.get().manage(rest.substring(0, slash), rest.substring(slash), call);
      }
    }
    if (call.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      return form(call, caller, service);
    }
    return unknown(service.isEmpty() ? call.method() + " " + call.path() : service);
  }

  private AwsAnswer targeted(String target, Principal caller, byte[] body)
      throws InterruptedException {
    int dot = target.indexOf('.');
    String service = dot < 0 ? target : target.substring(0, dot);
    String operation = target.substring(dot + 1);
    return switch (service) {
      case "DynamoDB_20120810" -> data.dynamoDb().answer(operation, caller, body);
      case "DynamoDBStreams_20120810" -> data.streamsApi().answer(operation, caller, body);
      case "secretsmanager" -> data.secretsApi().answer(operation, caller, body);
      case "AmazonSQS" -> queue(operation, caller, body);
      default -> unknown(service);
    };
  }

  private AwsAnswer queue(String operation, Principal caller, byte[] body)
      throws InterruptedException {
    JsonNode request;
    try {
      request = JsonProtocol.MAPPER.readTree(body);
    } catch (IOException e) {
      return JsonProtocol.error(
          400, "com.amazon.coral.service#SerializationException", "The request is not JSON");
    }
    try {
      return JsonProtocol.ok(data.queueApi().perform(operation, caller, request));
    } catch (AwsFailure e) {
      AwsAnswer error = JsonProtocol.error(e.status(), "com.amazonaws.sqs#" + e.code(), e.words());
      Map<String, String> headers = new HashMap<>(error.headers());
      headers.put("x-amzn-query-error", SqsForm.queryCode(e.code()) + ";Sender");
      return new AwsAnswer(error.status(), headers, error.body());
    }
  }

  private AwsAnswer form(AwsCall call, Principal caller, String service)
      throws InterruptedException {
    Map<String, String> form = QueryProtocol.form(call.body());
    String action = form.getOrDefault("Action", "");
    if (action.equals("GetCallerIdentity")) {
      return identity(caller);
    }
    if (service.equals("sqs") || call.path().startsWith("/" + Assembly.ACCOUNT + "/")) {
      return SqsForm.answer(data.queueApi(), caller, call.path(), form);
    }
    if (service.equals("ses") || service.equals("email") || action.startsWith("Send")) {
      return data.mailApi().answer(caller, form);
    }
    return unknown(service.isEmpty() ? "action '" + action + "'" : service);
  }

  private static AwsAnswer identity(Principal caller) {
    String role = caller.roleArn().substring(caller.roleArn().lastIndexOf('/') + 1);
    String arn =
        caller.roleArn().isEmpty()
            ? "arn:aws:iam::%s:user/%s".formatted(Assembly.ACCOUNT, caller.name())
            : "arn:aws:sts::%s:assumed-role/%s/%s".formatted(Assembly.ACCOUNT, role, caller.name());
    ObjectNode result =
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("Arn", arn)
            .put("UserId", caller.name())
            .put("Account", Assembly.ACCOUNT);
    return QueryProtocol.ok(STS, "GetCallerIdentity", result);
  }

  private static AwsAnswer unknown(String service) {
    return new AwsAnswer(
        501,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", "UnknownServiceException"),
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("__type", "UnknownServiceException")
            .put(
                "message",
                "the emulator has no %s; it has DynamoDB, DynamoDB Streams, SQS, Secrets Manager, SES v1, Lambda's Invoke, @connections and STS GetCallerIdentity"
                    .formatted(service))
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }
}
