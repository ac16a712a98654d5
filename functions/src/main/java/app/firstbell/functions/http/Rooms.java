package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Amending;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.RoomRules;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Closes;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Shows, opens, edits and closes the rooms of an organization, and says who serves them.
final class Rooms {
  /// Members that one transaction can change besides the room.
  private static final int MOST_MEMBERS = 90;

  /// Agents that a room is said to have at once, and the bytes that so many ids take.
  private static final int MOST_AGENTS = 2_000;

  private static final int LONGEST_LIST = 64 * 1024;

  /// Names that an act tells in one detail.
  private static final int MOST_NAMES = 90;

  /// Whoever meets an edit of a member looks again.
  private static final int TRIES = 5;

  /// The edit of a member who begins or ceases to serve a room.
  private record Serving(AgentId member, TransactWriteItem write) {}

  private final Accounts accounts;
  private final MemberStore members;

  Rooms(Accounts accounts, MemberStore members) {
    this.accounts = accounts;
    this.members = members;
  }

  Answer list(Call call) {
    Account account = accounts.of(call);
    List<Room> rooms =
        accounts.store().rooms(call.tenant()).stream()
            .sorted(Comparator.comparing(Rooms::position))
            .toList();
    Pages.Page<Room> page = Pages.of(call, rooms, Rooms::position);
    List<Member> agents = agents(call);
    return Http.json(
        200,
        json -> {
          json.objects(
              "items",
              page.items(),
              (one, room) -> RoomJson.write(one, account.plan(), room, agents));
          json.text("next", page.next());
        });
  }

  Answer read(Call call) {
    return shown(200, accounts.of(call), room(call), agents(call));
  }

  Answer create(Call call) {
    Fields body = call.body("name", "id", "ringSeconds");
    String name = body.text("name", Fields.LONGEST_NAME);
    RoomId id =
        body.has("id") ? roomId(body) : RoomRules.idOf(name, new RoomId(call.gate().newId()));
    Room room = new Room(new RoomName(id, name), ringTime(body, Room.USUAL_RING_TIME), 1);
    return accounts.again(
        call,
        account ->
            call.commit(
                List.of(
                    accounts.store().listingRooms(account, RoomRules.add(account, room.name())),
                    accounts.store().creating(call.tenant(), room)),
                about(call, room, "rooms.created")
                    .with("ringSeconds", Long.toString(room.ringTime().toSeconds())),
                shown(201, account, room, List.of())
                    .with("Location", "/api/organizations/" + call.tenant() + "/rooms/" + id),
                _ -> Problem.stale()));
  }

  Answer edit(Call call) {
    Fields body = call.body("name", "ringSeconds");
    Room before = ofVersion(call);
    String name = body.has("name") ? body.text("name", Fields.LONGEST_NAME) : before.name().name();
    Duration ringTime = ringTime(body, before.ringTime());
    return accounts.again(
        call,
        account -> {
          Room after = RoomRules.edit(account, before, name, ringTime);
          if (after.equals(before)) {
            return shown(200, account, before, agents(call));
          }
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(accounts.store().editing(call.tenant(), before, after));
          if (!after.name().equals(before.name())) {
            writes.add(
                accounts.store().listingRooms(account, RoomRules.renamed(account, after.name())));
          }
          Act act = about(call, after, "rooms.updated");
          if (!after.name().equals(before.name())) {
            act = act.with("name", before.name().name() + " → " + name);
          }
          if (!after.ringTime().equals(before.ringTime())) {
            act =
                act.with(
                    "ringSeconds", before.ringTime().toSeconds() + " → " + ringTime.toSeconds());
          }
          return call.commit(
              writes, act, shown(200, account, after.edited(), agents(call)), _ -> Problem.stale());
        });
  }

