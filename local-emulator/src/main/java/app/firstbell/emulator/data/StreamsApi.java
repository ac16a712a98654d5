package app.firstbell.emulator.data;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.template.Assembly;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsRequest;

/// DynamoDB Streams' API (`DynamoDBStreams_20120810`). The engine names its region `ddblocal`;
/// callers see the template's.
public final class StreamsApi {
  private static final String ENGINE = "arn:aws:dynamodb:ddblocal:";
  private static final String AWS = "arn:aws:dynamodb:" + Assembly.REGION + ":";

  private final TableEngine engine;
  private final Access access;

  StreamsApi(TableEngine engine, Access access) {
    this.engine = engine;
    this.access = access;
  }

  /// Answers one call; errors are the service's own.
  public AwsAnswer answer(String operation, Principal caller, byte[] body) {
    try {
      byte[] inner = text(body).replace(AWS, ENGINE).getBytes(StandardCharsets.UTF_8);
      SdkPojo response = perform(operation, caller, inner);
      return JsonProtocol.ok(
          text(SdkJson.write(response))
              .replace(ENGINE, AWS)
              .replace("\"awsRegion\":\"ddblocal\"", "\"awsRegion\":\"" + Assembly.REGION + "\"")
              .getBytes(StandardCharsets.UTF_8));
    } catch (SdkJson.Malformed e) {
      return JsonProtocol.error(
          400, "com.amazon.coral.service#SerializationException", String.valueOf(e.getMessage()));
    } catch (AwsFailure e) {
      return JsonProtocol.error(e.status(), "com.amazon.coral.service#" + e.code(), e.words());
    } catch (SdkException e) {
      return DynamoDbApi.refused(e);
    }
  }

  private SdkPojo perform(String operation, Principal caller, byte[] body) {
    var streams = engine.streams();
    return switch (operation) {
      case "ListStreams" -> {
        allow(caller, operation, () -> "*");
        yield streams.listStreams(
            SdkJson.read(body, ListStreamsRequest.builder(), ListStreamsRequest.class));
      }
      case "DescribeStream" -> {
        var q = SdkJson.read(body, DescribeStreamRequest.builder(), DescribeStreamRequest.class);
        allow(caller, operation, q::streamArn);
        yield streams.describeStream(q);
      }
      case "GetShardIterator" -> {
        var q =
            SdkJson.read(body, GetShardIteratorRequest.builder(), GetShardIteratorRequest.class);
        allow(caller, operation, q::streamArn);
        yield streams.getShardIterator(q);
      }
      // The iterator was given under the stream's own permission; AWS checks the stream again, it
      // is not readable here.
      case "GetRecords" ->
          streams.getRecords(
              SdkJson.read(body, GetRecordsRequest.builder(), GetRecordsRequest.class));
      default ->
          throw new AwsFailure(
              400, "UnknownOperationException", "DynamoDB Streams has no operation " + operation);
    };
  }

  private void allow(Principal caller, String action, Supplier<String> arn) {
    String resource = arn.get().replace(ENGINE, AWS);
    if (access.decide(caller, "dynamodb:" + action, resource)
        instanceof Access.Decision.Denied(String reason)) {
      throw new AwsFailure(400, "AccessDeniedException", reason);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
