package app.firstbell.emulator.lambda;

import app.firstbell.emulator.stats.Stats;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import app.firstbell.emulator.time.EmulatorClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The template's Java functions, each in class loaders of its own in this JVM.
///
/// The handlers are what would be deployed, byte for byte but for the calls that the [ClassPatcher]
/// turns: they have constructors without arguments, read their environment and the time as always,
/// and know nothing of the emulator. Code is loaded when a function is first invoked, or by
/// [#warm].
///
/// Thread-safe.
public final class InProcessFunctions implements Functions, Principals, AutoCloseable {
  private static final String DEPLOYMENT = "Custom::CDKBucketDeployment";

  private final List<LambdaFunction> functions = new ArrayList<>();
  private final Map<String, Target> byName = new HashMap<>();
  private final Map<String, Principal> principals = new HashMap<>();
  private final FunctionCode code;

  private record Target(LambdaFunction function, String arn, String version) {}

  private InProcessFunctions(
      Assembly assembly,
      String endpoint,
      EmulatorClock clock,
      Stats stats,
      int accountConcurrency) {
    FunctionOutput.install();
    code = new FunctionCode(clock);
    Set<String> providers = new HashSet<>();
    assembly
        .ofType(DEPLOYMENT)
        .forEach(resource -> providers.add(resource.properties().path("ServiceToken").asText()));
    List<FunctionDefinition> definitions =
        assembly.ofType("AWS::Lambda::Function").stream()
            .filter(resource -> !providers.contains(resource.arn()))
            .map(resource -> FunctionDefinition.of(resource, assembly, endpoint))
            .toList();
    Concurrency concurrency = new Concurrency(accountConcurrency, definitions);
    for (FunctionDefinition definition : definitions) {
      LambdaFunction function = new LambdaFunction(definition, code, concurrency, stats, clock);
      functions.add(function);
      principals.put(
          definition.accessKeyId(), new Principal(definition.logicalId(), definition.roleArn()));
      name(function, definition, "", "$LATEST");
      name(function, definition, ":$LATEST", "$LATEST");
      // For people: no function's name looks like another's logical id.
      byName.putIfAbsent(definition.logicalId(), new Target(function, definition.arn(), "$LATEST"));
    }
    nameQualifiers(assembly, "AWS::Lambda::Version");
    nameQualifiers(assembly, "AWS::Lambda::Alias");
  }

  /// @param endpoint the address of the AWS endpoint, for `AWS_ENDPOINT_URL`
  /// @throws app.firstbell.emulator.template.AssemblyException when a function is none that can run
  ///   here
  public static InProcessFunctions create(
      Assembly assembly, String endpoint, EmulatorClock clock, Stats stats) {
    return create(assembly, endpoint, clock, stats, Concurrency.ACCOUNT);
  }

  static InProcessFunctions create(
      Assembly assembly,
      String endpoint,
      EmulatorClock clock,
      Stats stats,
      int accountConcurrency) {
    return new InProcessFunctions(assembly, endpoint, clock, stats, accountConcurrency);
  }

  private void name(
      LambdaFunction function, FunctionDefinition definition, String qualifier, String version) {
    Target target = new Target(function, definition.arn() + qualifier, version);
    byName.put(definition.arn() + qualifier, target);
    byName.put(definition.name() + qualifier, target);
  }

  private void nameQualifiers(Assembly assembly, String type) {
    for (Resource resource : assembly.ofType(type)) {
      String arn = resource.arn();
      int colon = arn.lastIndexOf(':');
      Target target = byName.get(arn.substring(0, colon));
      if (target != null) {
        name(target.function(), target.function().definition(), arn.substring(colon), "1");
      }
    }
  }

  @Override
  public Invocation invoke(String function, byte[] event) {
    Target target = byName.get(function);
    if (target == null) {
      return LambdaError.of("ResourceNotFoundException", "Function not found: " + function);
    }
    return target.function().invoke(target.arn(), target.version(), event);
  }

  @Override
  public Principal byAccessKey(String accessKeyId) {
    return principals.getOrDefault(accessKeyId, Principal.OPERATOR);
  }

  @Override
  public List<FunctionView> views() {
    return functions.stream().map(LambdaFunction::view).toList();
  }

  List<FunctionDefinition> definitions() {
    return functions.stream().map(LambdaFunction::definition).toList();
  }

  /// Makes one environment of each function, on the calling thread, until it is interrupted.
  public void warm() {
    try {
      for (LambdaFunction function : functions) {
        function.warm();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends all environments at once; invocations that run are interrupted.
  @Override
  public void close() {
    functions.forEach(LambdaFunction::close);
    code.close();
  }
}
