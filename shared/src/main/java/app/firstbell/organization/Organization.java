package app.firstbell.organization;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An organization as the widget and the console need it; what the account is beyond that is an
/// [Account], a second view of the same item.
///
/// @param sites origins (`https://shop.example`) on which the widget may open; none means any
/// @param greeting what the widget says before anybody has answered
/// @param replyMinutes within how many minutes a message left is usually answered; null says
///   nothing
/// @param timezone in which its months begin
/// @param usedUp the month whose chats are used up; null when none was yet
public record Organization(
    TenantId id,
    String name,
    List<String> sites,
    Limits limits,
    String greeting,
    @Nullable Integer replyMinutes,
    List<RoomName> rooms,
    OrganizationState state,
    Plan plan,
    Computers computers,
    Service service,
    ZoneId timezone,
    @Nullable YearMonth usedUp) {
  public static final String USUAL_GREETING = "Hello! How can we help?";

  public Organization {
    sites = List.copyOf(sites);
    rooms = List.copyOf(rooms);
  }

  /// An active organization all of whose rooms ring.
  public Organization(
      TenantId id,
      String name,
      List<String> sites,
      Limits limits,
      String greeting,
      @Nullable Integer replyMinutes,
      List<RoomName> rooms) {
    this(
        id,
        name,
        sites,
        limits,
        greeting,
        replyMinutes,
        rooms,
        OrganizationState.ACTIVE,
        Plan.BUSINESS,
        Computers.BOTH,
        Service.OWN_AGENTS,
        ZoneId.of("UTC"),
        null);
  }

  /// The same with other limits.
  public Organization with(Limits other) {
    return copy(other, service);
  }

  /// The same on another package.
  public Organization with(Service other) {
    return copy(limits, other);
  }

  /// Whether the plan's chats of the month in which `now` lies are all used.
  public boolean isUsedUp(Instant now) {
    return YearMonth.from(now.atZone(timezone)).equals(usedUp);
  }

  private Organization copy(Limits otherLimits, Service otherService) {
    return new Organization(
        id,
        name,
        sites,
        otherLimits,
        greeting,
        replyMinutes,
        rooms,
        state,
        plan,
        computers,
        otherService,
        timezone,
        usedUp);
  }

  /// Whether its widget and its members' sign-in are on.
  public boolean isOpen() {
    return state == OrganizationState.ACTIVE;
  }

  /// The rooms that ring: on the Free plan GENERAL alone (A8).
  public List<RoomName> effectiveRooms() {
    return rooms.stream().filter(room -> plan.rings(room.id())).toList();
  }

  /// Of some rooms those that there are and that ring.
  public List<RoomId> effective(Collection<RoomId> some) {
    return effectiveRooms().stream().map(RoomName::id).filter(some::contains).toList();
  }

  /// Whether the widget may open on the page at `url`. Compared by origin: scheme, host and port,
  /// exactly.
  public boolean allows(Optional<String> url) {
    return sites.isEmpty() || url.flatMap(Organization::origin).filter(sites::contains).isPresent();
  }

  /// The origin of a page's address, or nothing when it is not an http(s) address.
  public static Optional<String> origin(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null
          || uri.getPort() > 65_535
          || !(scheme.equals("https") || scheme.equals("http"))) {
        return Optional.empty();
      }
      boolean usualPort =
          uri.getPort() == -1
              || (scheme.equals("https") && uri.getPort() == 443)
              || (scheme.equals("http") && uri.getPort() == 80);
      String host = uri.getHost().toLowerCase(Locale.ROOT);
      return Optional.of(scheme + "://" + host + (usualPort ? "" : ":" + uri.getPort()));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
