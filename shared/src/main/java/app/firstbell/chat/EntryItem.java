package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An entry of the log as an item. The attribute `kind` is what the audit's mapping filters by.
final class EntryItem {
  private EntryItem() {}

  static Map<String, AttributeValue> item(TenantId tenant, ChatId chat, Entry entry) {
    Item item =
        Item.key(ChatTable.pk(tenant, chat), ChatTable.entry(entry.seq()))
            .instant("at", entry.at())
            .text("by", entry.by().party())
            .text("byId", entry.by().id())
            .text("byName", entry.by().name())
            .text("kind", entry.happening().kind());
    switch (entry.happening()) {
      case Happening.Ringing it -> {
        item.text("room", it.room().id().value())
            .text("roomName", it.room().name())
            .text("name", it.name())
            .text("email", it.email())
            .number("rung", it.rung());
        Page page = it.page();
        if (page != null) {
          item.text("url", page.url()).text("title", page.title());
        }
        if (!it.answers().isEmpty()) {
          item.map("answers", AnswersItem.map(it.answers()));
        }
      }
      case Happening.Message it -> item.text("cid", it.cid()).text("text", it.text());
      case Happening.Accepted it -> {
        item.text("agent", it.agent().id().value())
            .text("name", it.agent().name())
            .text("photo", it.agent().photo())
            .text("title", it.agent().title())
            .text("greeting", it.agent().greeting())
            .number("afterMillis", it.after().toMillis());
        if (it.answerer() == Happening.Answerer.OPERATOR) {
          // Metering reads it: such a chat costs a credit.
          item.bool("operator", true);
        }
      }
      case Happening.Ended it -> item.text("why", it.why().word());
      case Happening.Missed it -> item.text("why", it.why().word());
      case Happening.LeftMessage it ->
          item.text("email", it.left().email())
              .text("name", it.left().name())
              .text("text", it.left().text());
      case Happening.Rated it -> item.number("stars", it.stars()).text("comment", it.comment());
    }
    return item.build();
  }

  static Entry entry(Row row) {
    return new Entry(
        ChatTable.seq(row.text("sk")),
        row.instant("at"),
        new Author(row.text("by"), row.textOrNull("byId"), row.textOrNull("byName")),
        happening(row));
  }

  private static Happening happening(Row row) {
    String kind = row.text("kind");
    return switch (kind) {
      case "ringing" ->
          new Happening.Ringing(
              new RoomName(new RoomId(row.text("room")), row.text("roomName")),
              page(row),
              row.textOrNull("name"),
              row.textOrNull("email"),
              AnswersItem.answers(row),
              (int) row.number("rung"));
      case "message" -> new Happening.Message(row.text("cid"), row.text("text"));
      case "accepted" ->
          new Happening.Accepted(
              new AgentCard(
                  new AgentId(row.text("agent")),
                  row.text("name"),
                  row.textOrNull("photo"),
                  row.textOrNull("title"),
                  row.textOrNull("greeting")),
              Duration.ofMillis(row.number("afterMillis")),
              row.bool("operator", false)
                  ? Happening.Answerer.OPERATOR
                  : Happening.Answerer.OWN_AGENT);
      case "ended" -> new Happening.Ended(EndReason.of(row.text("why")));
      case "missed" -> new Happening.Missed(MissReason.of(row.text("why")));
      case "left" ->
          new Happening.LeftMessage(
              new Left(row.text("email"), row.textOrNull("name"), row.textOrNull("text")));
      case "rated" -> new Happening.Rated((int) row.number("stars"), row.textOrNull("comment"));
      default -> throw new IllegalStateException("unknown kind of entry: " + kind);
    };
  }

  private static @Nullable Page page(Row row) {
    String url = row.textOrNull("url");
    return url == null ? null : new Page(url, row.textOrNull("title"));
  }
}
