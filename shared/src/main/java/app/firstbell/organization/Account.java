package app.firstbell.organization;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An organization as its owners, its reseller and the platform see it: everything that is known
/// about it. The same item as [Organization], which is what chats need of it.
///
/// @param parent the reseller or the platform; null for the platform itself
/// @param suspendedReason why, while it is suspended
/// @param service who answers beside its own agents
/// @param owner the member who owns it; null until somebody does
/// @param version counts the edits of people; 0 when none was counted yet
public record Account(
    TenantId id,
    OrganizationKind kind,
    @Nullable TenantId parent,
    String name,
    OrganizationState state,
    @Nullable String suspendedReason,
    Locality locality,
    Pricing pricing,
    Plan plan,
    Service service,
    Billing billing,
    Settings settings,
    List<RoomName> rooms,
    @Nullable AgentId owner,
    @Nullable Terms terms,
    Times times,
    long version) {
  public Account {
    rooms = List.copyOf(rooms);
  }

  /// What an administrator sets.
  ///
  /// @param sites origins on which the widget may open; none means any
  public record Settings(
      Computers computers, List<String> sites, String greeting, @Nullable Integer replyMinutes) {
    public static final Settings USUAL =
        new Settings(Computers.BOTH, List.of(), Organization.USUAL_GREETING, null);

    public Settings {
      sites = List.copyOf(sites);
    }
  }

  /// Which terms of use were accepted, when and by whom (B11).
  public record Terms(String version, Instant at, AgentId by) {
    /// The version that is in force now.
    public static final String IN_FORCE = "2026-11";
  }

  public record Times(Instant createdAt, @Nullable Instant deletedAt) {}

  /// A new organization, which has the room GENERAL.
  public static Account created(
      TenantId id,
      OrganizationKind kind,
      @Nullable TenantId parent,
      String name,
      Locality locality,
      Pricing pricing,
      Plan plan,
      Instant at) {
    return new Account(
        id,
        kind,
        parent,
        name,
        OrganizationState.ACTIVE,
        null,
        locality,
        pricing,
        plan,
        Service.OWN_AGENTS,
        Billing.NONE,
        Settings.USUAL,
        List.of(RoomName.GENERAL),
        null,
        null,
        new Times(at, null),
        1);
  }

  /// Reads an account of its item; what an item from before an attribute lacks is as it was then.
  public static Account of(Row row) {
    return AccountItem.account(row);
  }

  /// The same account once it is edited.
  public Account edited() {
    return copy(copy -> copy.version++);
  }

  public boolean isOwner(AgentId member) {
    return member.equals(owner);
  }

  /// As the parent's directory lists it.
  public Listing listing() {
    return new Listing(id, name, kind, state, pricing, plan, locality, times.createdAt());
  }

  public Account withName(String other) {
    return copy(copy -> copy.name = other);
  }

  public Account with(Locality other) {
    return copy(copy -> copy.locality = other);
  }

  public Account with(Plan other) {
    return copy(copy -> copy.plan = other);
  }

  public Account with(Service other) {
    return copy(copy -> copy.service = other);
  }

  public Account with(Pricing other) {
    return copy(copy -> copy.pricing = other);
  }

  public Account with(Billing other) {
    return copy(copy -> copy.billing = other);
  }

  public Account with(Settings other) {
    return copy(copy -> copy.settings = other);
  }

  public Account with(Terms other) {
    return copy(copy -> copy.terms = other);
  }

  public Account withRooms(List<RoomName> others) {
    return copy(copy -> copy.rooms = others);
  }

  public Account withOwner(AgentId other) {
    return copy(copy -> copy.owner = other);
  }

  public Account withParent(TenantId other) {
    return copy(copy -> {
      copy.service = service.movedFrom(Optional.ofNullable(parent), other);
      copy.parent = other;
    });
  }

  public Account active() {
    return inState(OrganizationState.ACTIVE, null);
  }

  public Account suspended(String reason) {
    return inState(OrganizationState.SUSPENDED, reason);
  }

  public Account deleted(Instant at) {
    return inState(OrganizationState.DELETED, null)
        .copy(copy -> copy.times = new Times(times.createdAt(), at));
  }

  private Account inState(OrganizationState other, @Nullable String reason) {
    return copy(copy -> {
      copy.state = other;
      copy.suspendedReason = reason;
    });
  }

  private Account copy(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.account();
  }

  /// An account on its way to another state.
  private static final class Copy {
    private final Account of;
    private @Nullable TenantId parent;
    private String name;
    private OrganizationState state;
    private @Nullable String suspendedReason;
    private Locality locality;
    private Pricing pricing;
    private Plan plan;
    private Service service;
    private Billing billing;
    private Settings settings;
    private List<RoomName> rooms;
    private @Nullable AgentId owner;
    private @Nullable Terms terms;
    private Times times;
    private long version;

    private Copy(Account of) {
      this.of = of;
      this.parent = of.parent;
      this.name = of.name;
      this.state = of.state;
      this.suspendedReason = of.suspendedReason;
      this.locality = of.locality;
      this.pricing = of.pricing;
      this.plan = of.plan;
      this.service = of.service;
      this.billing = of.billing;
      this.settings = of.settings;
      this.rooms = of.rooms;
      this.owner = of.owner;
      this.terms = of.terms;
      this.times = of.times;
      this.version = of.version;
    }

    private Account account() {
      return new Account(
          of.id,
          of.kind,
          parent,
          name,
          state,
          suspendedReason,
          locality,
          pricing,
          plan,
          service,
          billing,
          settings,
          rooms,
          owner,
          terms,
          times,
          version);
    }
  }
}
