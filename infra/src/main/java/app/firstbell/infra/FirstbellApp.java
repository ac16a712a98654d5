package app.firstbell.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/// Synthesizes both stacks. The CDK command line runs it by `cdk.json`; without it, `CDK_OUTDIR`
/// says where the templates go (default `cdk.out`).
public final class FirstbellApp {

  /// Behaviour of the CDK that we choose ourselves, so that a synthesis without its command line
  /// gives the same.
  private static final Map<String, Object> FLAGS =
      Map.of(
          "@aws-cdk/core:target-partitions", List.of("aws"),
          // A table cannot be replaced while the app stack uses it.
          "@aws-cdk/core:defaultCrossStackReferences", "strong",
          "@aws-cdk/aws-lambda:recognizeLayerVersion", true,
          "@aws-cdk/aws-lambda:recognizeVersionProps", true,
          // Where in node a construct was made helps nobody who reads Java.
          "aws:cdk:disable-creation-stack-traces", true);

  private FirstbellApp() {}

  public static void main(String[] arguments) {
    try {
      var outdir = Optional.ofNullable(System.getenv("CDK_OUTDIR")).orElse("cdk.out");
      var app = app(outdir, Map.of());
      Context context =
          name -> Optional.ofNullable(app.getNode().tryGetContext(name)).map(Object::toString);
      build(app, Environment.from(context), BuildProducts.below(root(), context));
      app.synth();
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /// An app that writes into the given directory and sends nothing about itself to anybody.
  static App app(String outdir, Map<String, Object> context) {
    var all = new HashMap<>(FLAGS);
    all.putAll(context);
    return new App(
        AppProps.builder()
            .outdir(outdir)
            .context(all)
            .analyticsReporting(false)
            .treeMetadata(false)
            .build());
  }

  /// Both stacks of one environment.
  static Stacks build(App app, Environment environment, BuildProducts products) {
    var data =
        new DataStack(app, stackName(environment, "data"), props("tables and queues"), environment);
    var stack =
        new AppStack(
            app,
            stackName(environment, "app"),
            props("APIs, functions and sites"),
            environment,
            products,
            data.stores());
    Tags.of(app).add("product", "firstbell");
    Tags.of(app).add("environment", environment.name());
    return new Stacks(data, stack);
  }

  record Stacks(DataStack data, AppStack app) {}

  private static String stackName(Environment environment, String part) {
    return "firstbell-%s-%s".formatted(environment.name(), part);
  }

  /// The bootstrap version is not asked for, so that the templates deploy wherever CloudFormation
  /// is.
  private static StackProps props(String content) {
    return StackProps.builder()
        .description("Firstbell: " + content)
        .synthesizer(
            DefaultStackSynthesizer.Builder.create().generateBootstrapVersionRule(false).build())
        .build();
  }

  /// The checkout: the nearest directory upwards with a `cdk.json`.
  private static Path root() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("cdk.json"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "Expected to run inside a checkout of Firstbell (a directory with cdk.json), came "
            + Path.of("").toAbsolutePath());
  }
}
