package app.firstbell.functions.websocket;

import app.firstbell.agent.AgentCard;
import app.firstbell.chat.Beside;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Happening;
import app.firstbell.chat.Head;
import app.firstbell.chat.Lead;
import app.firstbell.chat.Left;
import app.firstbell.chat.Operators;
import app.firstbell.chat.Page;
import app.firstbell.chat.Stage;
import app.firstbell.json.JsonObjectWriter;
import org.jspecify.annotations.Nullable;

/// Chats and entries as JSON.
final class HeadJson {
  private HeadJson() {}

  /// What visitors and agents alike may see of a chat.
  ///
  /// @param last the highest number known
  static void write(JsonObjectWriter json, Head head, long last) {
    Lead lead = head.lead();
    json.text("id", head.id().value())
        .text("state", head.stage().word())
        .object(
            "room",
            room -> room.text("id", head.room().id().value()).text("name", head.room().name()))
        .instant("startedAt", head.startedAt());
    Operators operators = head.operators();
    if (operators != null) {
      json.object(
          "organization",
          organization ->
              organization
                  .text("id", head.tenant().value())
                  .text("name", operators.organization()));
    }
    stage(json, head.stage());
    json.object(
        "visitor",
        visitor ->
            visitor
                .text("id", lead.visitor().value())
                .text("name", lead.name())
                .text("email", lead.email())
                .number("visits", lead.visits()));
    page(json, lead.page());
    if (!lead.answers().isEmpty()) {
      json.object("answers", answers -> lead.answers().forEach(answers::text));
    }
    json.text("preview", lead.preview())
        .number("last", Math.max(last, head.seq()))
        .number("rung", head.rung());
  }

  /// The same with what only agents see: who accepted too late, and who declined.
  static void write(JsonObjectWriter json, Head head, long last, Beside beside) {
    write(json, head, last);
    if (!beside.late().isEmpty()) {
      json.objects(
          "late",
          beside.late(),
          (late, it) -> late.text("name", it.name()).number("millis", it.by().toMillis()));
    }
    if (!beside.declined().isEmpty()) {
      json.objects(
          "declined",
          beside.declined(),
          (declined, it) ->
              declined.text("name", it.name()).number("millis", it.after().toMillis()));
    }
  }

  static void write(JsonObjectWriter json, Entry entry) {
    json.number("seq", entry.seq())
        .instant("at", entry.at())
        .object(
            "by",
            by ->
                by.text("party", entry.by().party())
                    .text("id", entry.by().id())
                    .text("name", entry.by().name()))
        .text("kind", entry.happening().kind());
    switch (entry.happening()) {
      case Happening.Ringing it -> {
        json.object(
                "room",
                room -> room.text("id", it.room().id().value()).text("name", it.room().name()))
            .text("name", it.name())
            .text("email", it.email())
            .number("rung", it.rung());
        page(json, it.page());
        if (!it.answers().isEmpty()) {
          json.object("answers", answers -> it.answers().forEach(answers::text));
        }
      }
      case Happening.Message it -> json.text("cid", it.cid()).text("text", it.text());
      case Happening.Accepted it -> {
        agent(json, it.agent());
        json.number("afterMillis", it.after().toMillis());
        if (it.answerer() == Happening.Answerer.OPERATOR) {
          json.bool("operator", true);
        }
      }
      case Happening.Ended it -> json.text("why", it.why().word());
      case Happening.Missed it -> json.text("why", it.why().word());
      case Happening.LeftMessage it -> left(json, it.left());
      case Happening.Rated it -> json.number("stars", it.stars()).text("comment", it.comment());
    }
  }

  private static void stage(JsonObjectWriter json, Stage stage) {
    switch (stage) {
      case Stage.Ringing it -> json.instant("ringUntil", it.until());
      case Stage.Active it -> {
        json.instant("acceptedAt", it.acceptedAt());
        agent(json, it.agent());
      }
      case Stage.Ended it -> {
        json.instant("acceptedAt", it.acceptedAt())
            .instant("endedAt", it.endedAt())
            .text("why", it.why().word());
        agent(json, it.agent());
      }
      case Stage.Missed it -> {
        json.instant("endedAt", it.endedAt()).text("why", it.why().word());
        Left left = it.left();
        if (left != null) {
          json.object("left", fields -> left(fields, left));
        }
      }
    }
  }

  private static void agent(JsonObjectWriter json, AgentCard card) {
    json.object(
        "agent",
        agent ->
            agent
                .text("id", card.id().value())
                .text("name", card.name())
                .text("photo", card.photo())
                .text("title", card.title())
                .text("greeting", card.greeting()));
  }

  private static void left(JsonObjectWriter json, Left left) {
    json.text("email", left.email()).text("name", left.name()).text("text", left.text());
  }

  private static void page(JsonObjectWriter json, @Nullable Page page) {
    if (page != null) {
      json.object("page", fields -> fields.text("url", page.url()).text("title", page.title()));
    }
  }
}
