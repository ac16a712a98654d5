package app.firstbell.agent;

import java.util.regex.Pattern;

/// The id of an agent within an organization: 1 to 64 of `a-z 0-9 -`.
public record AgentId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /// @throws IllegalArgumentException when `value` has another form
  public AgentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected an agent id of 1 to 64 of a-z 0-9 -, got " + value.length() + " chars");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
