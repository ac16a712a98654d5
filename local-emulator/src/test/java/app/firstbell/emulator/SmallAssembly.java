package app.firstbell.emulator;

import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A template in a few lines, for tests: physical names are the logical ones.
public final class SmallAssembly implements Assembly {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<Resource> resources = new ArrayList<>();

  /// @param properties JSON with single quotes
  public SmallAssembly with(
      String type, String logicalId, String ref, String arn, String properties) {
    try {
      resources.add(
          new Resource(
              "test", logicalId, type, JSON.readTree(properties.replace('\'', '"')), ref, arn));
      return this;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// A table with keys `pk` and `sk`, index `lists`, a stream, and time to live by `ttl`.
  public SmallAssembly table(String name) {
    return with(
        "AWS::DynamoDB::Table",
        name,
        name,
        "arn:aws:dynamodb:us-east-1:000000000000:table/" + name,
        """
        {'KeySchema': [{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],
         'AttributeDefinitions': [{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'S'},
           {'AttributeName':'list','AttributeType':'S'},{'AttributeName':'listAt','AttributeType':'N'}],
         'GlobalSecondaryIndexes': [{'IndexName':'lists','KeySchema':[{'AttributeName':'list','KeyType':'HASH'},
           {'AttributeName':'listAt','KeyType':'RANGE'}],'Projection':{'ProjectionType':'ALL'}}],
         'BillingMode':'PAY_PER_REQUEST','StreamSpecification':{'StreamViewType':'NEW_AND_OLD_IMAGES'},
         'TimeToLiveSpecification':{'AttributeName':'ttl','Enabled':true},
         'PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true},'DeletionProtectionEnabled':true}
        """);
  }

  public SmallAssembly queue(String name, String properties) {
    return with(
        "AWS::SQS::Queue",
        name,
        "http://127.0.0.1:8082/000000000000/" + name,
        "arn:aws:sqs:us-east-1:000000000000:" + name,
        properties);
  }

  /// A role with one policy of these statements.
  public SmallAssembly role(String name, String statements) {
    return with("AWS::IAM::Role", name, name, "arn:aws:iam::000000000000:role/" + name, "{}")
        .with(
            "AWS::IAM::Policy",
            name + "Policy",
            name + "Policy",
            name + "Policy",
            "{'PolicyDocument':{'Statement':[%s]},'Roles':['%s']}".formatted(statements, name));
  }

  public SmallAssembly function(String name, String role) {
    return with(
        "AWS::Lambda::Function",
        name,
        name,
        "arn:aws:lambda:us-east-1:000000000000:function:" + name,
        "{'Role':'arn:aws:iam::000000000000:role/%s','Timeout':10}".formatted(role));
  }

  public SmallAssembly mapping(String logicalId, String properties) {
    return with("AWS::Lambda::EventSourceMapping", logicalId, logicalId, logicalId, properties);
  }

  @Override
  public List<Resource> resources() {
    return resources;
  }

  @Override
  public Optional<Resource> find(String refOrArn) {
    return resources.stream()
        .filter(r -> r.ref().equals(refOrArn) || r.arn().equals(refOrArn))
        .findFirst();
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of();
  }

  @Override
  public Optional<Path> asset(String bucket, String key) {
    return Optional.empty();
  }
}
