package app.firstbell.chat;

import app.firstbell.dynamo.BusyException;
import app.firstbell.identity.Caller;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.TenantId;
import app.firstbell.presence.ConnectionId;
import app.firstbell.presence.Presence;
import app.firstbell.presence.PresenceStore;
import app.firstbell.timer.Timer;
import app.firstbell.timer.Timers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens chats: a visitor's first words, and whom they ring.
public final class Starting {
  private static final int TRIES = 4;

  /// What a visitor says to start a chat.
  ///
  /// @param cid the client's own id, from which the chat's id is derived
  /// @param answers to the pre-chat questions, in their order
  public record Request(
      String cid,
      String text,
      @Nullable Page page,
      @Nullable String name,
      @Nullable String email,
      Map<String, String> answers) {
    @Override
    public String toString() {
      return "Request[" + cid + "]";
    }
  }

  /// Where a chat is to ring.
  ///
  /// @param operators whose operators answer too, while there is a credit for one; null when nobody
  ///   else's do
  /// @param reach whether it rings at all
  public record Hotline(Room room, @Nullable Operators operators, Reach reach) {
    /// Whether a chat reaches anybody.
    public enum Reach {
      OPEN,
      /// The month's chats are used up: it is missed at once, and a message can be left.
      USED_UP
    }
  }

  /// The consoles that are rung.
  ///
  /// @param own of the organization's agents
  /// @param operators of the operators
  public record Rings(List<Presence> own, List<Presence> operators) {
    static final Rings NONE = new Rings(List.of(), List.of());

    public Rings {
      own = List.copyOf(own);
      operators = List.copyOf(operators);
    }

    boolean isEmpty() {
      return own.isEmpty() && operators.isEmpty();
    }

    /// People, not computers: who sits at two is one.
    int people() {
      return people(own) + people(operators);
    }

    private static int people(List<Presence> consoles) {
      return (int) consoles.stream().map(Presence::agent).distinct().count();
    }
  }

  /// What came of it.
  public sealed interface Started {
    /// @param rings whom to ring; nobody when the chat was missed at once
    record Opened(Head head, List<Entry> entries, Rings rings) implements Started {}

    /// This start was made before.
    record Repeated(ChatId chat) implements Started {}

    /// The visitor has an open chat (in another tab): the text belongs into that one.
    record HasOpen(ChatId chat) implements Started {}
  }

  private final StageStore stages;
  private final ChatLists lists;
  private final PresenceStore presences;
  private final Timers timers;
  private final InstantSource clock;

  public Starting(
      StageStore stages,
      ChatLists lists,
      PresenceStore presences,
      Timers timers,
      InstantSource clock) {
    this.stages = stages;
    this.lists = lists;
    this.presences = presences;
    this.timers = timers;
    this.clock = clock;
  }

  /// Opens a chat, or finds the one that is open: a visitor has one at a time.
  ///
  /// @throws BusyException when several tabs of the visitor keep starting at once: nothing was
  ///   written
  public Started start(
      Caller.Visitor visitor, ConnectionId connection, Hotline hotline, Request request) {
    ChatId id = ChatId.startedBy(visitor.tenant(), visitor.visitor(), request.cid());
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<ChatId> current = stages.current(visitor.tenant(), visitor.visitor());
      if (current.isPresent() && current.get().equals(id)) {
        return new Started.Repeated(id);
      }
      if (current
          .flatMap(chat -> stages.head(visitor.tenant(), chat))
          .filter(Starting::isOpen)
          .isPresent()) {
        return new Started.HasOpen(current.get());
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Rings rings = rings(visitor.tenant(), hotline, now);
      Head head = head(visitor, connection, hotline, request, now, rings);
      List<Entry> entries = entries(head, request, now);
      if (head.stage() instanceof Stage.Ringing ringing) {
        // Before the chat is there: a timer without a chat does nothing, a chat without its timer
        // rings for ever.
        timers.set(new Timer.RingTimeout(visitor.tenant(), id, ringing.until()));
      }
      switch (stages.open(head, entries, current)) {
        case Opening.Opened _ -> {
          return new Started.Opened(head, entries, rings);
        }
        case Opening.Repeated _ -> {
          return new Started.Repeated(id);
        }
        case Opening.OtherChat _ -> {
          // Another tab was faster; its chat is the current one now.
        }
      }
    }
    throw new BusyException("the visitor's current chat changes too fast");
  }

  private static boolean isOpen(Head head) {
    return head.stage().isOpen();
  }

  private Rings rings(TenantId tenant, Hotline hotline, Instant now) {
    if (hotline.reach() == Hotline.Reach.USED_UP) {
      return Rings.NONE;
    }
    Operators operators = hotline.operators();
    return new Rings(
        ringing(tenant, hotline.room().id(), now),
        operators == null ? List.of() : ringing(operators.home(), RoomId.OPERATORS, now));
  }

  private List<Presence> ringing(TenantId tenant, RoomId room, Instant now) {
    return presences.inRoom(tenant, room).stream().filter(presence -> presence.rings(now)).toList();
  }

  static Stage stage(Hotline hotline, Rings rings, Instant now) {
    if (rings.isEmpty()) {
      MissReason why =
          switch (hotline.reach()) {
            case OPEN -> MissReason.NOBODY_AVAILABLE;
            case USED_UP -> MissReason.CHATS_USED_UP;
          };
      return new Stage.Missed(now, why, null);
    }
    return new Stage.Ringing(now.plus(hotline.room().ringTime()));
  }

  private Head head(
      Caller.Visitor visitor,
      ConnectionId connection,
      Hotline hotline,
      Request request,
      Instant now,
      Rings rings) {
    return new Head(
        visitor.tenant(),
        ChatId.startedBy(visitor.tenant(), visitor.visitor(), request.cid()),
        hotline.room().name(),
        new Lead(
            visitor.visitor(),
            request.name(),
            request.email(),
            lists.visits(visitor.tenant(), visitor.visitor()),
            request.page(),
            Lead.preview(request.text()),
            Lead.brief(request.answers())),
        now,
        rings.people(),
        stage(hotline, rings, now),
        Attendance.of(connection),
        Attendance.NONE,
        rings.isEmpty() ? 3 : 1,
        // Who comes online while it rings may still take it, though nobody was there to be rung.
        rings.isEmpty() ? null : hotline.operators());
  }

  static List<Entry> entries(Head head, Request request, Instant now) {
    Author visitor = new Author("visitor", head.lead().visitor().value(), head.lead().name());
    Entry ringing =
        new Entry(
            1,
            now,
            visitor,
            new Happening.Ringing(
                head.room(),
                request.page(),
                request.name(),
                request.email(),
                request.answers(),
                head.rung()));
    Entry text = new Entry(2, now, visitor, new Happening.Message(request.cid(), request.text()));
    return head.stage() instanceof Stage.Missed missed
        ? List.of(
            ringing, text, new Entry(3, now, Author.SYSTEM, new Happening.Missed(missed.why())))
        : List.of(ringing, text);
  }
}
