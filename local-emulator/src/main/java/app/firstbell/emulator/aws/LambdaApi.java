package app.firstbell.emulator.aws;

import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.template.Assembly;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lambda's `Invoke`: `POST /2015-03-31/functions/{name}/invocations?Qualifier=…`. The name may be
/// a name, an ARN or a part of one (`{account}:function:{name}`), each with or without a qualifier.
///
/// Source: "Invoke" in the Lambda API reference. Other than on AWS, `LogType=Tail` brings no log
/// (`/_emulator/logs/{function}` has it), and a client context is not handed on.
final class LambdaApi {
  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final int ATTEMPTS_OF_AN_EVENT = 3;
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final int MOST_BYTES_OF_AN_EVENT = 1024 * 1024;
  private static final String LATEST = "$LATEST";

  /// @param qualifier a version or an alias; empty when the call names none
  private record FunctionName(String name, String qualifier) {
    static FunctionName of(String given, String qualifier) {
      int function = given.lastIndexOf("function:");
      String rest = function < 0 ? given : given.substring(function + "function:".length());
      int colon = rest.indexOf(':');
      return colon < 0
          ? new FunctionName(rest, qualifier)
          : new FunctionName(rest.substring(0, colon), rest.substring(colon + 1));
    }

    String qualified() {
      return qualifier.isEmpty() ? name : name + ":" + qualifier;
    }

    String arn() {
      return "arn:aws:lambda:%s:%s:function:%s"
          .formatted(Assembly.REGION, Assembly.ACCOUNT, qualified());
    }

    /// A template publishes one version, and aliases point at it.
    String version() {
      return qualifier.isEmpty() || qualifier.equals(LATEST) ? LATEST : "1";
    }
  }

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
    FunctionName name =
        FunctionName.of(
            URLDecoder.decode(invoke.group(1), StandardCharsets.UTF_8),
            QueryProtocol.form(call.query().getBytes(StandardCharsets.UTF_8))
                .getOrDefault("Qualifier", ""));
    if (access.decide(caller, "lambda:InvokeFunction", name.arn())
        instanceof Access.Decision.Denied(String reason)) {
      return error(403, "AccessDeniedException", reason);
    }
    if (functions.get().views().stream()
        .noneMatch(f -> f.name().equals(name.name()) || f.logicalId().equals(name.name()))) {
      return error(404, "ResourceNotFoundException", "Function not found: " + name.arn());
    }
    byte[] event = call.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : call.body();
    String type = call.header("x-amz-invocation-type").orElse("RequestResponse");
    int most = type.equals("Event") ? MOST_BYTES_OF_AN_EVENT : MOST_BYTES;
    if (event.length > most) {
      return error(
          413,
          "RequestTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(most));
    }
    if (!isJson(event)) {
      return error(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: expected a JSON value");
    }
    return switch (type) {
      case "DryRun" -> new AwsAnswer(204, headers(), new byte[0]);
      case "Event" -> {
        Thread.ofVirtual()
            .name("event for " + name.name())
            .start(() -> invokeLater(name.qualified(), event));
        yield new AwsAnswer(202, headers(), new byte[0]);
      }
      case "RequestResponse" -> invoked(name, functions.get().invoke(name.qualified(), event));
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

  private static boolean isJson(byte[] event) {
    try {
      return !JsonProtocol.MAPPER.readTree(event).isMissingNode();
    } catch (IOException notJson) {
      return false;
    }
  }

  private static AwsAnswer invoked(FunctionName name, Invocation outcome) {
    Map<String, String> headers = headers();
    headers.put("X-Amz-Executed-Version", name.version());
    return switch (outcome) {
      case Invocation.Succeeded(byte[] payload) -> new AwsAnswer(200, headers, payload);
      case Invocation.Failed(_, _, byte[] payload) -> {
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
    return headers;
  }

  private static AwsAnswer error(int status, String code, String message) {
    Map<String, String> headers = headers();
    headers.put("x-amzn-ErrorType", code);
    String whose = status < 500 ? "User" : "Service";
    return new AwsAnswer(
        status,
        headers,
        JsonProtocol.MAPPER
            .createObjectNode()
            .put("Type", whose)
            .put("message", message)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }
}
