package app.firstbell.notice;

import software.amazon.awssdk.services.sqs.SqsClient;

/// Notices as messages of an SQS queue.
public final class SqsNotices implements Notices {
  private final SqsClient sqs;
  private final String queueUrl;

  public SqsNotices(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  @Override
  public void send(Notice notice) {
    sqs.sendMessage(message -> message.queueUrl(queueUrl).messageBody(NoticeText.write(notice)));
  }
}
