package app.firstbell.emulator.lambda;

/// Who makes an AWS call: a function under its role, or an operator.
///
/// @param name the function's logical id, or `operator`
/// @param roleArn the role whose policies decide; empty for the operator, who may do everything
public record Principal(String name, String roleArn) {
  public static final Principal OPERATOR = new Principal("operator", "");
}
