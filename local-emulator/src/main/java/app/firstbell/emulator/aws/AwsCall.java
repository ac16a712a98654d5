package app.firstbell.emulator.aws;

import java.util.Map;
import java.util.Optional;

/// One call of an AWS API, however it came: over HTTP, or straight from a function in this process.
///
/// @param path still encoded, begins with `/`
/// @param query without `?`, empty when there is none
/// @param headers names in lower case, the first value of each
public record AwsCall(
    String method, String path, String query, Map<String, String> headers, byte[] body) {
  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
