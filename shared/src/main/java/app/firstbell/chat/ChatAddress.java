package app.firstbell.chat;

import app.firstbell.organization.TenantId;

/// A chat and the organization it belongs to: what an operator needs to know to speak of it.
public record ChatAddress(TenantId tenant, ChatId chat) {
  private static final String SEPARATOR = "/";

  /// Reads what a connection has noted: a chat of its own organization by its id alone, another's
  /// with the organization before it.
  ///
  /// @param own the organization that the connection belongs to
  public static ChatAddress noted(TenantId own, String noted) {
    int at = noted.indexOf(SEPARATOR);
    return at < 0
        ? new ChatAddress(own, new ChatId(noted))
        : new ChatAddress(
            new TenantId(noted.substring(0, at)), new ChatId(noted.substring(at + 1)));
  }
}
