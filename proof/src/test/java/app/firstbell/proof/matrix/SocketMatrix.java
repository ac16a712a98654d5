package app.firstbell.proof.matrix;

import app.firstbell.access.Action;
import app.firstbell.access.Decision;
import app.firstbell.access.Policy;
import app.firstbell.proof.client.AgentClient;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.VisitorClient;
import app.firstbell.proof.people.Company;
import app.firstbell.proof.people.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every action of the WebSocket protocol × every role × everybody's chats.
final class SocketMatrix implements AutoCloseable {
  private static final String NO_CHAT = "a".repeat(26);

  /// An answered chat with the lines of both sides.
  record Talk(VisitorClient visitor, AgentClient agent, String chat) {
    static Talk begin(Company company, AgentClient agent) throws IOException {
      VisitorClient visitor = company.visitor();
      String chat = visitor.start("Hello").path("chat").path("id").asText();
      agent.awaitRing(chat);
      JsonNode accepted = agent.accept(chat);
      if (!accepted.path("type").asText().equals("accepted")) {
        throw new AssertionError("expected accepted, got " + accepted);
      }
      return new Talk(visitor, agent, chat);
    }

    /// What of the other side's hints has come to this talk.
    List<JsonNode> heard() {
      List<JsonNode> heard = new ArrayList<>();
      for (Line line : List.of(visitor.line(), agent.line())) {
        line.call(Line.frame("ping"), "pong");
        line.pushes().stream()
            .filter(push -> push.path("chat").asText().equals(chat))
            .filter(push -> List.of("typing", "marks").contains(push.path("type").asText()))
            .forEach(heard::add);
      }
      return heard;
    }
  }

  /// A role at its own line.
  private record Speaker(Who who, Line line) {}

  private final Cast cast;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Talk ofVisitor;
  private final Talk ofAgent;
  private final Talk ofNeighbours;
  private final Talk ofBooks;
  private final Talk ofBikes;
  private final List<Speaker> speakers = new ArrayList<>();

  SocketMatrix(Cast cast) throws IOException {
    this.cast = cast;
    ofNeighbours = talk(cast.house().tea(), online(cast.house().staff().neighbour()));
    AgentClient agent = online(cast.house().staff().agent());
    ofVisitor = talk(cast.house().tea(), agent);
    ofAgent = talk(cast.house().tea(), agent);
    ofBooks = talk(cast.house().books(), online(inGeneral(cast.house().books().owner())));
    ofBikes = talk(cast.house().bikes(), online(inGeneral(cast.house().bikes().owner())));
    for (Who who : cast.all().values()) {
      line(who).ifPresent(line -> speakers.add(new Speaker(who, line)));
    }
  }

  /// The roles that have no socket are refused a ticket, which stands for all actions.
  List<Cell> ticketless() {
    List<Cell> cells = new ArrayList<>();
    for (Who who : cast.all().values()) {
      if (speakers.stream().noneMatch(speaker -> speaker.who().equals(who))) {
        Scene scene = new Scene(Action.ISSUE_TICKET, who, Whose.OWN, Spot.NOWHERE, Spot.NOWHERE);
        String expected =
            Expected.of(
                new Scene(Action.ISSUE_TICKET, who, Whose.OWN, scene.spot(), scene.other()), 201);
        var answer = who.api().send(app.firstbell.proof.client.Request.of("POST /tickets"));
        sockets()
            .map(action ->
                new Cell(
                    action,
                    who.role(),
                    Whose.OWN,
                    "no socket: " + expected,
                    "no socket: " + answer.status() + " " + answer.problem(),
                    answer.text()))
            .forEach(cells::add);
      }
    }
    return cells;
  }

