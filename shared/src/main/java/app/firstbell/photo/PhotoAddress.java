package app.firstbell.photo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The address of a photo somewhere on the web. Firstbell never fetches it: the browsers that show
/// the agent do. So the rule is about them: `https`, a public name, no credentials, and nothing
/// that leads into a visitor's own network.
public record PhotoAddress(String value) {
  private static final int LONGEST = 2000;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /// A last label that is a number makes the whole name an IPv4 address for browsers (WHATWG URL,
  /// "ends in a number"), in decimal, octal or hexadecimal.
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /// Names of RFC 6761, RFC 6762, RFC 8375, RFC 7686 and of custom, which lead to no public host.
  private static final List<String> PRIVATE =
      List.of(
          "localhost",
          "local",
          "internal",
          "intranet",
          "private",
          "corp",
          "home",
          "lan",
          "localdomain",
          "home.arpa",
          "in-addr.arpa",
          "ip6.arpa",
          "onion",
          "test",
          "invalid");

  /// @throws IllegalArgumentException with a sentence for whoever typed it
  public PhotoAddress {
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException("expected an address of at most 2000 characters");
    }
    if (value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '\\')) {
      throw new IllegalArgumentException(
          "expected an address of ASCII characters without spaces and backslashes");
    }
    URI uri = parse(value);
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException("expected an address that begins with https://");
    }
    if (uri.getRawUserInfo() != null || hasUser(uri)) {
      throw new IllegalArgumentException("expected an address without a user name or password");
    }
    if (uri.getPort() != -1 && uri.getPort() != 443) {
      throw new IllegalArgumentException("expected an address without a port");
    }
    String host = uri.getHost();
    if (host == null || !isPublicName(host.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "expected the public name of a host, such as photos.example.com, not a number and not a"
              + " name of a private network");
    }
  }

  private static URI parse(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("expected an address that begins with https://");
    }
  }

  private static boolean hasUser(URI uri) {
    String authority = uri.getRawAuthority();
    return authority != null && authority.indexOf('@') >= 0;
  }

  private static boolean isPublicName(String host) {
    String[] labels = host.split("\\.", -1);
    return host.length() <= 253
        && labels.length >= 2
        && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())
        && !NUMBER.matcher(labels[labels.length - 1]).matches()
        && PRIVATE.stream().noneMatch(name -> host.equals(name) || host.endsWith("." + name));
  }

  @Override
  public String toString() {
    return value;
  }
}
