package app.firstbell.audit;

/// The end of an organization's chain: the number and the hash of its last record. Whoever notes it
/// elsewhere can prove later that nothing before it was changed.
///
/// @param n 0 while there is no record; the first is 1
/// @param hash SHA-256 in hexadecimal
public record AuditHead(long n, String hash) {
  /// Before the first record.
  public static final AuditHead START = new AuditHead(0, "0".repeat(64));

  /// As people note it down: `17:9f86d0…`.
  @Override
  public String toString() {
    return n + ":" + hash;
  }

  /// @throws IllegalArgumentException when the text is not a number, a colon, and 64 hexadecimal
  ///   digits
  public static AuditHead parse(String text) {
    if (!text.matches("\\d{1,18}:[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "expected N:HASH, a number and 64 hexadecimal digits, got " + text);
    }
    int colon = text.indexOf(':');
    return new AuditHead(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
  }
}
