package app.firstbell.emulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/// The JSON with which Lambda tells that a function failed.
final class LambdaError {
  static final String TIMED_OUT = "Sandbox.Timedout";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST_CAUSE = 8;

  private LambdaError() {}

  /// An exception of the handler or its constructor, as the Java runtime writes it.
  static Invocation.Failed of(Throwable thrown) {
    return failed(
        thrown.getClass().getName(),
        String.valueOf(thrown.getMessage()),
        json(thrown, DEEPEST_CAUSE));
  }

  static Invocation.Failed timedOut(String requestId, Duration timeout) {
    String message =
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            timeout.toMillis() / 1000.0);
    return of(TIMED_OUT, message);
  }

  /// An error of the service rather than of the handler's code.
  static Invocation.Failed of(String errorType, String message) {
    ObjectNode json = JSON.createObjectNode();
    json.put("errorType", errorType);
    json.put("errorMessage", message);
    return failed(errorType, message, json);
  }

  private static Invocation.Failed failed(String errorType, String message, ObjectNode json) {
    try {
      return new Invocation.Failed(errorType, message, JSON.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of text is always JSON", e);
    }
  }

  private static ObjectNode json(Throwable thrown, int depth) {
    ObjectNode json = JSON.createObjectNode();
    json.put("errorMessage", String.valueOf(thrown.getMessage()));
    json.put("errorType", thrown.getClass().getName());
    var stack = json.putArray("stackTrace");
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith(EntryPoint.class.getName())) {
        break;
      }
      stack.add(frame.toString());
    }
    if (thrown.getCause() != null && depth > 0) {
      json.set("cause", json(thrown.getCause(), depth - 1));
    }
    return json;
  }
}
