package app.firstbell.functions.notice;

import app.firstbell.notice.Mail;
import app.firstbell.notice.Mailer;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.Content;

/// Mails by Amazon SES, version 1 of its API. SES builds the headers from separate fields, so that
/// no text can become a header.
final class SesMailer implements Mailer {
  private final SesClient ses;
  private final String from;

  SesMailer(SesClient ses, String from) {
    this.ses = ses;
    this.from = from;
  }

  @Override
  public void send(Mail mail) {
    ses.sendEmail(email ->
        email
            .source(from)
            .destination(to -> to.toAddresses(mail.to()))
            .message(message ->
                message
                    .subject(utf8(mail.subject()))
                    .body(body -> body.text(utf8(mail.text())).html(utf8(mail.html())))));
  }

  private static Content utf8(String text) {
    return Content.builder().charset("UTF-8").data(text).build();
  }
}
