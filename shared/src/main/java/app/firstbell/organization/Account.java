package app.firstbell.organization;

import app.firstbell.agent.AgentId;
import app.firstbell.dynamo.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An organization as its owners, its reseller and the platform see it: everything that is known
/// about it. The same item as [Organization], which is what chats need of it.
///
/// @param parent the reseller or the platform; null for the platform itself
/// @param suspendedReason why, while it is suspended
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
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version + 1);
  }

  public boolean isOwner(AgentId member) {
    return member.equals(owner);
  }

  /// As the parent's directory lists it.
  public Listing listing() {
    return new Listing(id, name, kind, state, pricing, plan, locality, times.createdAt());
  }

  public Account withName(String other) {
    return new Account(
        id,
        kind,
        parent,
        other,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Locality other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        other,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Plan other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        other,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Pricing other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        other,
        plan,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Billing other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        other,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Settings other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        other,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account with(Terms other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        owner,
        other,
        times,
        version);
  }

  public Account withRooms(List<RoomName> others) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        others,
        owner,
        terms,
        times,
        version);
  }

  public Account withOwner(AgentId other) {
    return new Account(
        id,
        kind,
        parent,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        other,
        terms,
        times,
        version);
  }

  public Account withParent(TenantId other) {
    return new Account(
        id,
        kind,
        other,
        name,
        state,
        suspendedReason,
        locality,
        pricing,
        plan,
        billing,
        settings,
        rooms,
        owner,
        terms,
        times,
        version);
  }

  public Account active() {
    return inState(OrganizationState.ACTIVE, null, times);
  }

  public Account suspended(String reason) {
    return inState(OrganizationState.SUSPENDED, reason, times);
  }

  public Account deleted(Instant at) {
    return inState(OrganizationState.DELETED, null, new Times(times.createdAt(), at));
  }

  private Account inState(OrganizationState other, @Nullable String reason, Times when) {
    return new Account(
        id, kind, parent, name, other, reason, locality, pricing, plan, billing, settings, rooms,
        owner, terms, when, version);
  }
}
