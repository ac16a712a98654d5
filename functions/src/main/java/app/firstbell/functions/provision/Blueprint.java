package app.firstbell.functions.provision;

import app.firstbell.agent.AgentCard;
import app.firstbell.agent.AgentId;
import app.firstbell.agent.Permission;
import app.firstbell.agent.Role;
import app.firstbell.billing.Package;
import app.firstbell.json.FieldException;
import app.firstbell.organization.Computers;
import app.firstbell.organization.Limits;
import app.firstbell.organization.Locality;
import app.firstbell.organization.OrganizationKind;
import app.firstbell.organization.Plan;
import app.firstbell.organization.Pricing;
import app.firstbell.organization.Room;
import app.firstbell.organization.RoomId;
import app.firstbell.organization.RoomName;
import app.firstbell.organization.Service;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What is to be there: an organization, its rooms, its agents. Checked as a whole before anything
/// is written. What it does not say of an organization stays as it is, or is as usual.
///
/// @param owner one of the agents, or one who is there already
record Blueprint(
    Office organization, List<Room> rooms, List<Agent> agents, Optional<AgentId> owner) {

  /// An organization to be.
  record Office(
      TenantId id,
      String name,
      Optional<OrganizationKind> kind,
      Optional<TenantId> parent,
      Optional<Locality> locality,
      Optional<Pricing> pricing,
      Optional<Plan> plan,
      Optional<Service> service,
      Optional<Credits> credits,
      Optional<Computers> computers,
      List<String> sites,
      Limits limits,
      Optional<String> greeting,
      Optional<Integer> replyMinutes) {}

  /// What the organization has to begin with.
  ///
  /// @param granted interaction credits, at least one
  /// @param threshold below which its administrators are told
  /// @param feeMonths months for which the platform fee is paid, at least one
  record Credits(int granted, int threshold, int feeMonths) {}

  /// An agent to be, with the password to sign in by.
  record Agent(
      AgentCard card,
      String email,
      String password,
      List<RoomId> rooms,
      Role role,
      Set<Permission> permissions) {
    @Override
    public String toString() {
      return "Agent[" + card.id() + "]";
    }
  }

  /// Reads the payload of the function: one organization with its rooms and agents, or a list of
  /// such under `organizations`.
  ///
  /// @throws IllegalArgumentException naming the first field that is not as it must be
  static List<Blueprint> all(Map<String, Object> payload) {
    Payload root = new Payload("", payload);
    return payload.containsKey("organizations")
        ? root.objects("organizations").stream().map(Blueprint::of).toList()
        : List.of(of(root));
  }

  private static Blueprint of(Payload root) {
    Payload org = root.object("organization");
    List<Room> rooms = root.objects("rooms").stream().map(Blueprint::room).toList();
    if (rooms.isEmpty()) {
      throw new IllegalArgumentException(root.path("rooms") + ": expected at least one, got none");
    }
    Set<RoomId> ids = new HashSet<>();
    rooms.forEach(room -> ids.add(room.name().id()));
    List<Agent> agents = root.objects("agents").stream().map(one -> agent(one, ids)).toList();
    return new Blueprint(
        office(org), rooms, agents, Optional.ofNullable(org.textOrNull("owner")).map(AgentId::new));
  }

  private static Office office(Payload org) {
    Payload limits = org.objectOr("limits", Map.of());
    int replyMinutes = org.numberOr("replyMinutes", 0);
    return new Office(
        new TenantId(org.text("id")),
        org.text("name"),
        word(org, "kind", OrganizationKind::of),
        Optional.ofNullable(org.textOrNull("parent")).map(TenantId::new),
        org.textOrNull("country") == null ? Optional.empty() : Optional.of(locality(org)),
        word(org, "pricing", Pricing::of),
        word(org, "plan", Plan::of),
        word(org, "package", Package::of).map(sold -> service(org, sold)),
        org.fields().containsKey("credits")
            ? Optional.of(credits(org.object("credits")))
            : Optional.empty(),
        word(org, "computers", Computers::of),
        org.texts("sites"),
        new Limits(
            limits.numberOr("rate", Limits.USUAL.rate()),
            limits.numberOr("burst", Limits.USUAL.burst())),
        Optional.ofNullable(org.textOrNull("greeting")),
        replyMinutes == 0 ? Optional.empty() : Optional.of(replyMinutes));
  }

  private static Service service(Payload org, Package sold) {
    return Service.of(sold, new TenantId(org.textOr("operators", TenantId.PLATFORM.value())));
  }

  private static Credits credits(Payload credits) {
    return new Credits(
        atLeast(1, credits, "granted"),
        atLeast(0, credits, "threshold"),
        atLeast(1, credits, "feeMonths"));
  }

  private static int atLeast(int least, Payload payload, String name) {
    int number = payload.numberOr(name, -1);
    if (number < least) {
      throw new IllegalArgumentException(
          payload.path(name) + ": expected a number of " + least + " or more");
    }
    return number;
  }

  private static Locality locality(Payload org) {
    try {
      return new Locality(org.text("country"), org.text("currency"), org.text("timezone"));
    } catch (FieldException wrong) {
      throw new IllegalArgumentException(org.path(wrong.field()) + ": " + wrong.problem());
    }
  }

  private static Room room(Payload room) {
    RoomId id = new RoomId(room.text("id"));
    if (id.equals(RoomId.OPERATORS)) {
      throw new IllegalArgumentException(room.path("id") + ": operators is reserved");
    }
    return new Room(
        new RoomName(id, room.textOr("name", id.value().toUpperCase(Locale.ROOT))),
        Duration.ofSeconds(room.numberOr("ringSeconds", (int) Room.USUAL_RING_TIME.toSeconds())));
  }

  private static Agent agent(Payload agent, Set<RoomId> known) {
    List<RoomId> rooms = agent.texts("rooms").stream().map(RoomId::new).toList();
    for (RoomId room : rooms) {
      if (!known.contains(room)) {
        throw new IllegalArgumentException(
            agent.path("rooms") + ": expected one of the plan's rooms, got " + room);
      }
    }
    AgentId id = new AgentId(agent.text("id"));
    if (!id.isOwn()) {
      throw new IllegalArgumentException(
          agent.path("id") + ": expected no --, which stands in operators' ids");
    }
    return new Agent(
        new AgentCard(
            id,
            agent.text("name"),
            agent.textOrNull("photo"),
            agent.textOrNull("title"),
            agent.textOrNull("greeting")),
        agent.text("email").toLowerCase(Locale.ROOT),
        agent.text("password"),
        rooms,
        word(agent, "role", Role::of).orElse(Role.MEMBER),
        permissions(agent));
  }

  private static Set<Permission> permissions(Payload agent) {
    if (!agent.fields().containsKey("permissions")) {
      return Set.of(Permission.ANSWER_CHATS);
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String word : agent.texts("permissions")) {
      permissions.add(Permission.of(word).orElseThrow(() -> unknown(agent, "permissions", word)));
    }
    return permissions;
  }

  private static <T> Optional<T> word(
      Payload payload, String name, Function<String, Optional<T>> of) {
    return Optional.ofNullable(payload.textOrNull(name))
        .map(text -> of.apply(text).orElseThrow(() -> unknown(payload, name, text)));
  }

  private static IllegalArgumentException unknown(Payload payload, String name, String word) {
    return new IllegalArgumentException(payload.path(name) + ": " + word + " is not known here");
  }
}
