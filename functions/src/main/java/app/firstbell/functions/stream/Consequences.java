package app.firstbell.functions.stream;

import app.firstbell.credit.CreditWarnings;
import app.firstbell.notice.Notice;
import app.firstbell.notice.Notices;

/// What follows from a change of the accounts; each may follow twice, and is then done once.
record Consequences(
    Notices notices, Revocations revocations, Addresses addresses, CreditWarnings warnings) {
  void follow(Outgoing change) {
    switch (change) {
      case Outgoing.Mail mail -> notices.send(new Notice.Link(mail.tenant(), mail.link()));
      case Outgoing.Close close -> revocations.close(close);
      case Outgoing.Warn warn -> warnings.give(warn.balance(), warn.warning());
      case Outgoing.Farewell farewell -> {
        revocations.close(farewell.close());
        addresses.free(farewell.close().tenant());
      }
    }
  }
}
