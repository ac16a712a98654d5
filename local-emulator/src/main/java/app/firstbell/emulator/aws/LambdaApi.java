package app.firstbell.emulator.aws;

import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.template.Assembly;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lambda's `Invoke`: `POST /2015-03-31/functions/{name}/invocations`.
final class LambdaApi {
  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final int ATTEMPTS_OF_AN_EVENT = 3;

  private final Supplier<Functions> functions;
  private final Access access;

  LambdaApi(Supplier<Functions> functions, Access access) {
    this.functions = functions;
    this.access = access;
  }

  static boolean takes(String path) {
    return path.startsWith("/2015-03-31/");
  }

  AwsAnswer answer(Principal caller, AwsCall call) {
    Matcher invoke = INVOKE.matcher(call.path());
    if (!invoke.matches() || !call.method().equals("POST")) {
      return error(
          404,
          "UnknownOperationException",
          "the emulator's Lambda does Invoke only, not %s %s"
              .formatted(call.method(), call.path()));
    }
    String name = URLDecoder.decode(invoke.group(1), StandardCharsets.UTF_8);
    String bare = bareName(name);
    if (functions.get().views().stream()
        .noneMatch(f -> f.name().equals(bare) || f.logicalId().equals(bare))) {
      return error(404, "ResourceNotFoundException", "Function not found: " + arn(bare));
    }
    if (access.decide(caller, "lambda:InvokeFunction", arn(name))
        instanceof Access.Decision.Denied(String reason)) {
      return error(403, "AccessDeniedException", reason);
    }
    byte[] event = call.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : call.body();
    return switch (call.header("x-amz-invocation-type").orElse("RequestResponse")) {
      case "DryRun" -> new AwsAnswer(204, headers(), new byte[0]);
      case "Event" -> {
        Thread.ofVirtual().name("event for " + bare).start(() -> invokeLater(name, event));
        yield new AwsAnswer(202, headers(), new byte[0]);
      }
      case "RequestResponse" -> invoked(functions.get().invoke(name, event));
      case String other ->
          error(
              400,
              "InvalidParameterValueException",
              "invocation type '%s' is none of RequestResponse, Event, DryRun".formatted(other));
    };
  }

  /// AWS tries an event twice more, after one and two minutes; here at once.
  private void invokeLater(String name, byte[] event) {
    for (int attempt = 1; attempt <= ATTEMPTS_OF_AN_EVENT; attempt++) {
      if (functions.get().invoke(name, event) instanceof Invocation.Succeeded) {
        return;
      }
    }
  }

  private static AwsAnswer invoked(Invocation outcome) {
    return switch (outcome) {
      case Invocation.Succeeded(byte[] payload) -> new AwsAnswer(200, headers(), payload);
      case Invocation.Failed(_, _, byte[] payload) -> {
        Map<String, String> headers = headers();
        headers.put("X-Amz-Function-Error", "Unhandled");
        yield new AwsAnswer(200, headers, payload);
      }
      case Invocation.Throttled(String message) -> error(429, "TooManyRequestsException", message);
    };
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    headers.put("X-Amz-Executed-Version", "$LATEST");
    return headers;
  }

  private static AwsAnswer error(int status, String code, String message) {
    Map<String, String> headers = headers();
    headers.put("x-amzn-ErrorType", code);
    String type = status < 500 ? "User" : "Service";
    return new AwsAnswer(
        status,
        headers,
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("Type", type)
            .put("message", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String bareName(String nameOrArn) {
    int function = nameOrArn.indexOf(":function:");
    String name = function < 0 ? nameOrArn : nameOrArn.substring(function + 10);
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }

  private static String arn(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn
        : "arn:aws:lambda:%s:%s:function:%s"
            .formatted(Assembly.REGION, Assembly.ACCOUNT, nameOrArn);
  }
}
