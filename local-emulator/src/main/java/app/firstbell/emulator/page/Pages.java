package app.firstbell.emulator.page;

import app.firstbell.emulator.data.TableViews;
import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.lambda.FunctionView;
import app.firstbell.emulator.mail.Mail;
import app.firstbell.emulator.queue.QueueSettings;
import app.firstbell.emulator.queue.Queues;
import app.firstbell.emulator.secret.Secrets;
import app.firstbell.emulator.stream.Mappings;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;

/// The emulator's pages for people.
final class Pages {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final int ITEMS_OF_A_PAGE = 50;
  private static final int LONGEST_CELL = 400;

  private final EmulatorPage.Sources sources;

  Pages(EmulatorPage.Sources sources) {
    this.sources = sources;
  }

  /// The page at a path; empty when there is none.
  Optional<Html> get(String path, Fields query) {
    String[] parts = path.substring(1).split("/", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "" -> Optional.of(frame("Overview", overview()));
      case "functions" -> function(rest);
      case "tables" -> table(rest, query.getValue("from") == null ? "" : query.getValue("from"));
      case "queues" -> Optional.of(frame("Queues", queues()));
      case "mail" -> rest.isEmpty() ? Optional.of(frame("Mail", mailbox())) : mail(rest);
      case "apis" -> Optional.of(frame("APIs", apis()));
      default -> Optional.empty();
    };
  }

