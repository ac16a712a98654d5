package app.firstbell.presence;

import app.firstbell.identity.Caller;
import app.firstbell.organization.Computers;
import java.util.List;

/// What becomes of an agent's computers when another one opens a connection (A6).
///
/// Of two that open at once both may see each other. So it is not who looks that decides but the
/// age: the newest stays, whoever looks.
///
/// @param leaving the connections of other computers that are closed
/// @param yields whether the new connection itself has to go, since a still newer one is open
///   elsewhere
public record Takeover(List<Socket> leaving, boolean yields) {
  public static final Takeover NONE = new Takeover(List.of(), false);

  /// @param opened the new connection
  /// @param all of the agent's connections, the new one among them or not
  public static Takeover of(Caller.Agent agent, Socket opened, List<Socket> all) {
    if (agent.seat().computers() == Computers.BOTH) {
      return NONE;
    }
    List<Socket> elsewhere = all.stream().filter(opened::isElsewhere).toList();
    return new Takeover(
        elsewhere.stream().filter(other -> other.isOlderThan(opened)).toList(),
        elsewhere.stream().anyMatch(opened::isOlderThan));
  }
}
