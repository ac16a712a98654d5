package app.firstbell.identity;

import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Sessions that end with something: a member who is put out, a password that is another now. A
/// transaction takes some of them; of somebody who is signed in at more places than that the rest
/// ends right behind it.
///
/// A function may die in between, and nothing that is left may open anything then. Who is put out
/// is refused with whatever session they have, so the rest ends after the transaction, and what is
/// left of it before they come in again. A password keeps nobody out, so the rest ends before it
/// changes.
///
/// @param sessions all that are to end; each may have ended meanwhile
public record EndingSessions(SessionStore store, List<Session> sessions) {
  /// What beside other writes fits into a transaction, which has 100.
  static final int AT_ONCE = 80;

  public EndingSessions {
    sessions = List.copyOf(sessions);
  }

  /// Those that end in the transaction itself.
  public List<TransactWriteItem> atOnce() {
    return sessions.stream().limit(AT_ONCE).map(store::forgetting).toList();
  }

  /// Ends those that [#atOnce] leaves. A repeat changes nothing.
  public void rest(Transactions transactions) {
    end(transactions, AT_ONCE);
  }

  /// Ends all of them, without another transaction that they belong to.
  public void end(Transactions transactions) {
    end(transactions, 0);
  }

  private void end(Transactions transactions, int from) {
    for (int i = from; i < sessions.size(); i += AT_ONCE) {
      List<Session> some = sessions.subList(i, Math.min(sessions.size(), i + AT_ONCE));
      transactions.commit(Transaction.untold(some.stream().map(store::forgetting).toList()));
    }
  }
}