  /// Closes a room, which nobody serves any more then. Of very many agents the most cease to serve
  /// it before: a failure between leaves a room that fewer serve, and whoever deletes that is done.
  Answer delete(Call call) {
    Room seen = ofVersion(call);
    Accounts.permitted(() -> RoomRules.remove(accounts.of(call), seen.id()));
    Set<AgentId> serve = differing(seen.id(), agentsNow(call), Set.of());
    Room room = serve.size() > MOST_MEMBERS ? served(call, seen, serve, Set.of()) : seen;
    return accounts.again(
        call,
        account -> {
          List<RoomName> left = RoomRules.remove(account, room.id());
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(accounts.store().deleting(call.tenant(), room));
          writes.add(accounts.store().listingRooms(account, left));
          List<Serving> changes = changes(call, room.id(), agentsNow(call), Set.of());
          changes.stream().limit(MOST_MEMBERS).forEach(change -> writes.add(change.write()));
          return call.commit(
              writes,
              ringing(about(call, room, "rooms.deleted"), changes),
              Answer.noContent(),
              _ -> Problem.stale());
        });
  }

  /// Says who serves a room: these and no others. The `If-Match` is the tag of the room with those
  /// who served it, so that nobody is taken out of it whom the caller did not see in it.
  ///
  /// What one transaction can change is changed at once; more in parts, each with the room's next
  /// version. What a failure between two parts leaves is what the room then shows, under another
  /// tag: whoever reads it and says the same again completes it.
  Answer setAgents(Call call) {
    Fields body = call.longBody(LONGEST_LIST, "agents");
    Set<AgentId> wanted = agentIds(body);
    Account account = accounts.of(call);
    Accounts.permitted(() -> Amending.notDeleted(account));
    Room room = room(call);
    List<Member> there = agentsNow(call);
    if (!RoomTag.of(room, there).equals(call.tag())) {
      throw Problem.stale();
    }
    Set<AgentId> known = there.stream().map(Member::id).collect(Collectors.toSet());
    if (!known.containsAll(wanted)) {
      throw body.wrong("agents", "expected ids of the organization's members");
    }
    Room set = served(call, room, differing(room.id(), there, wanted), wanted);
    return shown(200, account, set, serving(room.id(), there, wanted));
  }

  /// Lets members begin or cease to serve a room, in as few transactions as there can be. Only the
  /// members named are changed: what others become meanwhile is their affair.
  ///
  /// @return the room as the last transaction left it
  private Room served(Call call, Room before, Set<AgentId> changing, Set<AgentId> wanted) {
    Room room = before;
    int tries = 0;
    while (true) {
      List<Member> there = agentsNow(call);
      List<Serving> changes =
          changes(call, room.id(), there, wanted).stream()
              .filter(change -> changing.contains(change.member()))
              .limit(MOST_MEMBERS)
              .toList();
      if (changes.isEmpty()) {
        return room;
      }
      List<TransactWriteItem> writes = new ArrayList<>();
      writes.add(accounts.store().editing(call.tenant(), room, room));
      changes.forEach(change -> writes.add(change.write()));
      switch (call.gate()
          .commit(Transaction.of(writes, told(call, room, there, changes, wanted)))) {
        case Outcome.Committed _ -> room = room.edited();
        case Outcome.Refused refused -> {
          // The room is the first: it is another by now. Else a member was edited: look again.
          if (refused.index() == 0 || ++tries == TRIES) {
            throw Problem.stale();
          }
        }
        case Outcome.Replayed _, Outcome.KeyReused _ -> throw Problem.stale();
      }
    }
  }

  private static Act told(
      Call call, Room room, List<Member> there, List<Serving> changes, Set<AgentId> wanted) {
    Set<AgentId> changed = changes.stream().map(Serving::member).collect(Collectors.toSet());
    Set<AgentId> begin = new HashSet<>(changed);
    begin.retainAll(wanted);
    changed.removeAll(wanted);
    return ringing(
        about(call, room, "rooms.agents")
            .with("agents", names(there, wanted))
            .with("added", begin.isEmpty() ? null : names(there, begin))
            .with("removed", changed.isEmpty() ? null : names(there, changed)),
        changes);
  }

  private static Set<AgentId> differing(RoomId room, List<Member> there, Set<AgentId> wanted) {
    return there.stream()
        .filter(member -> !with(member, room, wanted).equals(member))
        .map(Member::id)
        .collect(Collectors.toSet());
  }

