package app.firstbell.emulator.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Percent-encoding in paths and queries.
final class PercentEncoding {
  private PercentEncoding() {}

  /// Decodes `%XX`; a `+` stays a plus. What is not well encoded stays as it is.
  static String decoded(String path) {
    return path.indexOf('%') < 0 ? path : decodedForm(path.replace("+", "%2B"));
  }

  /// The parameters of a query in order, each name with all its values.
  static Map<String, List<String>> query(String query) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decodedForm(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decodedForm(pair.substring(equals + 1));
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return all;
  }

  private static String decodedForm(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
