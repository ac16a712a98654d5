package app.firstbell.agent;

import app.firstbell.organization.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A member of an organization.
///
/// @param email lower case
/// @param pendingEmail the address asked for, until its owner has confirmed it by the mailed link
/// @param passwordHash Argon2id with its parameters, as [app.firstbell.identity.Passwords] writes
///   it; null until an invitation was accepted
/// @param rooms the rooms that ring this agent, if the plan lets them
/// @param version counts the edits: 0 for a member that was never stored
public record Member(
    AgentCard card,
    String email,
    @Nullable String pendingEmail,
    @Nullable String passwordHash,
    List<RoomId> rooms,
    Standing standing,
    Profile profile,
    Times times,
    long version) {
  /// When things happened to a member.
  public record Times(
      Instant createdAt, @Nullable Instant lastSignInAt, @Nullable Instant deletedAt) {
    public static final Times UNKNOWN = new Times(Instant.EPOCH, null, null);

    public static Times createdAt(Instant at) {
      return new Times(at, null, null);
    }
  }

  public Member {
    rooms = List.copyOf(rooms);
  }

  /// An active agent who has set nothing.
  public Member(AgentCard card, String email, @Nullable String passwordHash, List<RoomId> rooms) {
    this(
        card,
        email,
        null,
        passwordHash,
        rooms,
        Standing.AGENT,
        Profile.USUAL.with(card.photo() == null ? PhotoKind.AVATAR : PhotoKind.URL),
        Times.UNKNOWN,
        0);
  }

  public AgentId id() {
    return card.id();
  }

  public String name() {
    return card.name();
  }

  public Role role() {
    return standing.role();
  }

  /// The permissions that count: all of them for an administrator.
  public Set<Permission> permissions() {
    return standing.effective();
  }

  public MemberStatus status() {
    return standing.status();
  }

  public boolean holds(Permission permission) {
    return standing.holds(permission);
  }

  /// The same member once they are edited.
  public Member edited() {
    return new Member(
        card, email, pendingEmail, passwordHash, rooms, standing, profile, times, version + 1);
  }

  public Member with(AgentCard other) {
    return new Member(
        other, email, pendingEmail, passwordHash, rooms, standing, profile, times, version);
  }

  public Member with(Standing other) {
    return new Member(
        card, email, pendingEmail, passwordHash, rooms, other, profile, times, version);
  }

  public Member with(Profile other) {
    return new Member(
        card, email, pendingEmail, passwordHash, rooms, standing, other, times, version);
  }

  public Member with(Times other) {
    return new Member(
        card, email, pendingEmail, passwordHash, rooms, standing, profile, other, version);
  }

  public Member withRooms(List<RoomId> others) {
    return new Member(
        card, email, pendingEmail, passwordHash, others, standing, profile, times, version);
  }

  public Member withPassword(@Nullable String hash) {
    return new Member(card, email, pendingEmail, hash, rooms, standing, profile, times, version);
  }

  /// @param pending an address that waits for its confirmation, or null
  public Member withEmail(String address, @Nullable String pending) {
    return new Member(
        card, address, pending, passwordHash, rooms, standing, profile, times, version);
  }

  @Override
  public String toString() {
    return "Member[" + card.id() + "]";
  }
}
