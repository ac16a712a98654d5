package app.firstbell.functions.websocket;

import app.firstbell.chat.Attending;
import app.firstbell.chat.ChatId;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.Entry;
import app.firstbell.chat.Freshness;
import app.firstbell.chat.Head;
import app.firstbell.chat.Operators;
import app.firstbell.chat.Stage;
import app.firstbell.chat.StageStore;
import app.firstbell.chat.Starting;
import app.firstbell.chat.Writing;
import app.firstbell.chat.Written;
import app.firstbell.credit.Credits;
import app.firstbell.dynamo.BusyException;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Caller;
import app.firstbell.identity.Party;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.Organization;
import app.firstbell.organization.OrganizationStore;
import app.firstbell.organization.RoomId;
import app.firstbell.presence.ConnectionStore;
import app.firstbell.presence.Show;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Answers `start`: opens the chat and rings the room, or finds what was opened before.
final class Starts {
  private static final int PAGE = 100;
  private static final int TRIES = 3;
  private final OrganizationStore organizations;
  private final Credits credits;
  private final InstantSource clock;
  private final Starting starting;
  private final Writing writing;
  private final StageStore stages;
  private final ChatLog log;
  private final Joins joins;
  private final ConnectionStore connections;
  private final Attending attending;
  private final ChatPosts chat;
  private final RoomPosts room;

  Starts(ChatParts parts, OrganizationStore organizations, Credits credits) {
    this.organizations = organizations;
    this.credits = credits;
    this.clock = parts.clock();
    this.starting = parts.starting();
    this.writing = parts.writing();
    this.stages = parts.stages();
    this.log = parts.log();
    this.joins = new Joins(parts);
    this.connections = parts.connections();
    this.attending = parts.attending();
    this.chat = parts.chatPosts();
    this.room = parts.roomPosts();
  }

  String start(Speaker speaker, Caller.Visitor visitor, Frame.Start frame) {
    Starting.Hotline asked =
        organizations
            .organization(visitor.tenant())
            .filter(organization -> rings(organization, frame.room()))
            .flatMap(organization -> hotline(organization, frame.room()))
            .orElseThrow(() -> RefusedException.field("room", "room: there is no such room here"));
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Starting.Started started =
          starting.start(visitor, speaker.connection(), asked, frame.request());
      Optional<String> reply = answer(speaker, visitor, frame, started);
      if (reply.isPresent()) {
        return reply.get();
      }
      // The open chat ended before the text could stand in it: now a new one can be opened.
    }
    throw new BusyException("the visitor's chats end too fast");
  }

  /// @return the reply, or nothing when the chat that was open is over
  private Optional<String> answer(
      Speaker speaker, Caller.Visitor visitor, Frame.Start frame, Starting.Started started) {
    return switch (started) {
      case Starting.Started.Opened opened -> {
        Head head = opened.head();
        if (!connections.noteChat(visitor, speaker.connection(), head.id().value())) {
          // The visitor went while this ran, and their connection's end did not know of the chat.
          attending.leave(head.tenant(), head.id(), Party.VISITOR, speaker.connection());
        }
        ring(opened);
        Telemetry.count("Chats", head.stage().word());
        yield Optional.of(Reply.opened("started", frame.cid(), head, opened.entries()));
      }
      case Starting.Started.Repeated repeated -> {
        // The first time may have died before it rang. Consoles know a chat by its id, so ringing
        // again is none.
        ringAgain(visitor, repeated.chat());
        yield Optional.of(found(speaker, frame.cid(), repeated.chat()));
      }
      case Starting.Started.HasOpen open -> intoOpen(speaker, visitor, frame, open.chat());
    };
  }

  /// Another tab of the visitor was first: what was typed here goes into that chat, once. `started`
  /// is answered only when it stands there, for then the client forgets what it has sent.
  private Optional<String> intoOpen(
      Speaker speaker, Caller.Visitor visitor, Frame.Start frame, ChatId id) {
    Written written =
        writing.write(visitor, id, unseen(visitor, id), frame.cid(), frame.request().text());
    return switch (written) {
      case Written.Stored stored -> written(speaker, frame, stored.head(), stored.entry());
      case Written.Repeated repeated -> written(speaker, frame, repeated.head(), repeated.entry());
      case Written.Over _ -> Optional.empty();
      case Written.TooFast _ -> throw RefusedException.tooFrequent(MessageHandler.TOO_FAR);
      case Written.NotFound _ -> throw RefusedException.notFound();
      case Written.Ahead _ -> throw new BusyException("the end of the log is not to be read yet");
    };
  }

  private Optional<String> written(Speaker speaker, Frame.Start frame, Head head, Entry entry) {
    chat.toOthers(head, speaker.connection(), Push.entry(head.id(), entry));
    return Optional.of(found(speaker, frame.cid(), head.id()));
  }

  /// A new tab has seen nothing of the chat, and is not behind for that: only as much is looked
  /// through for a first try of the same start as a writer may be behind.
  private long unseen(Caller.Visitor visitor, ChatId id) {
    return log.end(visitor.tenant(), id, Freshness.CONSISTENT)
        .map(end -> Math.max(0, end.last().seq() - visitor.limits().burst()))
        .orElse(0L);
  }

  private Optional<Starting.Hotline> hotline(Organization organization, RoomId room) {
    Instant now = clock.instant();
    Operators operators =
        organization
            .service()
            .operators()
            // Read only where there can be any: no other organization pays for the look.
            .filter(_ -> credits.areUsable(organization.id(), now))
            .map(home -> new Operators(home, organization.name()))
            .orElse(null);
    if (operators != null) {
      TenantScope.enter(operators.home(), Proof.OPERATORS);
    }
    Starting.Hotline.Reach reach =
        organization.isUsedUp(now) ? Starting.Hotline.Reach.USED_UP : Starting.Hotline.Reach.OPEN;
    return organizations
        .room(organization.id(), room)
        .map(found -> new Starting.Hotline(found, operators, reach));
  }

  private void ring(Starting.Started.Opened opened) {
    Head head = opened.head();
    String ring = Push.ring(head, opened.entries().getLast().seq());
    room.to(head.tenant(), head.room().id(), opened.rings().own(), ring);
    Operators operators = head.operators();
    if (operators != null) {
      room.to(operators.home(), RoomId.OPERATORS, opened.rings().operators(), ring);
    }
  }

  /// On the Free plan GENERAL alone rings (A8); of a suspended organization nothing does.
  private static boolean rings(Organization organization, RoomId room) {
    return organization.isOpen() && organization.plan().rings(room);
  }

  private void ringAgain(Caller.Visitor visitor, ChatId id) {
    stages
        .head(visitor.tenant(), id)
        .filter(head -> head.stage() instanceof Stage.Ringing)
        .ifPresent(head ->
            room.toRung(
                head, console -> console.show() == Show.ONLINE, Push.ring(head, head.seq() + 1)));
  }

  private String found(Speaker speaker, String cid, ChatId id) {
    Head head = stages.head(speaker.caller().tenant(), id).orElseThrow(RefusedException::notFound);
    Head joined = joins.join(speaker, head);
    return Reply.opened("started", cid, joined, log.entries(head.tenant(), id, 0, PAGE));
  }
}
