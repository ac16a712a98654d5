package app.firstbell.simulator.world;

import app.firstbell.simulator.world.Cloud.Kind;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/// SQS as functions see it.
final class SqsPort implements SqsClient {
  private final Cloud cloud;
  private final Sabotage sabotage;
  private final Map<String, Queue> queues = new HashMap<>();

  SqsPort(Cloud cloud, Sabotage sabotage) {
    this.cloud = cloud;
    this.sabotage = sabotage;
  }

  void serves(String url, Queue queue) {
    queues.put(url, queue);
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest given) {
    SendMessageRequest request = sabotage.of(given);
    Queue queue = queues.get(request.queueUrl());
    if (queue == null) {
      throw new IllegalStateException("no queue " + request.queueUrl());
    }
    Integer delay = request.delaySeconds();
    Runnable sending = () -> queue.send(request.messageBody(), delay == null ? 0 : delay);
    return sabotage
        .instead(request, sending)
        .orElseGet(() ->
            cloud.call(
                Kind.SEND,
                () -> "send " + request.messageBody(),
                () -> {
                  sending.run();
                  return SendMessageResponse.builder().messageId("sent").build();
                }));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
