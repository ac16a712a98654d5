package app.firstbell.notice;

/// Who carries mails away.
@FunctionalInterface
public interface Mailer {
  void send(Mail mail);
}