  private static List<Member> serving(RoomId room, List<Member> there, Set<AgentId> wanted) {
    return there.stream().map(member -> with(member, room, wanted)).toList();
  }

  /// The edits of those members who begin or cease to serve a room.
  private List<Serving> changes(Call call, RoomId room, List<Member> there, Set<AgentId> wanted) {
    return there.stream()
        .filter(member -> !with(member, room, wanted).equals(member))
        .map(member ->
            new Serving(
                member.id(), members.editing(call.tenant(), member, with(member, room, wanted))))
        .toList();
  }

  /// Whoever begins or ceases to hear a room comes back with a ticket that says so.
  private static Act ringing(Act act, List<Serving> changes) {
    return changes.isEmpty()
        ? act
        : act.renewing(new Closes.OfMembers(changes.stream().map(Serving::member).toList()));
  }

  private static Member with(Member member, RoomId room, Set<AgentId> serve) {
    boolean serves = member.rooms().contains(room);
    if (serves == serve.contains(member.id())) {
      return member;
    }
    List<RoomId> rooms = new ArrayList<>(member.rooms());
    if (serves) {
      rooms.remove(room);
    } else {
      rooms.add(room);
    }
    return member.withRooms(rooms);
  }

  private Room room(Call call) {
    String id = call.path("room");
    return (RoomId.isValid(id)
            ? accounts.store().room(call.tenant(), new RoomId(id))
            : Optional.<Room>empty())
        .orElseThrow(Problem::absent);
  }

  private Room ofVersion(Call call) {
    Room room = room(call);
    if (room.version() != call.version()) {
      throw Problem.stale();
    }
    return room;
  }

  private List<Member> agents(Call call) {
    return members.all(call.tenant()).stream().filter(Rooms::isThere).toList();
  }

  /// The same as the last writes left them.
  private List<Member> agentsNow(Call call) {
    return members.allNow(call.tenant()).stream().filter(Rooms::isThere).toList();
  }

  private static boolean isThere(Member member) {
    return member.status() != MemberStatus.DELETED;
  }

  private static Answer shown(int status, Account account, Room room, List<Member> agents) {
    return Http.json(status, json -> RoomJson.write(json, account.plan(), room, agents))
        .withTag(RoomTag.of(room, agents));
  }

  private static Act about(Call call, Room room, String what) {
    return call.act(Application.ROOMS, what).on("room", room.id().value(), room.name().name());
  }

  private static String names(List<Member> all, Set<AgentId> some) {
    List<String> names =
        all.stream()
            .filter(member -> some.contains(member.id()))
            .map(Member::name)
            .sorted()
            .toList();
    int left = names.size() - MOST_NAMES;
    return String.join(", ", names.stream().limit(MOST_NAMES).toList())
        + (left > 0 ? " and " + left + " more" : "");
  }

  /// GENERAL first, the others by name.
  private static String position(Room room) {
    return (room.id().equals(RoomId.GENERAL) ? "0" : "1")
        + room.name().name().toLowerCase(Locale.ROOT)
        + "\u0000"
        + room.id();
  }

  private static RoomId roomId(Fields body) {
    String id = body.text("id", 40);
    if (!RoomId.isValid(id)) {
      throw body.wrong("id", "expected 1 to 40 of a-z 0-9 -, beginning with a letter or a digit");
    }
    return new RoomId(id);
  }

  private static Duration ringTime(Fields body, Duration otherwise) {
    return body.whole("ringSeconds", 5, 900).map(Duration::ofSeconds).orElse(otherwise);
  }

  private static Set<AgentId> agentIds(Fields body) {
    List<String> ids =
        body.texts("agents", MOST_AGENTS, 64)
            .orElseThrow(() -> body.wrong("agents", "expected a list, got nothing"));
    Set<AgentId> agents = new HashSet<>();
    for (String id : ids) {
      try {
        agents.add(new AgentId(id));
      } catch (IllegalArgumentException nobodys) {
        throw body.wrong("agents", "expected ids of the organization's members");
      }
    }
    return agents;
  }
}
