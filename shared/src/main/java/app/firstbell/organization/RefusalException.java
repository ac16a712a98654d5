package app.firstbell.organization;

/// A request is refused by a rule. Nothing was changed.
public final class RefusalException extends RuntimeException {
  private final Refusal refusal;

  /// @param sentence for people: what was expected, what is, what to do
  public RefusalException(Refusal refusal, String sentence) {
    super(sentence, null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
