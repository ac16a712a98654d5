package app.firstbell.emulator.aws;

/// The address that every SDK is pointed at by `AWS_ENDPOINT_URL`: tells the service by the
/// request, checks who calls, and answers.
public interface AwsApi {
  /// Never throws for a bad call: the answer is AWS's error then.
  AwsAnswer answer(AwsCall call);
}
