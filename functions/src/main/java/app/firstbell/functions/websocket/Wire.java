package app.firstbell.functions.websocket;

import app.firstbell.presence.ConnectionId;

/// The way back to connections. What is sent is a hint, so nothing here throws.
public interface Wire {
  /// What came of one frame.
  enum Delivery {
    /// API Gateway took it; whether it arrived, nobody knows.
    SENT,
    /// The connection is no more.
    GONE,
    /// It could not be sent within the tries.
    FAILED
  }

  /// @param frame JSON text
  Delivery post(ConnectionId to, String frame);

  /// Closes a connection; one that is gone already stays gone.
  Delivery close(ConnectionId connection);
}
