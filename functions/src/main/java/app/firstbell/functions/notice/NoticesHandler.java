package app.firstbell.functions.notice;

import app.firstbell.agent.MemberStore;
import app.firstbell.chat.ChatLog;
import app.firstbell.chat.ChatTable;
import app.firstbell.chat.StageStore;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Links;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.notice.LinkMails;
import app.firstbell.notice.Notice;
import app.firstbell.notice.NoticeStore;
import app.firstbell.notice.NoticeText;
import app.firstbell.organization.OrganizationStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Mails what the queue brings. A message that fails comes again; what was mailed is not mailed
/// again.
public final class NoticesHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(NoticesHandler.class);
  private final Mailing mailing;

  public NoticesHandler() {
    this(mailing(Environment.dynamoDb()));
  }

  public NoticesHandler(Mailing mailing) {
    this.mailing = mailing;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      Telemetry.logged(
          context,
          message.getMessageId(),
          () -> {
            try {
              Notice notice = NoticeText.read(message.getBody());
              TenantScope.of(notice.tenant(), Proof.RECORD, () -> mailing.mail(notice));
            } catch (RuntimeException failure) {
              LOG.error("A notice failed: {}", Telemetry.trace(failure));
              failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
            return failures;
          });
    }
    return new SQSBatchResponse(failures);
  }

  private static Mailing mailing(DynamoDbClient client) {
    String accounts = Environment.variable("ACCOUNTS_TABLE");
    ChatTable chats =
        new ChatTable(client, Environment.variable("CHATS_TABLE"), Environment.contention());
    return new Mailing(
        new StageStore(chats),
        new ChatLog(chats),
        new OrganizationStore(client, accounts),
        new MemberStore(client, accounts),
        new Links(client, accounts, Environment.tokenKeys(), Ids.secure()),
        new LinkMails(Environment.variable("APP_ORIGIN")),
        new NoticeStore(client, accounts),
        new SesMailer(Environment.ses(), Environment.variable("MAIL_FROM")),
        Environment.CLOCK);
  }
}
