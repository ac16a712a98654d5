package app.firstbell.functions.http;

import java.util.Locale;

/// The kinds of problem that the API tells of. A program may rely on them; sentences may change.
public enum Slug {
  INVALID(400, "The request is not as it must be"),
  UNAUTHORIZED(401, "Please sign in"),
  FORBIDDEN(403, "Not allowed here"),
  SUSPENDED(403, "The organization is suspended"),
  DISABLED(403, "This account is disabled"),
  NO_ACCESS(403, "No access to the portal"),
  NOT_FOUND(404, "Not found"),
  EMAIL_TAKEN(409, "The e-mail address is taken"),
  OWNER_STAYS(409, "The owner stays"),
  ROOM_STAYS(409, "The room stays"),
  BALANCE_NOT_ZERO(409, "The balance is not zero"),
  IDEMPOTENCY_KEY_REQUIRED(400, "The Idempotency-Key is missing"),
  BALANCE_TOO_LOW(409, "The balance is too low"),
  NO_PRICE(409, "There is no price"),
  IDEMPOTENCY_KEY_REUSED(409, "The Idempotency-Key stands for another request"),
  STATE(409, "Not as things stand now"),
  LINK_USED(410, "The link is used up"),
  PRECONDITION_FAILED(412, "Somebody else was faster"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_MEDIA(415, "Not a kind of file that is taken"),
  PRECONDITION_REQUIRED(428, "The version is missing"),
  TOO_MANY(429, "Too many requests"),
  INTERNAL(500, "Something went wrong here"),
  BUSY(503, "Busy");

  private final int status;
  private final String title;

  Slug(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /// The problem's `type`: `urn:firstbell:problem:not-found`.
  public String type() {
    return "urn:firstbell:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
