package app.firstbell.emulator.data;

import app.firstbell.emulator.aws.AwsFailure;
import java.util.Set;

/// What can go wrong with a table on AWS and never does with the engine here: throttling, a
/// conflict with a transaction in flight, an answer that is lost after the effect. Tests set one;
/// without, nothing goes wrong.
public interface Faults {
  Faults NONE = new Faults() {};

  /// Before the engine sees the call.
  ///
  /// @param operation for example `PutItem`
  /// @param tables names of the tables that the call touches
  /// @throws AwsFailure to refuse it, for example [#throttled]; nothing is changed then
  default void before(String operation, Set<String> tables) {}

  /// After the engine did it, before the caller hears of it.
  ///
  /// @throws AwsFailure to lose the answer; the effect stays
  default void after(String operation, Set<String> tables) {}

  static AwsFailure throttled() {
    return new AwsFailure(
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider"
            + " increasing your provisioning level with the UpdateTable API.");
  }
}
