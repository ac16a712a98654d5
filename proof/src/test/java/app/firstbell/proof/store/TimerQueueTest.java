package app.firstbell.proof.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.identity.Party;
import app.firstbell.notice.Notice;
import app.firstbell.notice.NoticeText;
import app.firstbell.notice.SqsNotices;
import app.firstbell.proof.engine.Await;
import app.firstbell.proof.engine.Engine;
import app.firstbell.proof.engine.OnEngine;
import app.firstbell.timer.SqsTimers;
import app.firstbell.timer.Timer;
import app.firstbell.timer.TimerText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

@OnEngine
class TimerQueueTest {
  private final Shop shop;

  TimerQueueTest(Engine engine) {
    shop = Shop.on(engine);
  }

  @Test
  void aTimerComesBackAsItWasSetAndNotBeforeItsTime() {
    String queue = shop.engine().queue("Timers").toString();
    SqsTimers timers = new SqsTimers(shop.engine().sqs(), queue, () -> Shop.NOW);
    Timer ring = new Timer.RingTimeout(shop.tenant(), shop.chat("c1"), Shop.NOW);
    Timer grace =
        new Timer.Grace(shop.tenant(), shop.chat("c1"), Party.AGENT, 3, Shop.NOW.plusMillis(1_500));
    Timer far =
        new Timer.RingTimeout(shop.tenant(), shop.chat("c2"), Shop.NOW.plus(Duration.ofHours(3)));
    timers.set(far);
    timers.set(grace);
    timers.set(ring);
    List<Timer> come = received(queue, 2, TimerText::read);
    assertEquals(List.of(ring, grace), come, "the one without a delay comes first");
  }

  @Test
  void aNoticeComesBackAsItWasSent() {
    String queue = shop.engine().queue("Notices").toString();
    SqsNotices notices = new SqsNotices(shop.engine().sqs(), queue);
    Notice notice = new Notice.Transcript(shop.tenant(), shop.chat("c1"), "jo@mail.example", 2);
    notices.send(notice);
    assertEquals(List.of(notice), received(queue, 1, NoticeText::read));
  }

  /// Messages of this shop; those of other tests go back by themselves.
  private <T> List<T> received(String queue, int count, Function<String, T> read) {
    List<T> all = new ArrayList<>();
    assertTrue(
        Await.within(
            Duration.ofSeconds(20),
            () -> {
              for (Message message : receive(queue)) {
                if (message.body().contains(shop.tenant().value())) {
                  all.add(read.apply(message.body()));
                  shop.engine()
                      .sqs()
                      .deleteMessage(
                          delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
                }
              }
              return all.size() >= count;
            }),
        "expected " + count + " messages, got " + all);
    return all;
  }

  private List<Message> receive(String queue) {
    return shop.engine()
        .sqs()
        .receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages();
  }
}
