package app.firstbell.emulator.gateway;

import app.firstbell.emulator.template.Assembly;

/// The ARNs of `execute-api`, as permissions and policies name them.
final class Arns {
  private static final String PREFIX =
      "arn:aws:execute-api:" + Assembly.REGION + ":" + Assembly.ACCOUNT + ":";
  private static final String LAMBDA_PATH = ":lambda:path/2015-03-31/functions/";
  private static final String INVOCATIONS = "/invocations";

  private Arns() {}

  /// @param route `$connect`, `message`, or for HTTP `POST/sessions`
  static String route(String apiId, String stage, String route) {
    return PREFIX + apiId + "/" + stage + "/" + route;
  }

  static String authorizer(String apiId, String authorizerId) {
    return PREFIX + apiId + "/authorizers/" + authorizerId;
  }

  static String connection(String apiId, String stage, String method, String connectionId) {
    return route(apiId, stage, method + "/@connections/" + connectionId);
  }

  /// The function in an integration's or authorizer's URI, which for HTTP APIs may be the
  /// function's ARN itself.
  ///
  /// @throws IllegalArgumentException for a URI of anything but a function
  static String functionOf(String uri) {
    int at = uri.indexOf(LAMBDA_PATH);
    if (at > 0 && uri.endsWith(INVOCATIONS)) {
      return uri.substring(at + LAMBDA_PATH.length(), uri.length() - INVOCATIONS.length());
    }
    if (uri.startsWith("arn:aws:lambda:")) {
      return uri;
    }
    throw new IllegalArgumentException("expected the URI or ARN of a Lambda function, got " + uri);
  }

  static String domain(String apiId) {
    return apiId + ".execute-api." + Assembly.REGION + ".amazonaws.com";
  }
}
