package app.firstbell.functions.stream;

import app.firstbell.agent.Member;
import app.firstbell.agent.MemberStore;
import app.firstbell.functions.Environment;
import app.firstbell.organization.TenantId;
import app.firstbell.transaction.Outcome;
import app.firstbell.transaction.Transaction;
import app.firstbell.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Gives the e-mail addresses free of an organization that is no more, so that its people can sign
/// up elsewhere. The deletion itself frees as many as fit into its transaction; here are all the
/// others, however often the work breaks off.
public final class Addresses {
  /// DynamoDB takes at most 100 writes in one transaction.
  private static final int AT_ONCE = 100;

  private final MemberStore members;
  private final Transactions transactions;

  public Addresses(MemberStore members, Transactions transactions) {
    this.members = members;
    this.transactions = transactions;
  }

  static Addresses ofEnvironment() {
    String table = Environment.variable("ACCOUNTS_TABLE");
    return new Addresses(
        new MemberStore(Environment.dynamoDb(), table),
        new Transactions(Environment.dynamoDb(), table, Environment.contention()));
  }

  /// A repeat finds them free, or somebody else's by now, and changes nothing.
  void free(TenantId tenant) {
    List<TransactWriteItem> releases =
        members.allNow(tenant).stream()
            .filter(member -> member.passwordHash() != null)
            .map(member -> members.releasing(login(tenant, member)))
            .toList();
    for (int i = 0; i < releases.size(); i += AT_ONCE) {
      release(new ArrayList<>(releases.subList(i, Math.min(releases.size(), i + AT_ONCE))));
    }
  }

  /// One that is somebody else's must not keep back the others.
  private void release(List<TransactWriteItem> some) {
    while (!some.isEmpty()
        && transactions.commit(Transaction.untold(some)) instanceof Outcome.Refused refused) {
      some.remove(refused.index());
    }
  }

  private static MemberStore.Login login(TenantId tenant, Member member) {
    return new MemberStore.Login(member.email(), tenant, member.id());
  }
}
