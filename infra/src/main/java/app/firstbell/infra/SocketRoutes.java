package app.firstbell.infra;

import java.util.List;

/// Which function answers which action of the WebSocket protocol.
final class SocketRoutes {

  /// What the sender gets back.
  enum Answer {
    /// The function's `body`, as a frame to the sender alone.
    FRAME,
    /// Nothing; a reply would cost a message and tell nobody anything.
    NONE
  }

  record Route(String key, Handler handler, Answer answer) {}

  static final List<Route> ALL =
      List.of(
          new Route("$connect", Handler.CONNECT, Answer.NONE),
          new Route("$disconnect", Handler.DISCONNECT, Answer.NONE),
          new Route("$default", Handler.FALLBACK, Answer.FRAME),
          new Route("start", Handler.LEAD, Answer.FRAME),
          new Route("leave", Handler.LEAD, Answer.FRAME),
          new Route("message", Handler.MESSAGE, Answer.FRAME),
          new Route("accept", Handler.ACCEPT, Answer.FRAME),
          new Route("decline", Handler.ACCEPT, Answer.FRAME),
          new Route("sync", Handler.SYNC, Answer.FRAME),
          new Route("lists", Handler.SYNC, Answer.FRAME),
          new Route("presence", Handler.PRESENCE, Answer.FRAME),
          new Route("typing", Handler.SIGNAL, Answer.NONE),
          new Route("mark", Handler.SIGNAL, Answer.NONE),
          new Route("end", Handler.CLOSING, Answer.FRAME),
          new Route("rate", Handler.CLOSING, Answer.FRAME),
          new Route("transcript", Handler.CLOSING, Answer.FRAME),
          new Route("ping", Handler.FALLBACK, Answer.FRAME));

  private SocketRoutes() {}
}
