package app.firstbell.functions.websocket;

import app.firstbell.dynamo.Pause;
import app.firstbell.presence.ConnectionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/// Posts by API Gateway's `@connections`. 410 means that the connection is gone; 429 (too many
/// calls, or a client that reads slowly), 5xx and a broken call are tried three times with jitter,
/// for the SDK retries none of them.
public final class ManagementWire implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementWire.class);
  private static final int TRIES = 3;
  private static final int GONE = 410;
  private static final int THROTTLED = 429;
  private final ApiGatewayManagementApiClient client;
  private final Pause pause;

  public ManagementWire(ApiGatewayManagementApiClient client, Pause pause) {
    this.client = client;
    this.pause = pause;
  }

  @Override
  public Delivery post(ConnectionId to, String frame) {
    SdkBytes data = SdkBytes.fromUtf8String(frame);
    return trying(() -> client.postToConnection(post -> post.connectionId(to.value()).data(data)));
  }

  @Override
  public Delivery close(ConnectionId connection) {
    return trying(() -> client.deleteConnection(delete -> delete.connectionId(connection.value())));
  }

  private Delivery trying(Runnable call) {
    for (int attempt = 1; ; attempt++) {
      try {
        call.run();
        return Delivery.SENT;
      } catch (SdkException failure) {
        // The bodies of 410 are empty, so the status is what counts, not the exception's class.
        if (failure instanceof SdkServiceException answer && answer.statusCode() == GONE) {
          return Delivery.GONE;
        }
        if (attempt == TRIES || !isWorthATry(failure)) {
          LOG.warn(
              "A connection could not be reached after {} tries: {}", attempt, reason(failure));
          return Delivery.FAILED;
        }
        pause.before(attempt);
      }
    }
  }

  private static boolean isWorthATry(SdkException failure) {
    return switch (failure) {
      case SdkServiceException answer ->
          answer.statusCode() == THROTTLED || answer.statusCode() >= 500;
      case SdkClientException _ -> true;
      default -> false;
    };
  }

  private static String reason(SdkException failure) {
    return failure instanceof SdkServiceException answer
        ? "status " + answer.statusCode()
        : failure.getClass().getSimpleName();
  }
}
