package app.firstbell.organization;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An organization as the widget and the console need it.
///
/// @param sites origins (`https://shop.example`) on which the widget may open; none means any
/// @param greeting what the widget says before anybody has answered
/// @param replyMinutes within how many minutes a message left is usually answered; null says
///   nothing
public record Organization(
    TenantId id,
    String name,
    List<String> sites,
    Limits limits,
    String greeting,
    @Nullable Integer replyMinutes,
    List<RoomName> rooms) {
  public static final String USUAL_GREETING = "Hello! How can we help?";

  public Organization {
    sites = List.copyOf(sites);
    rooms = List.copyOf(rooms);
  }

  /// Whether the widget may open on the page at `url`. Compared by origin: scheme, host and port,
  /// exactly.
  public boolean allows(Optional<String> url) {
    return sites.isEmpty() || url.flatMap(Organization::origin).filter(sites::contains).isPresent();
  }

  /// The origin of a page's address, or nothing when it is not an http(s) address.
  static Optional<String> origin(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
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
