package app.firstbell.agent;

import app.firstbell.organization.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;

/// The id of an agent within an organization: 1 to 64 of `a-z 0-9 -`; of an operator in a chat of
/// another organization `{home}--{id}`, which is up to 106.
public record AgentId(String value) {
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,39}--)?[a-z0-9][a-z0-9-]{0,63}");
  private static final String OPERATOR = "--";

  /// @throws IllegalArgumentException when `value` has another form
  public AgentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "expected an agent id of 1 to 64 of a-z 0-9 -, got " + value.length() + " chars");
    }
  }

  /// As other organizations know this agent of `home`.
  public AgentId operatorOf(TenantId home) {
    return new AgentId(home + OPERATOR + value);
  }

  /// The agent's id at home, when this is how other organizations know an operator of `home`.
  public Optional<AgentId> at(TenantId home) {
    String prefix = home + OPERATOR;
    return value.startsWith(prefix) && value.length() > prefix.length()
        ? Optional.of(new AgentId(value.substring(prefix.length())))
        : Optional.empty();
  }

  /// Whether no operator's id can be mistaken for this one.
  public boolean isOwn() {
    return !value.contains(OPERATOR);
  }

  @Override
  public String toString() {
    return value;
  }
}
