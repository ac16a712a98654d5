package app.firstbell.agent;

import org.jspecify.annotations.Nullable;

/// What a visitor sees of the agent who accepted (C3).
///
/// @param photo address of the picture, absolute or from the console's root
public record AgentCard(
    AgentId id,
    String name,
    @Nullable String photo,
    @Nullable String title,
    @Nullable String greeting) {
  /// The same agent under another id.
  public AgentCard with(AgentId other) {
    return new AgentCard(other, name, photo, title, greeting);
  }
}
