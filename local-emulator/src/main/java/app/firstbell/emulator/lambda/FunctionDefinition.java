package app.firstbell.emulator.lambda;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.AssemblyException;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// One function as its template describes it.
///
/// @param code the directory or archive of its asset
/// @param environment the template's variables and those that Lambda sets
/// @param reserved reserved concurrency; empty when it shares the account's
record FunctionDefinition(
    String logicalId,
    String name,
    String arn,
    String handler,
    Path code,
    String roleArn,
    Duration timeout,
    int memoryMegabytes,
    OptionalInt reserved,
    String logGroup,
    String accessKeyId,
    Map<String, String> environment) {

  private static final int DEFAULT_TIMEOUT_SECONDS = 3;
  private static final int DEFAULT_MEMORY_MEGABYTES = 128;

  /// @param endpoint the AWS endpoint that the function's SDK is pointed at
  /// @throws AssemblyException when it is not a Java function whose code is an asset of the
  ///   assembly
  static FunctionDefinition of(Resource resource, Assembly assembly, String endpoint) {
    JsonNode properties = resource.properties();
    String runtime = properties.path("Runtime").asText();
    if (!runtime.startsWith("java")) {
      throw new AssemblyException(
          "%s: expected a Java runtime, got \"%s\"; this emulator runs Java functions only"
              .formatted(resource.logicalId(), runtime));
    }
    JsonNode code = properties.path("Code");
    String bucket = code.path("S3Bucket").asText();
    String key = code.path("S3Key").asText();
    Path asset =
        assembly
            .asset(bucket, key)
            .orElseThrow(() ->
                new AssemblyException(
                    "%s: expected its code among the assembly's assets, got %s"
                        .formatted(resource.logicalId(), code)));
    String name = resource.ref();
    int memory = properties.path("MemorySize").asInt(DEFAULT_MEMORY_MEGABYTES);
    String logGroup =
        properties.path("LoggingConfig").path("LogGroup").asText("/aws/lambda/" + name);
    String handler = properties.path("Handler").asText();
    JsonNode reserved = properties.path("ReservedConcurrentExecutions");
    String accessKey = accessKeyOf(resource);
    Map<String, String> environment = new LinkedHashMap<>();
    properties
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    environment.put("AWS_REGION", Assembly.REGION);
    environment.put("AWS_DEFAULT_REGION", Assembly.REGION);
    environment.put("AWS_ACCESS_KEY_ID", accessKey);
    environment.put("AWS_SECRET_ACCESS_KEY", "local-secret-of-" + resource.logicalId());
    environment.put("AWS_SESSION_TOKEN", "local-session-of-" + resource.logicalId());
    environment.put("AWS_ENDPOINT_URL", endpoint);
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memory));
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", logGroup);
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[1]" + accessKey.toLowerCase(Locale.ROOT));
    // No snapshot is taken here, so code that primes itself for one must not believe it.
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("_HANDLER", handler);
    environment.put("LAMBDA_TASK_ROOT", asset.toString());
    environment.put("TZ", ":UTC");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("_X_AMZN_TRACE_ID", "Root=1-00000000-000000000000000000000000;Sampled=0");
    return new FunctionDefinition(
        resource.logicalId(),
        name,
        resource.arn(),
        handler,
        asset,
        properties.path("Role").asText(),
        Duration.ofSeconds(properties.path("Timeout").asInt(DEFAULT_TIMEOUT_SECONDS)),
        memory,
        reserved.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(reserved.asInt()),
        logGroup,
        accessKey,
        Map.copyOf(environment));
  }

  private static String accessKeyOf(Resource resource) {
    String letters = resource.logicalId().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    int hash = (resource.stack() + "/" + resource.logicalId()).hashCode();
    String key = "ASIA" + "%08X".formatted(hash) + letters + "AAAAAAAA";
    return key.substring(0, 20);
  }
}
