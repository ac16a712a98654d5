package app.firstbell.functions.ledger;

import app.firstbell.dynamo.Contention;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The daily check: settles credits that were left behind, then looks through every organization's
/// books. What differs stands in the log and in the metric `LedgerDifferences`, which alarms.
///
/// It repairs no number: what is wrong is for people to look at.
public final class LedgerCheckHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final NightlyCheck check;
  private final InstantSource clock;

  public LedgerCheckHandler() {
    this(
        Environment.dynamoDb(),
        Environment.variable("ACCOUNTS_TABLE"),
        Environment.variable("CHATS_TABLE"),
        Environment.contention(),
        Environment.CLOCK);
  }

  public LedgerCheckHandler(
      DynamoDbClient client,
      String accounts,
      String chats,
      Contention contention,
      InstantSource clock) {
    this.check = new NightlyCheck(client, accounts, chats, contention);
    this.clock = clock;
  }

  /// @return how many organizations were looked at, how many differences there are, how many
  ///   credits were settled, and how many organizations could not be looked at
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    return Telemetry.logged(context, "ledger-check", () -> check.run(clock.instant()));
  }
}
