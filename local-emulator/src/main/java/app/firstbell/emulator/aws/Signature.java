package app.firstbell.emulator.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a signed request says of its sender and of the service it is for. The signature itself is
/// not checked: everybody on this machine is trusted with the keys.
///
/// @param service from the credential scope, for example `dynamodb`
public record Signature(String accessKeyId, String region, String service) {
  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]*)/([^/]+)/aws4_request");

  /// Empty for a request that is not signed by version 4.
  public static Optional<Signature> of(AwsCall call) {
    Matcher credential =
        CREDENTIAL.matcher(call.header("authorization").orElse("").replace("%2F", "/"));
    return credential.find()
        ? Optional.of(new Signature(credential.group(1), credential.group(2), credential.group(3)))
        : Optional.empty();
  }
}
