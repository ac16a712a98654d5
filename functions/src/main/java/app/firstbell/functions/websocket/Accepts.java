package app.firstbell.functions.websocket;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.chat.Accepting;
import app.firstbell.chat.Access;
import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatAddress;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Declined;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Head;
import app.firstbell.chat.LateStore;
import app.firstbell.chat.Operators;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.credit.CreditGuard;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Presence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

/// Answers `accept` and `decline`, and stops the ring where it is of no use any more.
final class Accepts {
  private static final int PAGE = 100;
  private final Accepting accepting;
  private final Attending attending;
  private final ConnectionStore connections;
  private final ChatLog log;
  private final StageStore stages;
  private final ChatPosts chat;
  private final RoomPosts room;
  private final LateStore lates;
  private final InstantSource clock;

  Accepts(ChatParts parts, CreditGuard credits) {
    this.accepting = parts.accepting(credits);
    this.attending = parts.attending();
    this.connections = parts.connections();
    this.log = parts.log();
    this.stages = parts.stages();
    this.chat = parts.chatPosts();
    this.room = parts.roomPosts();
    this.lates = parts.lates();
    this.clock = parts.clock();
  }

  String accept(Speaker speaker, Caller.Agent agent, Frame.Accept frame) {
    return switch (accepting.accept(agent, frame.chat(), speaker.connection())) {
      case Accepting.Accepted.Won won -> {
        // Noted after the race, in which every millisecond counts. Has the connection ended in
        // between, its end
        // did not know of this chat: the agent's grace begins here.
        if (!connections.noteChat(agent, speaker.connection(), frame.chat().value())) {
          attending.leave(agent.tenant(), frame.chat(), Party.AGENT, speaker.connection());
        }
        tell(speaker, agent, won.head(), won.entry());
        Telemetry.count("Chats", "accepted");
        yield opened(frame.cid(), won.head());
      }
      case Accepting.Accepted.Mine mine -> {
        Head head = attending.join(agent, mine.head(), speaker.connection()).head();
        // The accept may have died before it told anybody; telling twice is telling once.
        log.entries(head.tenant(), head.id(), head.seq() - 1, 1)
            .forEach(entry -> tell(speaker, agent, head, entry));
        yield opened(frame.cid(), head);
      }
      case Accepting.Accepted.Taken taken -> {
        AgentCard winner = taken.head().stage().agent();
        yield Reply.taken(
            frame.cid(), frame.chat(), winner == null ? agent.card() : winner, taken.late());
      }
      case Accepting.Accepted.Over _ -> throw RefusedException.ended();
      case Accepting.Accepted.NoCredit out -> {
        silenceOperators(speaker, out.head());
        throw RefusedException.noCredit();
      }
      case Accepting.Accepted.NotFound _ -> throw RefusedException.notFound();
    };
  }

  /// Only this agent's other computers stop: the others may still take it.
  String decline(Speaker speaker, Caller.Agent agent, Frame.Decline frame) {
    Head head =
        stages
            .head(agent.tenant(), frame.chat())
            .filter(found -> Access.mayRead(found, agent))
            .orElseThrow(RefusedException::notFound);
    if (head.stage() instanceof Stage.Ringing) {
      Duration after = Duration.between(head.startedAt(), clock.instant());
      lates.keep(
          agent.tenant(),
          frame.chat(),
          new Declined(
              agent.card().id(), agent.card().name(), after.isNegative() ? Duration.ZERO : after));
    }
    AgentId own = agent.atHome().card().id();
    Predicate<Presence> others =
        console ->
            console.agent().equals(own) && !console.connection().equals(speaker.connection());
    String stop = Push.stop(frame.chat(), "declined", agent.card());
    if (agent.isOperator()) {
      room.toOperators(head, others, stop);
    } else {
      room.toConnected(head.tenant(), head.room().id(), others, stop);
    }
    return Reply.declined(frame.cid(), frame.chat());
  }

  private void tell(Speaker speaker, Caller.Agent agent, Head head, Entry accepted) {
    chat.toOthers(head, speaker.connection(), Push.entry(head.id(), accepted));
    room.toRung(
        head,
        console -> !console.connection().equals(speaker.connection()),
        Push.stop(head.id(), "accepted", agent.card()));
  }

  /// No operator can take it: it rings on for the organization's own agents alone.
  private void silenceOperators(Speaker speaker, Head head) {
    Operators operators = head.operators();
    if (operators != null) {
      TenantScope.enter(operators.home(), Proof.OPERATORS);
      stages.silence(operators.home(), new ChatAddress(head.tenant(), head.id()));
      room.toOperators(
          head,
          console -> !console.connection().equals(speaker.connection()),
          Push.stop(head.id(), "no-credit", null));
    }
    Telemetry.count("Chats", "no-credit");
  }

  private String opened(String cid, Head head) {
    return Reply.opened("accepted", cid, head, log.entries(head.tenant(), head.id(), 0, PAGE));
  }
}
