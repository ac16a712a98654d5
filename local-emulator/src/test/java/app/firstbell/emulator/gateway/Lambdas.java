package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import app.firstbell.emulator.lambda.FunctionView;
import app.firstbell.emulator.lambda.Functions;
import app.firstbell.emulator.lambda.Invocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Functions for tests, by name. Each notes the events it got; one that nobody described answers
/// 200.
final class Lambdas implements Functions {
  static final ObjectMapper JSON = new ObjectMapper();

  /// A handler; what it throws is the function's error.
  interface Handler {
    String handle(JsonNode event) throws Exception;
  }

  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();

  Lambdas on(String name, Handler handler) {
    handlers.put(name, handler);
    return this;
  }

  Lambdas answering(String name, String answer) {
    return on(name, _ -> answer.replace('\'', '"'));
  }

  /// An authorizer that lets everybody in, with this context.
  Lambdas allowing(String name, String context) {
    return on(
        name,
        event -> policy("Allow", event.path("methodArn").asText(), context).replace('\'', '"'));
  }

  static String policy(String effect, String resource, String context) {
    return ("{'principalId':'marta','policyDocument':{'Version':'2012-10-17','Statement':[{'Action':"
            + "'execute-api:Invoke','Effect':'%s','Resource':'%s'}]},'context':%s}")
        .formatted(effect, resource, context)
        .replace('\'', '"');
  }

  /// The next event that the function got, waiting for it.
  JsonNode next(String name) throws InterruptedException {
    JsonNode event = of(name).poll(20, TimeUnit.SECONDS);
    assertNotNull(event, "no event came to " + name);
    return event;
  }

  int waiting(String name) {
    return of(name).size();
  }

  @Override
  public Invocation invoke(String function, byte[] event) {
    String tail = function.substring(function.indexOf(":function:") + ":function:".length());
    String name = tail.substring(0, tail.indexOf(':'));
    try {
      JsonNode read = JSON.readTree(event);
      of(name).add(read);
      String answer = handlers.getOrDefault(name, _ -> "{\"statusCode\":200}").handle(read);
      return new Invocation.Succeeded(answer.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notJson) {
      throw new AssertionError("the gateway wrote an event that is no JSON", notJson);
    } catch (Exception thrown) {
      return new Invocation.Failed(
          thrown.getClass().getName(), String.valueOf(thrown.getMessage()), new byte[0]);
    }
  }

  private BlockingQueue<JsonNode> of(String name) {
    return events.computeIfAbsent(name, _ -> new LinkedBlockingQueue<>());
  }

  @Override
  public List<FunctionView> views() {
    return List.of();
  }
}
