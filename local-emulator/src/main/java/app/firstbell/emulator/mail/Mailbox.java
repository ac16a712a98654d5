package app.firstbell.emulator.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every mail that was sent, newest first. Nothing leaves this machine. Thread safe.
public final class Mailbox {
  private static final int KEPT = 1_000;

  private final List<Mail> mails = new ArrayList<>();

  synchronized void add(Mail mail) {
    mails.addFirst(mail);
    if (mails.size() > KEPT) {
      mails.removeLast();
    }
  }

  public synchronized List<Mail> list() {
    return List.copyOf(mails);
  }

  public synchronized Optional<Mail> find(String messageId) {
    return mails.stream().filter(m -> m.messageId().equals(messageId)).findFirst();
  }

  public synchronized void clear() {
    mails.clear();
  }
}