  private Html frame(String title, Html content) {
    Duration ahead = sources.clock().offset();
    return Html.of(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{} · Firstbell emulator</title><link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head>
        <body><header><a class="name" href="/">Firstbell <span class="soft">emulator</span></a>
        <nav>{}</nav></header><main data-refresh>
        <section class="clock" aria-label="Clock"><span class="num">{} UTC</span><span class="soft">{}</span>{}</section>
        {}</main></body></html>
        """,
        title,
        links(title),
        TIME.format(sources.clock().instant()).substring(0, 8),
        ahead.isZero() ? "the machine's time" : "ahead by " + words(ahead),
        List.of(button("PT45S", "+45 s"), button("PT90S", "+90 s"), button("PT10M", "+10 min")),
        content);
  }

  private static List<Html> links(String current) {
    List<Html> links = new ArrayList<>();
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("/", "Overview");
    pages.put("/apis", "APIs");
    pages.put("/queues", "Queues");
    pages.put("/mail", "Mail");
    pages.forEach((path, name) ->
        links.add(
            name.equals(current)
                ? Html.of("<a href=\"{}\" aria-current=\"page\">{}</a>", path, name)
                : Html.of("<a href=\"{}\">{}</a>", path, name)));
    return links;
  }

  /// The encoding is plain text, since a form's usual one is how SQS and SES are called at this
  /// address.
  private static Html button(String duration, String label) {
    return Html.of(
        "<form method=\"post\" enctype=\"text/plain\" action=\"/_emulator/clock?advance={}\"><button>{}</button></form>",
        duration,
        label);
  }

  private Html overview() {
    List<Html> addresses = new ArrayList<>();
    sources
        .assembly()
        .outputs()
        .forEach((name, value) -> {
          if (value.startsWith("http") && !name.startsWith("Exports")) {
            addresses.add(Html.of("<li>{} <a href=\"{}\">{}</a></li>", name, value, value));
          }
        });
    return Html.of(
        "<ul class=\"addresses\">{}</ul>{}{}{}{}{}{}",
        addresses,
        functions(),
        tables(),
        mappings(),
        secrets(),
        connections(),
        figures());
  }

  private Html functions() {
    List<Html> rows = new ArrayList<>();
    for (FunctionView view : sources.functions().views()) {
      String lately = view.last().isEmpty() ? "" : view.last().getFirst().outcome();
      rows.add(
          Html.of(
              "<tr><th><a href=\"/functions/{}\">{}</a></th><td class=\"num\">{}</td><td class=\"num{}\">{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td><td>{}</td></tr>",
              view.logicalId(),
              view.logicalId(),
              view.invocations(),
              view.errors() > 0 ? " stop" : "",
              view.errors(),
              view.environments(),
              millis(view.averageMillis()),
              outcome(lately)));
    }
    return section(
        "Functions",
        List.of("", "invocations", "errors", "environments", "average ms", "last"),
        rows);
  }

  private Html tables() {
    List<Html> rows = new ArrayList<>();
    for (TableViews.TableView view : sources.data().views().tables()) {
      rows.add(
          Html.of(
              "<tr><th><a href=\"/tables/{}\">{}</a></th><td class=\"num\">{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
              view.logicalId(),
              view.logicalId(),
              view.items(),
              figure("table." + view.logicalId() + ".readUnits"),
              figure("table." + view.logicalId() + ".writeUnits")));
    }
    return section("Tables", List.of("", "items", "read units", "write units"), rows);
  }

  private Html mappings() {
    List<Html> rows = new ArrayList<>();
    for (Mappings.MappingView view : sources.mappings().views()) {
      rows.add(
          Html.of(
              "<tr><th>{}</th><td>{}</td><td>{}</td><td class=\"num\">{}</td></tr>",
              view.logicalId(),
              logicalId(view.source()),
              logicalId(view.function()),
              view.open()));
    }
    return section("Event source mappings", List.of("", "from", "to", "open"), rows);
  }

  /// Names only: a value has no business on a page.
  private Html secrets() {
    List<Html> rows = new ArrayList<>();
    for (Secrets.SecretView view : sources.data().secrets().views()) {
      rows.add(
          Html.of(
              "<tr><th>{}</th><td><code>{}</code></td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
              view.logicalId(),
              view.name(),
              view.characters(),
              TIME.format(view.createdAt())));
    }
    return rows.isEmpty()
        ? Html.NOTHING
        : section("Secrets", List.of("", "name", "characters", "made"), rows);
  }

  /// The logical id behind an ARN of a resource, of a table's stream, or of a function's alias.
  private String logicalId(String arn) {
    for (String name :
        List.of(arn, arn.replaceFirst("/stream/.*$", ""), arn.replaceFirst(":[^:]+$", ""))) {
      Optional<Resource> found = sources.assembly().find(name);
      if (found.isPresent()) {
        return found.get().logicalId();
      }
    }
    return arn;
  }

  private Html connections() {
    List<Html> rows = new ArrayList<>();
    for (ApiGateway.ConnectionView view : sources.gateway().connections()) {
      rows.add(
          Html.of(
              "<tr><th><code>{}</code></th><td>{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
              view.connectionId(),
              view.principalId(),
              TIME.format(Instant.ofEpochMilli(view.connectedAt())),
              TIME.format(Instant.ofEpochMilli(view.lastActiveAt()))));
    }
    return section(
        "Live connections · " + rows.size(),
        List.of("", "principal", "since", "last active"),
        rows);
  }

  private Html figures() {
    List<Html> rows = new ArrayList<>();
    sources
        .stats()
        .snapshot()
        .forEach((name, value) ->
            rows.add(
                Html.of("<tr><th>{}</th><td class=\"num\">{}</td></tr>", name, number(value))));
    return Html.of(
        "<details id=\"figures\"><summary>Figures · {}</summary>{}</details>",
        rows.size(),
        section("", List.of(), rows));
  }

  private Html apis() {
    List<Html> all = new ArrayList<>();
    for (Resource api : sources.assembly().ofType("AWS::ApiGatewayV2::Api")) {
      Map<String, String> integrations = new LinkedHashMap<>();
      for (Resource integration : sources.assembly().ofType("AWS::ApiGatewayV2::Integration")) {
        integrations.put(integration.ref(), integration.logicalId());
      }
      List<Html> rows = new ArrayList<>();
      for (Resource route : sources.assembly().ofType("AWS::ApiGatewayV2::Route")) {
        JsonNode properties = route.properties();
        if (properties.path("ApiId").asText().equals(api.ref())) {
          String target = properties.path("Target").asText();
          rows.add(
              Html.of(
                  "<tr><th>{}</th><td>{}</td><td>{}</td></tr>",
                  properties.path("RouteKey").asText(),
                  integrations.getOrDefault(target.substring(target.lastIndexOf('/') + 1), target),
                  properties.path("AuthorizationType").asText("NONE")));
        }
      }
      all.add(
          section(
              api.logicalId()
                  + " · "
                  + api.properties().path("ProtocolType").asText()
                  + " · "
                  + api.ref(),
              List.of("", "integration", "authorization"),
              rows));
    }
    return Html.of("{}", all);
  }

  private Optional<Html> function(String logicalId) {
    return sources.functions().views().stream()
        .filter(view -> view.logicalId().equals(logicalId))
        .findFirst()
        .map(view -> {
          List<Html> invocations = new ArrayList<>();
          for (FunctionView.LastInvocation one : view.last()) {
            invocations.add(
                Html.of(
                    "<details id=\"i-{}\"><summary><span class=\"num\">{}</span> <span class=\"num\">{} ms</span> {} <code class=\"soft\">{}</code></summary><pre>{}</pre></details>",
                    one.requestId(),
                    TIME.format(Instant.ofEpochMilli(one.startedAtMillis())),
                    millis(one.millis()),
                    outcome(one.outcome()),
                    one.requestId(),
                    String.join("\n", one.log())));
          }
          return frame(
              view.logicalId(),
              Html.of(
                  "<h1>{}</h1><p class=\"soft\"><code>{}</code></p><p>{} invocations, {} errors, {} throttles</p>{}",
                  view.logicalId(),
                  view.handler(),
                  view.invocations(),
                  view.errors(),
                  view.throttles(),
                  invocations));
        });
  }

  private Optional<Html> table(String name, String from) {
    return sources
        .data()
        .views()
        .items(name, ITEMS_OF_A_PAGE, from)
        .map(page -> {
          List<Html> rows = new ArrayList<>();
          for (JsonNode item : page.items()) {
            List<Html> attributes = new ArrayList<>();
            item.properties().stream()
                .filter(entry -> !entry.getKey().equals("pk") && !entry.getKey().equals("sk"))
                .forEach(entry ->
                    attributes.add(
                        Html.of(
                            "<span class=\"attribute\"><b>{}</b> {}</span> ",
                            entry.getKey(),
                            value(entry.getValue()))));
            rows.add(
                Html.of(
                    "<tr><th><code>{}</code><br><code class=\"soft\">{}</code></th><td>{}</td></tr>",
                    value(item.path("pk")),
                    value(item.path("sk")),
                    attributes));
          }
          Html next =
              page.next().isEmpty()
                  ? Html.NOTHING
                  : Html.of(
                      "<p><a href=\"/tables/{}?from={}\">more</a></p>",
                      name,
                      URLEncoder.encode(page.next(), StandardCharsets.UTF_8));
          return frame(
              name, Html.of("{}{}", section(name, List.of("key", "attributes"), rows), next));
        });
  }

  private static String value(JsonNode typed) {
    JsonNode inner = typed.size() == 1 ? typed.iterator().next() : typed;
    String text = inner.isValueNode() ? inner.asText() : inner.toString();
    return text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text;
  }

  private Html queues() {
    List<Html> all = new ArrayList<>();
    Queues queues = sources.data().queues();
    for (QueueSettings queue : queues.settings()) {
      Queues.Counts counts = queues.counts(queue);
      List<Html> rows = new ArrayList<>();
      for (Queues.Lying message : queues.peek(queue)) {
        rows.add(
            Html.of(
                "<tr><th class=\"num\">{}</th><td class=\"num\">{}</td><td class=\"num\">{}</td><td><code>{}</code></td></tr>",
                TIME.format(Instant.ofEpochMilli(message.sentAt())),
                TIME.format(Instant.ofEpochMilli(message.due())),
                message.receiveCount(),
                message.body()));
      }
      all.add(
          section(
              "%s · %d visible, %d delayed, %d in flight"
                  .formatted(
                      queue.logicalId(), counts.visible(), counts.delayed(), counts.inFlight()),
              List.of("sent", "due", "received", "body"),
              rows));
    }
    return Html.of("{}", all);
  }

  private Html mailbox() {
    List<Html> rows = new ArrayList<>();
    for (Mail mail : sources.data().mailbox().list()) {
      rows.add(
          Html.of(
              "<tr><th><a href=\"/mail/{}\">{}</a></th><td>{}</td><td>{}</td><td class=\"num\">{}</td></tr>",
              URLEncoder.encode(mail.messageId(), StandardCharsets.UTF_8),
              mail.subject(),
              String.join(", ", mail.to()),
              mail.from(),
              TIME.format(mail.at())));
    }
    return section("Mail · " + rows.size(), List.of("subject", "to", "from", "at"), rows);
  }

  private Optional<Html> mail(String id) {
    return sources
        .data()
        .mailbox()
        .find(id)
        .map(mail ->
            frame(
                mail.subject(),
                Html.of(
                    "<h1>{}</h1><p>from {} to {} <span class=\"num soft\">{}</span></p>{}<pre>{}</pre>",
                    mail.subject(),
                    mail.from(),
                    String.join(", ", mail.to()),
                    mail.at(),
                    mail.html().isEmpty()
                        ? Html.NOTHING
                        : Html.of(
                            "<iframe sandbox title=\"The mail as HTML\" srcdoc=\"{}\"></iframe>",
                            mail.html()),
                    mail.text())));
  }

  private static Html section(String title, List<String> heads, List<Html> rows) {
    Html head =
        heads.isEmpty()
            ? Html.NOTHING
            : Html.of(
                "<thead><tr>{}</tr></thead>",
                heads.stream().map(text -> Html.of("<th>{}</th>", text)).toList());
    return Html.of(
        "<section>{}{}</section>",
        title.isEmpty() ? Html.NOTHING : Html.of("<h2>{}</h2>", title),
        rows.isEmpty()
            ? Html.of("<p class=\"soft\">Nothing here yet.</p>")
            : Html.of(
                "<div class=\"scroll\"><table>{}<tbody>{}</tbody></table></div>", head, rows));
  }

  private static Html outcome(String outcome) {
    return switch (outcome) {
      case "" -> Html.NOTHING;
      case "ok" -> Html.of("<span class=\"pill\"><span class=\"dot\"></span>ok</span>");
      default -> Html.of("<span class=\"pill stop\">{}</span>", outcome);
    };
  }

  private String figure(String name) {
    return number(sources.stats().get(name));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  private static String words(Duration duration) {
    return duration
        .toString()
        .substring(2)
        .toLowerCase(Locale.ROOT)
        .replaceAll("([hms])", "$1 ")
        .strip();
  }
}
