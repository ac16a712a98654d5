package app.firstbell.json;

/// A field is not as it must be: says which, what was expected and what came, never its value.
public final class FieldException extends RuntimeException {
  private final String field;

  public FieldException(String field, String problem) {
    super(problem);
    this.field = field;
  }

  /// The path of the field, such as `page.url`.
  public String field() {
    return field;
  }

  /// The same problem, of a field within `parent`.
  public FieldException within(String parent) {
    return new FieldException(parent + "." + field, problem());
  }

  public String problem() {
    return String.valueOf(getMessage());
  }
}
