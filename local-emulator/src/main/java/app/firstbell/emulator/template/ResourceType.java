package app.firstbell.emulator.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A resource type that this emulator plays: the one list of what it knows.
///
/// A type that is not here is refused by name. A property that is in neither list of its type is
/// told of at the start, since the cloud would heed it and this emulator does not.
///
/// @param heeded properties that change what happens here
/// @param harmless properties whose absence a program cannot notice on one machine (tags,
///   retention, encryption at rest, …)
record ResourceType(String name, Naming naming, Set<String> heeded, Set<String> harmless) {
  private static final Map<String, ResourceType> KNOWN =
      Stream.of(
              type("AWS::ApiGatewayV2::Api", Naming::api)
                  .heeds("ProtocolType", "RouteSelectionExpression", "CorsConfiguration")
                  .ignores(
                      "Name", "Description", "Tags", "DisableExecuteApiEndpoint", "IpAddressType"),
              type("AWS::ApiGatewayV2::Route", Naming.idAs("RouteId"))
                  .heeds(
                      "ApiId",
                      "RouteKey",
                      "Target",
                      "AuthorizationType",
                      "AuthorizerId",
                      "RouteResponseSelectionExpression")
                  .ignores("OperationName", "ApiKeyRequired"),
              type("AWS::ApiGatewayV2::RouteResponse", Naming.idAs("RouteResponseId"))
                  .heeds("ApiId", "RouteId", "RouteResponseKey"),
              type("AWS::ApiGatewayV2::Integration", Naming.idAs("IntegrationId"))
                  .heeds(
                      "ApiId",
                      "IntegrationType",
                      "IntegrationUri",
                      "PayloadFormatVersion",
                      "TimeoutInMillis",
                      "IntegrationMethod",
                      "ConnectionType")
                  .ignores("Description"),
              type("AWS::ApiGatewayV2::Authorizer", Naming.idAs("AuthorizerId"))
                  .heeds("ApiId", "AuthorizerType", "AuthorizerUri", "IdentitySource")
                  .ignores("Name"),
              type("AWS::ApiGatewayV2::Stage", Naming::stage)
                  .heeds(
                      "ApiId",
                      "StageName",
                      "StageVariables",
                      "DefaultRouteSettings",
                      "RouteSettings")
                  .ignores(
                      "AutoDeploy", "DeploymentId", "Description", "Tags", "AccessLogSettings"),
              type("AWS::ApiGatewayV2::Deployment", Naming.idAs("DeploymentId"))
                  .ignores("ApiId", "StageName", "Description"),
              type("AWS::Lambda::Function", Naming::function)
                  .heeds(
                      "Code",
                      "Handler",
                      "Environment",
                      "FunctionName",
                      "MemorySize",
                      "Timeout",
                      "Role",
                      "Runtime",
                      "ReservedConcurrentExecutions",
                      "LoggingConfig")
                  .ignores(
                      "Architectures",
                      "Description",
                      "Tags",
                      "TracingConfig",
                      // Told and refused by [Unplayed].
                      "SnapStart",
                      "Layers",
                      "RuntimeManagementConfig"),
              type("AWS::Lambda::Version", Naming::version)
                  .heeds("FunctionName")
                  .ignores("Description", "RuntimePolicy", "CodeSha256"),
              type("AWS::Lambda::Alias", Naming::alias)
                  .heeds("FunctionName", "FunctionVersion", "Name")
                  .ignores("Description"),
              type("AWS::Lambda::Permission", Naming::id)
                  .heeds("Action", "FunctionName", "Principal", "SourceArn", "SourceAccount"),
              type("AWS::Lambda::EventSourceMapping", Naming::eventSourceMapping)
                  .heeds(
                      "EventSourceArn",
                      "FunctionName",
                      "BatchSize",
                      "BisectBatchOnFunctionError",
                      "DestinationConfig",
                      "Enabled",
                      "FilterCriteria",
                      "FunctionResponseTypes",
                      "MaximumBatchingWindowInSeconds",
                      "MaximumRecordAgeInSeconds",
                      "MaximumRetryAttempts",
                      "ParallelizationFactor",
                      "StartingPosition",
                      "ScalingConfig")
                  .ignores("Tags", "MetricsConfig"),
              type("AWS::Lambda::LayerVersion", Naming::layer)
                  .ignores(
                      "Content",
                      "Description",
                      "LayerName",
                      "LicenseInfo",
                      "CompatibleRuntimes",
                      "CompatibleArchitectures"),
              type("AWS::DynamoDB::Table", Naming::table)
                  .heeds(
                      "TableName",
                      "KeySchema",
                      "AttributeDefinitions",
                      "GlobalSecondaryIndexes",
                      "LocalSecondaryIndexes",
                      "BillingMode",
                      "ProvisionedThroughput",
                      "StreamSpecification",
                      "TimeToLiveSpecification")
                  .ignores(
                      "PointInTimeRecoverySpecification",
                      "DeletionProtectionEnabled",
                      "SSESpecification",
                      "Tags",
                      "TableClass",
                      "ContributorInsightsSpecification",
                      "OnDemandThroughput"),
              type("AWS::SQS::Queue", Naming::queue)
                  .heeds(
                      "QueueName",
                      "RedrivePolicy",
                      "RedriveAllowPolicy",
                      "VisibilityTimeout",
                      "MessageRetentionPeriod",
                      "DelaySeconds",
                      "FifoQueue",
                      "ContentBasedDeduplication",
                      "ReceiveMessageWaitTimeSeconds",
                      "MaximumMessageSize")
                  .ignores(
                      "SqsManagedSseEnabled",
                      "KmsMasterKeyId",
                      "KmsDataKeyReusePeriodSeconds",
                      "Tags"),
              type("AWS::SQS::QueuePolicy", Naming::id).heeds("PolicyDocument", "Queues"),
              type("AWS::SecretsManager::Secret", Naming::secret)
                  .heeds("Name", "GenerateSecretString", "SecretString", "Description")
                  .ignores("KmsKeyId", "Tags"),
              type("AWS::IAM::Role", Naming::role)
                  .heeds("RoleName", "Policies", "ManagedPolicyArns", "AssumeRolePolicyDocument")
                  .ignores(
                      "Description", "Path", "Tags", "MaxSessionDuration", "PermissionsBoundary"),
              type("AWS::IAM::Policy", Naming.named("PolicyName"))
                  .heeds("PolicyDocument", "PolicyName", "Roles"),
              type("AWS::Logs::LogGroup", Naming::logGroup)
                  .heeds("LogGroupName")
                  .ignores("RetentionInDays", "Tags", "KmsKeyId", "LogGroupClass"),
              type("AWS::Scheduler::Schedule", Naming::schedule)
                  .heeds(
                      "Name",
                      "ScheduleExpression",
                      "ScheduleExpressionTimezone",
                      "FlexibleTimeWindow",
                      "State",
                      "Target")
                  .ignores("Description"),
              type("AWS::S3::Bucket", Naming::bucket)
                  .heeds("BucketName")
                  .ignores(
                      "PublicAccessBlockConfiguration",
                      "BucketEncryption",
                      "OwnershipControls",
                      "Tags",
                      "VersioningConfiguration",
                      "LifecycleConfiguration",
                      "LoggingConfiguration"),
              type("AWS::S3::BucketPolicy", Naming::id).ignores("Bucket", "PolicyDocument"),
              type("AWS::CloudFront::Distribution", Naming::distribution)
                  .heeds("DistributionConfig")
                  .ignores("Tags"),
              type("AWS::CloudFront::OriginAccessControl", Naming::id)
                  .ignores("OriginAccessControlConfig"),
              type("AWS::CloudFront::ResponseHeadersPolicy", Naming::id)
                  .heeds("ResponseHeadersPolicyConfig"),
              type("AWS::CloudFront::OriginRequestPolicy", Naming::id)
                  .ignores("OriginRequestPolicyConfig"),
              type("AWS::CloudFront::CachePolicy", Naming::id).ignores("CachePolicyConfig"),
              type("AWS::CDK::Metadata", Naming::id).ignores("Analytics"),
              type("AWS::CloudWatch::Alarm", Naming::alarm)
                  .ignores(
                      "AlarmName",
                      "AlarmDescription",
                      "ActionsEnabled",
                      "AlarmActions",
                      "OKActions",
                      "InsufficientDataActions",
                      "ComparisonOperator",
                      "EvaluationPeriods",
                      "DatapointsToAlarm",
                      "Dimensions",
                      "MetricName",
                      "Namespace",
                      "Metrics",
                      "Period",
                      "Statistic",
                      "ExtendedStatistic",
                      "Threshold",
                      "ThresholdMetricId",
                      "TreatMissingData",
                      "Unit",
                      "Tags"),
              type("Custom::CDKBucketDeployment", Naming::bucketDeployment)
                  .heeds(
                      "SourceBucketNames",
                      "SourceObjectKeys",
                      "SourceMarkers",
                      "DestinationBucketName",
                      "DestinationBucketKeyPrefix",
                      "Extract",
                      "Exclude",
                      "Include",
                      "SystemMetadata")
                  .ignores(
                      "ServiceToken",
                      "Prune",
                      "RetainOnDelete",
                      "DistributionId",
                      "DistributionPaths",
                      "OutputObjectKeys",
                      "SourceMarkersConfig",
                      "WaitForDistributionInvalidation",
                      "DestinationBucketArn"))
          .collect(
              Collectors.toMap(ResourceType::name, type -> type, (a, _) -> a, LinkedHashMap::new));

  static Optional<ResourceType> of(String name) {
    return Optional.ofNullable(KNOWN.get(name));
  }

  /// Names of all known types, for the message that refuses another.
  static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }

  /// Properties of a resource that this emulator neither heeds nor knows to be harmless.
  List<String> unknownAmong(Stream<String> properties) {
    return properties
        .filter(name -> !heeded.contains(name) && !harmless.contains(name))
        .sorted()
        .toList();
  }

  private static ResourceType type(String name, Naming naming) {
    return new ResourceType(name, naming, Set.of(), Set.of());
  }

  private ResourceType heeds(String... properties) {
    return new ResourceType(name, naming, Set.of(properties), harmless);
  }

  private ResourceType ignores(String... properties) {
    return new ResourceType(name, naming, heeded, Set.of(properties));
  }
}
