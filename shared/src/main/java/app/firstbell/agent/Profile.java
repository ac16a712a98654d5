package app.firstbell.agent;

import org.jspecify.annotations.Nullable;

/// What an agent sets for themselves and the public does not see (A7); name, title, greeting and
/// photo, which it does see, are on the [AgentCard].
public record Profile(WhatsApp whatsApp, Alerts alerts, RingTone ringTone, PhotoKind photoKind) {
  /// What a member has who has set nothing.
  public static final Profile USUAL =
      new Profile(
          new WhatsApp(false, null), new Alerts(true, true), RingTone.BELL, PhotoKind.AVATAR);

  /// @param enabled whether chats from WhatsApp may reach this agent
  public record WhatsApp(boolean enabled, @Nullable WhatsAppNumber number) {}

  /// How the agent wants to hear of missed leads.
  public record Alerts(boolean email, boolean notification) {}

  public Profile with(PhotoKind kind) {
    return new Profile(whatsApp, alerts, ringTone, kind);
  }

  public Profile with(WhatsApp other) {
    return new Profile(other, alerts, ringTone, photoKind);
  }

  public Profile with(Alerts other) {
    return new Profile(whatsApp, other, ringTone, photoKind);
  }

  public Profile with(RingTone tone) {
    return new Profile(whatsApp, alerts, tone, photoKind);
  }
}
