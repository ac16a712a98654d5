package app.firstbell.infra;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;

/// All functions: one artefact, one role and one log group each, and an alias `live` on the newest
/// version. Callers are pointed at the alias, since only published versions have a snapshot to
/// start from.
final class Functions {
  static final String ALIAS = "live";

  private final Stack stack;
  private final Map<Handler, Function> functions = new EnumMap<>(Handler.class);
  private final Map<Handler, Alias> aliases = new EnumMap<>(Handler.class);

  Functions(
      Stack stack,
      Environment environment,
      Code code,
      Permissions permissions,
      Map<String, String> variables,
      Map<String, String> ofTokens,
      Map<String, String> ofEdge) {
    this.stack = stack;
    for (var handler : Handler.values()) {
      var logs = logGroup(handler, environment);
      var function =
          named(
              handler.id(),
              Function.Builder.create(stack, handler.id())
                  .runtime(Runtime.JAVA_25)
                  .architecture(Architecture.ARM_64)
                  .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                  .code(code)
                  .handler(handler.entryPoint())
                  .memorySize(handler.megabytes())
                  .timeout(Duration.seconds(handler.timeoutSeconds()))
                  .role(role(handler, logs, permissions))
                  .logGroup(logs)
                  .environment(variables(handler, variables, ofTokens, ofEdge))
                  .build());
      // It says that only versions have snapshots; the alias below is on one.
      Annotations.of(function).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
      functions.put(handler, function);
      aliases.put(
          handler,
          named(
              handler.id() + "Live",
              Alias.Builder.create(stack, handler.id() + "Live")
                  .aliasName(ALIAS)
                  .version(function.getCurrentVersion())
                  .build()));
    }
  }

  Function function(Handler handler) {
    return Objects.requireNonNull(functions.get(handler));
  }

  /// ARN of the alias, for integrations and mappings.
  String live(Handler handler) {
    return Objects.requireNonNull(aliases.get(handler)).getFunctionArn();
  }

  /// Lets API Gateway call the alias for one route of one stage, or for one authorizer.
  void allowApiGateway(Handler handler, String id, String sourceArn) {
    CfnPermission.Builder.create(stack, id)
        .action("lambda:InvokeFunction")
        .functionName(live(handler))
        .principal("apigateway.amazonaws.com")
        .sourceArn(sourceArn)
        .build();
  }

  /// Where a secret lies is told to those who may read it.
  private static Map<String, String> variables(
      Handler handler,
      Map<String, String> variables,
      Map<String, String> ofTokens,
      Map<String, String> ofEdge) {
    var all = new TreeMap<>(variables);
    if (handler.knowsTheTokensSecret()) {
      all.putAll(ofTokens);
    }
    if (handler.countsByAddress()) {
      all.putAll(ofEdge);
    }
    return all;
  }

  private LogGroup logGroup(Handler handler, Environment environment) {
    return named(
        handler.id() + "Log",
        LogGroup.Builder.create(stack, handler.id() + "Log")
            .logGroupName("/firstbell/%s/%s".formatted(environment.name(), handler.id()))
            .retention(environment.logRetention())
            .removalPolicy(RemovalPolicy.DESTROY)
            .build());
  }

  /// Policies stand in the role itself: a mapping is refused when it is made before its function
  /// may read.
  private Role role(Handler handler, LogGroup logs, Permissions permissions) {
    List<PolicyStatement> statements = new ArrayList<>(permissions.of(handler));
    statements.add(Permissions.log(logs.getLogGroupArn()));
    return named(
        handler.id() + "Role",
        Role.Builder.create(stack, handler.id() + "Role")
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .description("What the function " + handler.id() + " of Firstbell may do")
            .inlinePolicies(
                Map.of(
                    handler.id(), PolicyDocument.Builder.create().statements(statements).build()))
            .build());
  }

  private static <C extends software.constructs.Construct> C named(String id, C construct) {
    ((CfnElement) construct.getNode().getDefaultChild()).overrideLogicalId(id);
    return construct;
  }
}
