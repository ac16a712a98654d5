package app.firstbell.proof.localstack;

import java.lang.instrument.Instrumentation;

/// LocalStack passes its DynamoDB a `-javaagent` that lifts the limit of 20 indexes. We need none
/// of it, so this does nothing.
public final class NoAgent {
  private NoAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {}
}
