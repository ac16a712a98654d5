package app.firstbell.presence;

/// The id that API Gateway gave to a connection; opaque, usually ending with `=`.
public record ConnectionId(String value) {
  /// @throws IllegalArgumentException when `value` is empty or longer than 128 characters
  public ConnectionId {
    if (value.isEmpty() || value.length() > 128) {
      throw new IllegalArgumentException(
          "expected a connection id of 1 to 128 characters, got " + value.length());
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
