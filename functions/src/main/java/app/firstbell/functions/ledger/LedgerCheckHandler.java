package app.firstbell.functions.ledger;

import app.firstbell.chat.ChatTable;
import app.firstbell.dynamo.Contention;
import app.firstbell.dynamo.Pause;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.use.LedgerVerification;
import app.firstbell.use.Metering;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The daily check: settles credits that were left behind, gives warnings that were lost, counts
/// chats whose record was given up, then looks through every organization's books. What differs
/// stands in the log and in the metric `LedgerDifferences`; whom it could not look after, in
/// `LedgerUnchecked`. Both alarm.
///
/// What was not done it does, as it would have been done. It repairs no number: what is wrong is
/// for people to look at.
public final class LedgerCheckHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final NightlyCheck check;

  public LedgerCheckHandler() {
    this(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.variable("CHATS_TABLE"),
        Environment.contention(),
        Metering.on(
            new ChatTable(
                Environment.dynamoDb(),
                Environment.variable("CHATS_TABLE"),
                Environment.contention()),
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.CLOCK),
        LedgerVerification.INDEX_LAG,
        Environment.CLOCK);
  }

  /// @param metering by which is counted what it gave up
  /// @param pause before organizations that differ are looked at again
  public LedgerCheckHandler(
      DynamoDbClient client,
      String accounts,
      String chats,
      Contention contention,
      Metering metering,
      Pause pause,
      InstantSource clock) {
    this.check = new NightlyCheck(client, accounts, chats, contention, metering, pause, clock);
  }

  /// @return how many organizations there are, how many differences in their books, how many of
  ///   them could not be looked after, and how many credits were settled, warnings given and chats
  ///   counted late
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return Telemetry.logged(context, "ledger-check", () -> check.run());
  }
}
