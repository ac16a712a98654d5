package app.firstbell.chat;

import app.firstbell.identity.Base32;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import app.firstbell.visitor.VisitorId;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The id of a chat: 26 characters of base32 (128 bits).
public record ChatId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  /// @throws IllegalArgumentException when `value` has another form
  public ChatId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "expected a chat id of 26 of a-z 2-7, got " + value.length() + " chars");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /// The id of the chat that a visitor starts under a client's own id: a repeat of `start` finds
  /// the same chat.
  public static ChatId startedBy(TenantId tenant, VisitorId visitor, String cid) {
    byte[] digest = Digest.sha256("chat\n" + tenant + "\n" + visitor + "\n" + cid);
    return new ChatId(Base32.encode(Arrays.copyOf(digest, 16)));
  }

  @Override
  public String toString() {
    return value;
  }
}
