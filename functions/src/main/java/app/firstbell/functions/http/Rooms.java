package app.firstbell.functions.http;

import app.firstbell.agent.AgentId;
import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStatus;
import app.firstbell.agent.MemberStore;
import app.firstbell.organization.Account;
import app.firstbell.organization.Refusal;
import app.firstbell.organization.RefusalException;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.RoomRules;
import app.firstbell.transaction.Act;
import app.firstbell.transaction.Answer;
import app.firstbell.transaction.Application;
import app.firstbell.transaction.Closes;
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
          Room after = RoomRules.edit(before, name, ringTime);
          if (after.equals(before)) {
            return shown(200, account, before, agents(call));
          }
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(accounts.store().editing(call.tenant(), before, after));
          if (!after.name().equals(before.name())) {
            writes.add(
                accounts.store().listingRooms(account, RoomRules.renamed(account, after.name())));
          }
          Room edited = new Room(after.name(), after.ringTime(), after.version() + 1);
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
              writes, act, shown(200, account, edited, agents(call)), _ -> Problem.stale());
        });
  }

  Answer delete(Call call) {
    Room room = ofVersion(call);
    return accounts.again(
        call,
        account -> {
          List<RoomName> left = RoomRules.remove(account, room.id());
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(accounts.store().deleting(call.tenant(), room));
          writes.add(accounts.store().listingRooms(account, left));
          List<Serving> changes = serving(call, room.id(), Set.of());
          changes.forEach(change -> writes.add(change.write()));
          return call.commit(
              writes,
              ringing(about(call, room, "rooms.deleted"), changes),
              Answer.noContent(),
              _ -> Problem.stale());
        });
  }

  /// Says who serves a room: these and no others.
  Answer setAgents(Call call) {
    Room room = ofVersion(call);
    Fields body = call.body("agents");
    Set<AgentId> wanted = agentIds(body);
    return accounts.again(
        call,
        account -> {
          List<Member> there = agents(call);
          Set<AgentId> known = there.stream().map(Member::id).collect(Collectors.toSet());
          if (!known.containsAll(wanted)) {
            throw body.wrong("agents", "expected ids of the organization's members");
          }
          List<Serving> changes = serving(call, room.id(), wanted);
          Room edited = new Room(room.name(), room.ringTime(), room.version() + 1);
          List<Member> serve =
              there.stream().map(member -> with(member, room.id(), wanted)).toList();
          if (changes.isEmpty()) {
            return shown(200, account, room, there);
          }
          List<TransactWriteItem> writes = new ArrayList<>();
          writes.add(accounts.store().editing(call.tenant(), room, room));
          changes.forEach(change -> writes.add(change.write()));
          return call.commit(
              writes,
              ringing(
                  about(call, room, "rooms.agents").with("agents", names(there, wanted)), changes),
              shown(200, account, edited, serve),
              _ -> Problem.stale());
        });
  }

  /// The edits of those members who begin or cease to serve a room.
  private List<Serving> serving(Call call, RoomId room, Set<AgentId> wanted) {
    List<Serving> changes =
        members.allNow(call.tenant()).stream()
            .filter(member -> member.status() != MemberStatus.DELETED)
            .filter(member -> !with(member, room, wanted).equals(member))
            .map(member ->
                new Serving(
                    member.id(),
                    members.editing(call.tenant(), member, with(member, room, wanted))))
            .toList();
    if (changes.size() > MOST_MEMBERS) {
      throw new RefusalException(
          Refusal.STATE,
          "At most " + MOST_MEMBERS + " agents can be changed at once: take some of them first.");
    }
    return changes;
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
    return members.all(call.tenant()).stream()
        .filter(member -> member.status() != MemberStatus.DELETED)
        .toList();
  }

  private static Answer shown(int status, Account account, Room room, List<Member> agents) {
    return Http.json(status, json -> RoomJson.write(json, account.plan(), room, agents))
        .withVersion(room.version());
  }

  private static Act about(Call call, Room room, String what) {
    return call.act(Application.ROOMS, what).on("room", room.id().value(), room.name().name());
  }

  private static String names(List<Member> all, Set<AgentId> some) {
    return all.stream()
        .filter(member -> some.contains(member.id()))
        .map(Member::name)
        .sorted()
        .collect(Collectors.joining(", "));
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
        body.texts("agents", 50, 64)
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
