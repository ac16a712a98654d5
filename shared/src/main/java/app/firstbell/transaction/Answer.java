package app.firstbell.transaction;

import java.util.HashMap;
import java.util.Map;

/// An answer of the HTTP API, as it is sent and as it is kept for a repeat.
///
/// @param body JSON; empty for none
public record Answer(int status, Map<String, String> headers, String body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer of(int status, String body) {
    return new Answer(status, Map.of(), body);
  }

  public static Answer noContent() {
    return new Answer(204, Map.of(), "");
  }

  /// The same with one header more.
  public Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  public Answer withBody(String other) {
    return new Answer(status, headers, other);
  }

  /// The version of what is shown, as RFC 9110 writes it: `"5"`.
  public Answer withVersion(long version) {
    return withTag(Long.toString(version));
  }

  /// Which state is shown, where a version alone does not say it.
  public Answer withTag(String tag) {
    return with("ETag", "\"" + tag + "\"");
  }
}
