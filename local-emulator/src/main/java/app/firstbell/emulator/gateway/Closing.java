package app.firstbell.emulator.gateway;

import org.eclipse.jetty.websocket.core.CloseStatus;

/// Why a connection ended: the close code of RFC 6455 and its reason, as `$disconnect` reports
/// them.
record Closing(int code, String reason) {
  static final Closing BY_DELETE = new Closing(1000, "Connection Closed Normally");
  static final Closing GOING_AWAY = new Closing(1001, "Going away");
  static final Closing NO_BINARY = new Closing(1003, "Binary frames are not supported");
  static final Closing TOO_LONG = new Closing(1009, "Message too long");

  static Closing of(CloseStatus status) {
    String reason = status.getReason();
    if (reason != null && !reason.isEmpty() && status.getCause() == null) {
      return new Closing(status.getCode(), reason);
    }
    return new Closing(
        status.getCode(),
        switch (status.getCode()) {
          case CloseStatus.NORMAL -> BY_DELETE.reason();
          case CloseStatus.SHUTDOWN -> GOING_AWAY.reason();
          case CloseStatus.NO_CODE -> "Client-side close frame status not set";
          case CloseStatus.NO_CLOSE -> "Connection closed abnormally";
          case CloseStatus.MESSAGE_TOO_LARGE -> TOO_LONG.reason();
          default -> reason == null ? "" : reason;
        });
  }
}
