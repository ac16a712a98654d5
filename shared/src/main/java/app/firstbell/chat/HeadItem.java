package app.firstbell.chat;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Party;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.visitor.VisitorId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A chat's head as an item. Written by hand, for the message's way reads it each time and state
/// changes address its attributes one by one.
final class HeadItem {
  private HeadItem() {}

  /// The item of a chat that has just started: ringing, or missed because nobody was there.
  static Map<String, AttributeValue> item(Head head) {
    Lead lead = head.lead();
    Item item =
        Item.key(ChatTable.pk(head.tenant(), head.id()), ChatTable.HEAD)
            .text("room", head.room().id().value())
            .text("roomName", head.room().name())
            .instant("startedAt", head.startedAt())
            .text("visitor", lead.visitor().value())
            .text("visitorName", lead.name())
            .text("visitorEmail", lead.email())
            .number("visits", lead.visits())
            .text("preview", lead.preview())
            .number("rung", head.rung())
            .set(connections(Party.VISITOR), words(head.visitor().connections()))
            .number(epoch(Party.VISITOR), head.visitor().epoch())
            .number(epoch(Party.AGENT), head.agent().epoch())
            .text("visit", ChatTable.visit(head.tenant(), lead.visitor()));
    Page page = lead.page();
    if (page != null) {
      item.text("url", page.url()).text("title", page.title());
    }
    if (!lead.answers().isEmpty()) {
      item.map("answers", AnswersItem.map(lead.answers()));
    }
    Operators operators = head.operators();
    if (operators != null) {
      item.text("operators", operators.home().value())
          .text("organizationName", operators.organization());
    }
    return stage(item, head).build();
  }

  /// The attributes that a stage has of its own, with the list in which it stands.
  static Item stage(Item item, Head head) {
    item.text("state", head.stage().word()).number("seq", head.seq());
    TenantId tenant = head.tenant();
    switch (head.stage()) {
      case Stage.Ringing ringing ->
          item.instant("ringUntil", ringing.until())
              .text("list", ChatTable.ringing(tenant))
              .instant("listAt", head.startedAt());
      case Stage.Active active ->
          agent(item, active.agent())
              .instant("acceptedAt", active.acceptedAt())
              .text("list", open(head, active))
              .instant("listAt", active.acceptedAt());
      case Stage.Ended ended ->
          item.instant("endedAt", ended.endedAt())
              .text("why", ended.why().word())
              .text("list", ChatTable.closed(tenant, ended.agent().id()))
              .instant("listAt", ended.endedAt());
      case Stage.Missed missed -> {
        item.instant("endedAt", missed.endedAt())
            .text("why", missed.why().word())
            .text("list", ChatTable.missed(tenant))
            .instant("listAt", missed.endedAt());
        Left left = missed.left();
        if (left != null) {
          item.text("leftEmail", left.email())
              .text("leftName", left.name())
              .text("leftText", left.text());
        }
      }
    }
    return item;
  }

  /// Who has the chat finds it among their own: an operator at home.
  private static String open(Head head, Stage.Active active) {
    return head.operator()
        .map(operator -> ChatTable.open(operator.home(), operator.agent()))
        .orElseGet(() -> ChatTable.open(head.tenant(), active.agent().id()));
  }

  /// A head of any organization, as an index gives it.
  static Head head(Row row) {
    String pk = row.text("pk");
    return head(new TenantId(pk.substring(0, pk.indexOf('#'))), row);
  }

  static Head head(TenantId tenant, Row row) {
    String url = row.textOrNull("url");
    return new Head(
        tenant,
        chatId(row),
        new RoomName(new RoomId(row.text("room")), row.text("roomName")),
        new Lead(
            new VisitorId(row.text("visitor")),
            row.textOrNull("visitorName"),
            row.textOrNull("visitorEmail"),
            (int) row.number("visits"),
            url == null ? null : new Page(url, row.textOrNull("title")),
            row.text("preview"),
            AnswersItem.answers(row)),
        row.instant("startedAt"),
        (int) row.number("rung"),
        stage(row),
        attendance(row, Party.VISITOR),
        attendance(row, Party.AGENT),
        row.number("seq"),
        operators(row));
  }

  private static @Nullable Operators operators(Row row) {
    String home = row.textOrNull("operators");
    return home == null ? null : new Operators(new TenantId(home), row.text("organizationName"));
  }

  static ChatId chatId(Row row) {
    String pk = row.text("pk");
    return new ChatId(pk.substring(pk.lastIndexOf('#') + 1));
  }

  static String connections(Party party) {
    return party.word() + "Connections";
  }

  static String epoch(Party party) {
    return party.word() + "Epoch";
  }

  static String gone(Party party) {
    return party.word() + "Gone";
  }

  private static Stage stage(Row row) {
    String state = row.text("state");
    return switch (state) {
      case "ringing" -> new Stage.Ringing(row.instant("ringUntil"));
      case "active" -> new Stage.Active(agent(row), row.instant("acceptedAt"));
      case "ended" ->
          new Stage.Ended(
              agent(row),
              row.instant("acceptedAt"),
              row.instant("endedAt"),
              EndReason.of(row.text("why")));
      case "missed" ->
          new Stage.Missed(row.instant("endedAt"), MissReason.of(row.text("why")), left(row));
      default -> throw new IllegalStateException("unknown state of a chat: " + state);
    };
  }

  private static @Nullable Left left(Row row) {
    String email = row.textOrNull("leftEmail");
    return email == null
        ? null
        : new Left(email, row.textOrNull("leftName"), row.textOrNull("leftText"));
  }

  private static Attendance attendance(Row row, Party party) {
    Instant gone = row.instantOrNull(gone(party));
    Set<ConnectionId> connections =
        row.set(connections(party)).stream()
            .map(ConnectionId::new)
            .collect(Collectors.toUnmodifiableSet());
    return new Attendance(connections, row.number(epoch(party), 0), gone);
  }

  private static Item agent(Item item, AgentCard card) {
    return item.text("agent", card.id().value())
        .text("agentName", card.name())
        .text("agentPhoto", card.photo())
        .text("agentTitle", card.title())
        .text("agentGreeting", card.greeting());
  }

  private static AgentCard agent(Row row) {
    return new AgentCard(
        new AgentId(row.text("agent")),
        row.text("agentName"),
        row.textOrNull("agentPhoto"),
        row.textOrNull("agentTitle"),
        row.textOrNull("agentGreeting"));
  }

  private static Set<String> words(Set<ConnectionId> connections) {
    return connections.stream().map(ConnectionId::value).collect(Collectors.toSet());
  }
}