  /// Everything on others' chats and on none.
  List<Cell> foreign() throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Speaker speaker : speakers) {
      for (Action action : sockets().toList()) {
        for (Whose whose : strangers(speaker.who())) {
          if (needsChat(action)) {
            cells.add(
                ask(
                    speaker,
                    action,
                    whose,
                    chat(whose),
                    expectedOfForeign(speaker, action, whose)));
          }
        }
      }
    }
    return cells;
  }

  /// Everything on one's own.
  List<Cell> own() throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Speaker speaker : speakers) {
      List<Action> order =
          List.of(
              Action.PING,
              Action.LISTS,
              Action.PRESENCE,
              Action.START,
              Action.MESSAGE,
              Action.SYNC,
              Action.ACCEPT,
              Action.DECLINE,
              Action.TRANSCRIPT,
              Action.LEAVE,
              Action.END,
              Action.RATE);
      for (Action action : order) {
        if (!needsChat(action)) {
          cells.add(ask(speaker, action, Whose.OWN, NO_CHAT, expectedOfOwn(speaker, action)));
        } else if (hasOwnChat(speaker)) {
          cells.add(
              ask(
                  speaker,
                  action,
                  Whose.OWN,
                  (speaker.who().role() == Role.VISITOR ? ofVisitor : ofAgent).chat(),
                  expectedOfOwn(speaker, action)));
        }
      }
    }
    return cells;
  }

  /// Hints that were sent into others' chats and were heard there all the same.
  List<JsonNode> heardByStrangers() {
    return List.of(ofNeighbours, ofBooks, ofBikes).stream()
        .flatMap(talk -> talk.heard().stream())
        .toList();
  }

  /// That a hint is heard where it should be: else hearing nothing proves nothing.
  void hintsAreHeard() throws IOException {
    ofNeighbours
        .visitor()
        .line()
        .tell(Line.frame("typing").put("chat", ofNeighbours.chat()).put("on", true));
    ofNeighbours.agent().line().await("typing");
  }

  static java.util.stream.Stream<Action> sockets() {
    return Arrays.stream(Action.values()).filter(Action::isOfSocket);
  }

  private Cell ask(Speaker speaker, Action action, Whose whose, String chat, String expected)
      throws IOException {
    ObjectNode frame = frame(action, chat);
    if (action == Action.TYPING || action == Action.MARK) {
      speaker.line().tell(frame);
      return new Cell(action, speaker.who().role(), whose, expected, expected, "");
    }
    JsonNode reply = speaker.line().call(frame);
    String got = reply.path("type").asText();
    if (got.equals("error")) {
      got += " " + reply.path("code").asText();
    }
    return new Cell(action, speaker.who().role(), whose, expected, got, reply.toString());
  }

  private static ObjectNode frame(Action action, String chat) {
    ObjectNode frame = Line.frame(action.routeKey().substring("ws:".length())).put("cid", "same");
    if (needsChat(action)) {
      frame.put("chat", chat);
    }
    return switch (action) {
      case START -> frame.put("text", "Anybody?").put("cid", Line.newCid());
      case LEAVE -> frame.put("email", "kari@mail.example").put("text", "Please write.");
      case MESSAGE -> frame.put("after", 0).put("text", "let me in");
      case SYNC -> frame.put("after", 0);
      case PRESENCE -> frame.put("show", "away").put("computer", "computer-1");
      // A refused hint may be told of later, under its cid.
      case TYPING -> frame.put("on", true).put("cid", Line.newCid());
      case MARK -> frame.put("delivered", 1).put("read", 1).put("cid", Line.newCid());
      case RATE -> frame.put("stars", 5);
      case TRANSCRIPT -> frame.put("email", "kari@mail.example");
      default -> frame;
    };
  }

  private static boolean needsChat(Action action) {
    return switch (action) {
      case START, LISTS, PRESENCE, PING -> false;
      default -> true;
    };
  }

  private static String expectedOfForeign(Speaker speaker, Action action, Whose whose) {
    boolean isHint = action == Action.TYPING || action == Action.MARK;
    if (isHint) {
      return "nothing";
    }
    if (!isAllowed(speaker, action)) {
      return "error not-allowed";
    }
    if (whose == Whose.OTHER_AGENT && action == Action.ACCEPT) {
      return "taken"; // it is of the agent's room: who took it is no secret there (C2)
    }
    if (whose == Whose.OTHER_AGENT && action == Action.SYNC && speaker.who().role() == Role.ADMIN) {
      return "log"; // an administrator may look on (C7)
    }
    return "error not-found";
  }

  private static String expectedOfOwn(Speaker speaker, Action action) {
    if (!isAllowed(speaker, action)) {
      return "error not-allowed";
    }
    return switch (action) {
      case PING -> "pong";
      case LISTS -> "lists";
      case PRESENCE -> "presence";
      case START -> "started";
      case MESSAGE -> "ack";
      case SYNC -> "log";
      case ACCEPT -> "accepted";
      case DECLINE -> "declined";
      case TRANSCRIPT -> "transcript";
      case LEAVE -> "error conflict"; // the chat was answered; only what was missed is left
      case END -> "ended";
      case RATE -> "rated";
      default -> throw new IllegalArgumentException(action.toString());
    };
  }

  private static boolean isAllowed(Speaker speaker, Action action) {
    return Policy.decide(speaker.who().actor(), action, Optional.empty()) == Decision.ALLOWED;
  }

  private static boolean hasOwnChat(Speaker speaker) {
    return speaker.who().role() == Role.VISITOR || speaker.who().role() == Role.AGENT;
  }

  private static List<Whose> strangers(Who who) {
    return switch (who.role().side()) {
      case CUSTOMER ->
          List.of(
              who.role() == Role.VISITOR ? Whose.OTHER_VISITOR : Whose.OTHER_AGENT,
              Whose.OTHER_ORGANIZATION,
              Whose.OTHER_RESELLERS_CUSTOMER,
              Whose.ABSENT);
      case RESELLER, PLATFORM ->
          List.of(Whose.OWN_CUSTOMER, Whose.OTHER_RESELLERS_CUSTOMER, Whose.ABSENT);
      case NOBODY, SUSPENDED -> List.of();
    };
  }

  private String chat(Whose whose) {
    return switch (whose) {
      case OTHER_VISITOR, OTHER_AGENT, OWN_CUSTOMER -> ofNeighbours.chat();
      case OTHER_ORGANIZATION -> ofBooks.chat();
      case OTHER_RESELLERS_CUSTOMER -> ofBikes.chat();
      case ABSENT -> NO_CHAT;
      default -> throw new IllegalArgumentException(whose.toString());
    };
  }

  private Optional<Line> line(Who who) throws IOException {
    return switch (who.role()) {
      case VISITOR -> Optional.of(ofVisitor.visitor().line());
      case AGENT -> Optional.of(ofAgent.agent().line());
      default -> {
        if (who.person() == null
            || who.role() == Role.DISABLED_AGENT
            || who.role() == Role.SUSPENDED_ADMIN) {
          yield Optional.empty();
        }
        AgentClient client = inGeneral(who.member()).connect();
        open.add(client);
        yield Optional.of(client.line());
      }
    };
  }

  /// Serves the room GENERAL, as far as there is one.
  private static Person inGeneral(Person person) {
    ObjectNode body = app.firstbell.proof.client.Api.object();
    body.putArray("rooms").add("general");
    person.api().change("PATCH", "/profile", person.api().get("/profile"), body).orFail(200);
    return person;
  }

  private AgentClient online(Person person) throws IOException {
    AgentClient client = person.connect();
    open.add(client);
    client.show("online");
    return client;
  }

  private Talk talk(Company company, AgentClient agent) throws IOException {
    Talk talk = Talk.begin(company, agent);
    open.add(talk.visitor());
    return talk;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
