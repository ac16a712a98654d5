package app.firstbell.dynamo;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.firstbell.identity.Digest;
import app.firstbell.json.FieldException;
import java.util.Base64;
import java.util.Optional;

/// Where the next page of a list begins, as clients carry it: opaque, and bound to the list and its
/// filters. It holds a place within the caller's own list and nothing secret; a forged one leads to
/// another place of the same list.
///
/// @param list the list with all its filters, written the same for every page
public record Cursor(String list) {
  private static final int MARK = 12;
  private static final int LONGEST = 1000;

  public String write(String position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((mark() + position).getBytes(UTF_8));
  }

  /// @param text as a client gave it back; nothing for the first page
  /// @throws FieldException when it is not a cursor of this list
  public Optional<String> read(Optional<String> text) {
    return text.map(this::read);
  }

  private String read(String text) {
    try {
      String plain =
          text.length() > LONGEST ? "" : new String(Base64.getUrlDecoder().decode(text), UTF_8);
      if (plain.startsWith(mark())) {
        return plain.substring(MARK);
      }
    } catch (IllegalArgumentException notBase64) {
      // The same words as for another list's.
    }
    throw new FieldException(
        "cursor", "expected what `next` said on a page of this list with the same filters");
  }

  private String mark() {
    return Digest.hex(list).substring(0, MARK);
  }
}
