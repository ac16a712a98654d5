package app.firstbell.emulator.gateway;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Who let API Gateway invoke which function: the template's `AWS::Lambda::Permission` resources.
/// As on AWS a permission on a function does not cover its aliases, nor one on an alias the
/// function.
final class InvokePermissions {
  private record Permission(String function, String sourceArn) {}

  private final List<Permission> permissions;

  InvokePermissions(Assembly assembly) {
    permissions =
        assembly.ofType("AWS::Lambda::Permission").stream()
            .map(Resource::properties)
            .filter(InvokePermissions::forGateway)
            .map(p ->
                new Permission(
                    normal(p.path("FunctionName").asText()), p.path("SourceArn").asText("*")))
            .toList();
  }

  /// @param sourceArn `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{route}` or
  ///   `…:{api}/authorizers/{id}`
  boolean allow(String functionArn, String sourceArn) {
    String function = normal(functionArn);
    return permissions.stream()
        .anyMatch(
            p -> p.function().equals(function) && Wildcards.matches(p.sourceArn(), sourceArn));
  }

  private static boolean forGateway(JsonNode permission) {
    String action = permission.path("Action").asText();
    return permission.path("Principal").asText().equals("apigateway.amazonaws.com")
        && (action.equals("lambda:InvokeFunction") || action.equals("lambda:*"))
        && permission.path("SourceAccount").asText(Assembly.ACCOUNT).equals(Assembly.ACCOUNT);
  }

  // name, name:alias, ARN and ARN:alias all become name or name:alias.
  private static String normal(String function) {
    int at = function.indexOf(":function:");
    return at < 0 ? function : function.substring(at + ":function:".length());
  }
}
