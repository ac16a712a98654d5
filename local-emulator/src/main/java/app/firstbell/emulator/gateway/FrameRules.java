package app.firstbell.emulator.gateway;

/// What a socket takes in and how large it sends.
///
/// @param incomingFrameBytes a larger frame from the client closes the connection with 1009
/// @param messageBytes a longer message from the client closes the connection with 1009
/// @param outgoingFrameBytes longer messages to the client are cut into frames of at most this size
/// @param sendBufferBytes how much may wait for a slow reader before posts are refused
/// @param binary what a binary frame of the client does
record FrameRules(
    int incomingFrameBytes,
    int messageBytes,
    int outgoingFrameBytes,
    int sendBufferBytes,
    Binary binary) {

  enum Binary {
    /// API Gateway has no binary frames: the connection closes with 1003.
    REFUSED,
    TAKEN
  }

  static FrameRules of(Quotas quotas) {
    return new FrameRules(
        quotas.frameBytes(),
        quotas.messageBytes(),
        quotas.frameBytes(),
        quotas.sendBufferBytes(),
        Binary.REFUSED);
  }

  /// RFC 6455 without API Gateway's own limits, for conformance suites.
  static FrameRules lifted() {
    int most = 64 * 1024 * 1024;
    return new FrameRules(most, most, most, most, Binary.TAKEN);
  }
}
