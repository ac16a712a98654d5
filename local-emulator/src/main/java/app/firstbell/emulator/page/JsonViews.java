package app.firstbell.emulator.page;

import app.firstbell.emulator.data.TableViews;
import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.lambda.FunctionView;
import app.firstbell.emulator.mail.Mail;
import app.firstbell.emulator.queue.QueueSettings;
import app.firstbell.emulator.queue.Queues;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;

/// What `/_emulator/…` answers to GET.
final class JsonViews {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS_OF_A_PAGE = 100;

  private final EmulatorPage.Sources sources;

  JsonViews(EmulatorPage.Sources sources) {
    this.sources = sources;
  }

  /// @param path below `/_emulator/`
  Optional<JsonNode> get(String path, Fields query) {
    int slash = path.indexOf('/');
    String rest = slash < 0 ? "" : path.substring(slash + 1);
    return switch (slash < 0 ? path : path.substring(0, slash)) {
      case "status" -> Optional.of(status());
      case "stats" -> Optional.of(stats());
      case "clock" -> Optional.of(clock());
      case "mail" -> Optional.of(mail());
      case "queues" -> Optional.of(queues());
      case "logs" -> logs(rest);
      case "tables" -> table(rest, query);
      default -> Optional.empty();
    };
  }

  private JsonNode status() {
    ObjectNode status = JSON.createObjectNode();
    status.put("ready", true);
    status.put("pid", ProcessHandle.current().pid());
    status.set("clock", clock());
    ArrayNode connections = status.putArray("connections");
    for (ApiGateway.ConnectionView view : sources.gateway().connections()) {
      connections
          .addObject()
          .put("api", view.apiId())
          .put("connection", view.connectionId())
          .put("connectedAt", view.connectedAt())
          .put("lastActiveAt", view.lastActiveAt())
          .put("principal", view.principalId());
    }
    ArrayNode apis = status.putArray("apis");
    for (Resource api : sources.assembly().ofType("AWS::ApiGatewayV2::Api")) {
      apis.addObject()
          .put("api", api.logicalId())
          .put("address", sources.addresses().awsEndpoint() + "/_execute-api/" + api.ref());
    }
    ArrayNode functions = status.putArray("functions");
    for (FunctionView view : sources.functions().views()) {
      functions
          .addObject()
          .put("function", view.logicalId())
          .put("name", view.name())
          .put("invocations", view.invocations())
          .put("errors", view.errors())
          .put("throttles", view.throttles())
          .put("environments", view.environments())
          .put("averageMillis", view.averageMillis());
    }
    ArrayNode tables = status.putArray("tables");
    for (TableViews.TableView view : sources.data().views().tables()) {
      tables
          .addObject()
          .put("table", view.logicalId())
          .put("name", view.name())
          .put("items", view.items());
    }
    return status;
  }

  ObjectNode clock() {
    return JSON.createObjectNode()
        .put("now", sources.clock().instant().toString())
        .put("millis", sources.clock().millis())
        .put("offsetMillis", sources.clock().offset().toMillis());
  }

  private JsonNode stats() {
    ObjectNode figures = JSON.createObjectNode();
    for (Map.Entry<String, Double> figure : sources.stats().snapshot().entrySet()) {
      figures.put(figure.getKey(), figure.getValue());
    }
    return figures;
  }

  private JsonNode mail() {
    ArrayNode mails = JSON.createArrayNode();
    for (Mail mail : sources.data().mailbox().list()) {
      ObjectNode node =
          mails
              .addObject()
              .put("messageId", mail.messageId())
              .put("from", mail.from())
              .put("subject", mail.subject())
              .put("text", mail.text())
              .put("html", mail.html())
              .put("at", mail.at().toString());
      mail.to().forEach(node.putArray("to")::add);
    }
    return mails;
  }

  private JsonNode queues() {
    ArrayNode all = JSON.createArrayNode();
    Queues queues = sources.data().queues();
    for (QueueSettings queue : queues.settings()) {
      Queues.Counts counts = queues.counts(queue);
      ObjectNode node =
          all.addObject()
              .put("queue", queue.logicalId())
              .put("name", queue.name())
              .put("visible", counts.visible())
              .put("delayed", counts.delayed())
              .put("inFlight", counts.inFlight());
      ArrayNode messages = node.putArray("messages");
      for (Queues.Lying message : queues.peek(queue)) {
        messages
            .addObject()
            .put("messageId", message.messageId())
            .put("body", message.body())
            .put("sentAt", message.sentAt())
            .put("due", message.due())
            .put("receiveCount", message.receiveCount());
      }
    }
    return all;
  }

  private Optional<JsonNode> logs(String function) {
    return sources.functions().views().stream()
        .filter(view -> view.logicalId().equals(function) || view.name().equals(function))
        .findFirst()
        .map(view -> {
          ObjectNode node = JSON.createObjectNode().put("function", view.logicalId());
          ArrayNode last = node.putArray("invocations");
          for (FunctionView.LastInvocation invocation : view.last()) {
            ObjectNode one =
                last.addObject()
                    .put("requestId", invocation.requestId())
                    .put("startedAt", invocation.startedAtMillis())
                    .put("millis", invocation.millis())
                    .put("outcome", invocation.outcome());
            invocation.log().forEach(one.putArray("log")::add);
          }
          return node;
        });
  }

  private Optional<JsonNode> table(String name, Fields query) {
    String from = query.getValue("from") == null ? "" : query.getValue("from");
    return sources
        .data()
        .views()
        .items(name, ITEMS_OF_A_PAGE, from)
        .map(page -> {
          ObjectNode node = JSON.createObjectNode();
          node.putArray("items").addAll(page.items());
          node.put("next", page.next());
          return node;
        });
  }
}
