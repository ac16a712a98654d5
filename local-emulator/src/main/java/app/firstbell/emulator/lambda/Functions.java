package app.firstbell.emulator.lambda;

import java.util.List;

/// The functions of the template, as Lambda would run them.
public interface Functions {
  /// Invokes a function and waits for its answer, at most for the function's own timeout.
  ///
  /// @param function name, ARN, or ARN with an alias or version
  /// @param event the event as JSON in UTF-8
  Invocation invoke(String function, byte[] event);

  /// What the emulator's page and the benches show.
  List<FunctionView> views();
}
