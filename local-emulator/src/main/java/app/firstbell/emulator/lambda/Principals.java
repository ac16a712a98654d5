package app.firstbell.emulator.lambda;

/// Tells who calls by the access key in the request's signature. Each function has a key of its
/// own.
public interface Principals {
  /// An unknown key is the operator's (any SDK on this machine may use any key).
  Principal byAccessKey(String accessKeyId);
}
