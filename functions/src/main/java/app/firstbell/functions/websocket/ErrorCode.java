package app.firstbell.functions.websocket;

import java.util.Locale;

/// Why a frame was refused. A refused frame has changed nothing.
public enum ErrorCode {
  /// Not a JSON object.
  MALFORMED,
  UNKNOWN_ACTION,
  /// A field is missing or not as it must be.
  INVALID,
  TOO_LARGE,
  TOO_FREQUENT,
  /// There is no such chat for this caller; another's and none are answered alike.
  NOT_FOUND,
  /// The caller is of the other side.
  NOT_ALLOWED,
  /// The chat is over.
  ENDED,
  /// No interaction credit is left to answer it as an operator, or the monthly fee is unpaid.
  NO_CREDIT,
  /// The chat is not as the caller thinks it is: sync first.
  CONFLICT,
  /// Too much at once; try again.
  UNAVAILABLE,
  INTERNAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
