package app.firstbell.timer;

import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Timers as delayed messages of an SQS queue: nothing polls, and an idle chat costs nothing.
public final class SqsTimers implements Timers {
  private static final long LONGEST_DELAY_SECONDS = 900;
  private final SqsClient sqs;
  private final String queueUrl;
  private final InstantSource clock;

  public SqsTimers(SqsClient sqs, String queueUrl, InstantSource clock) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.clock = clock;
  }

  @Override
  public void set(Timer timer) {
    // Rounded up, so that a timer does not come a part of a second early and go round again.
    long millis = Math.max(0, Duration.between(clock.instant(), timer.due()).toMillis());
    long seconds = Math.min(LONGEST_DELAY_SECONDS, (millis + 999) / 1000);
    sqs.sendMessage(message ->
        message.queueUrl(queueUrl).messageBody(TimerText.write(timer)).delaySeconds((int) seconds));
  }
}
