package app.firstbell.infra;

import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;

/// Names and addresses that are put together from tokens.
final class Arns {
  private Arns() {}

  /// `arn:aws:execute-api:{region}:{account}:{api}/{rest}`.
  static String executeApi(Stack stack, String apiId, String rest) {
    return stack.formatArn(
        ArnComponents.builder()
            .service("execute-api")
            .resource(apiId)
            .resourceName(rest)
            .arnFormat(ArnFormat.SLASH_RESOURCE_NAME)
            .build());
  }

  /// `arn:aws:ses:{region}:{account}:identity/{identity}`.
  static String sesIdentity(Stack stack, String identity) {
    return stack.formatArn(
        ArnComponents.builder().service("ses").resource("identity").resourceName(identity).build());
  }

  /// The address at which API Gateway calls a function.
  static String invocation(Stack stack, String functionArn) {
    return "arn:%s:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations"
        .formatted(stack.getPartition(), stack.getRegion(), functionArn);
  }

  /// Host of an API, `{api}.execute-api.{region}.{suffix}`.
  static String apiHost(Stack stack, String apiId) {
    return "%s.execute-api.%s.%s".formatted(apiId, stack.getRegion(), stack.getUrlSuffix());
  }
}
