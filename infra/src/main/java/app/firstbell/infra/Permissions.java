package app.firstbell.infra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// What each function may do: this table, and nothing else. No `grant…` helper is used, since they
/// give more than a handler needs. A transaction needs the actions of its parts; there is no action
/// of its own.
///
/// Functions serve all tenants, so a statement cannot name one; it names the kinds of rows instead
/// ([Rows]), as docs/decisions/0013 says.
final class Permissions {

  /// ARNs of what functions work on.
  ///
  /// @param connections of the stage's connections without the verb, `{api}/{stage}`
  /// @param senders of the SES identities that may stand in a mail's From: the address, and its
  ///   domain
  record Resources(
      String chats,
      String chatsStream,
      String accounts,
      String accountsStream,
      String timers,
      String notices,
      String auditDead,
      String outboxDead,
      String meteringDead,
      String tokens,
      String edge,
      String connections,
      List<String> senders) {}

  private final Resources to;

  Permissions(Resources resources) {
    this.to = resources;
  }

  List<PolicyStatement> of(Handler handler) {
    var statements = new ArrayList<>(work(handler));
    if (handler.knowsTheTokensSecret()) {
      statements.add(allow(List.of("secretsmanager:GetSecretValue"), List.of(to.tokens)));
    }
    if (handler.countsByAddress()) {
      statements.add(allow(List.of("secretsmanager:GetSecretValue"), List.of(to.edge)));
    }
    return statements;
  }

  private List<PolicyStatement> work(Handler handler) {
    return switch (handler) {
      case AUTHORIZE -> List.of(chats(ChatRows.TICKETS, "DeleteItem"));
      case CONNECT ->
          List.of(
              chats(ChatRows.PARTIES, "PutItem", "Query", "DeleteItem"),
              // Whether what the ticket said a moment ago still holds.
              accounts(Rows.OWN, "GetItem"),
              accounts(Rows.SESSIONS, "GetItem"),
              // The agent's other computers, when the organization has one take over.
              connections("POST", "DELETE"));
      case DISCONNECT ->
          List.of(
              chats(ChatRows.PARTIES, "DeleteItem"),
              chats(ChatRows.ROOMS, "DeleteItem"),
              chats(ChatRows.CHATS, "UpdateItem"),
              send(to.timers),
              connections("POST"));
      case LEAD ->
          List.of(
              chats(ChatRows.CHATS, "GetItem", "Query", "PutItem", "UpdateItem"),
              chats(ChatRows.PARTIES, "GetItem", "PutItem", "UpdateItem"),
              rings(),
              chats(ChatRows.OPERATOR_RINGS, "PutItem"),
              chatsIndex("visits", ChatRows.VISITS),
              accounts(Rows.OWN, "GetItem"),
              // Whether there is a credit to ring operators for.
              accounts(Rows.BALANCES, "GetItem"),
              send(to.timers, to.notices),
              connections("POST", "DELETE"));
      case MESSAGE ->
          List.of(
              chats(ChatRows.CHATS, "Query", "PutItem", "UpdateItem"),
              // A post that meets 410 may find the last connection of a party gone: its grace
              // begins.
              send(to.timers),
              connections("POST", "DELETE"));
      case ACCEPT ->
          List.of(
              chats(ChatRows.CHATS, "GetItem", "Query", "PutItem", "UpdateItem"),
              chats(ChatRows.PARTIES, "UpdateItem"),
              rings(),
              // With the last credit gone a chat rings for operators no more.
              chats(ChatRows.OPERATOR_RINGS, "DeleteItem"),
              // An operator's accept reserves a credit in its own transaction.
              accounts(Rows.HOLDS, "PutItem"),
              accounts(Rows.BALANCES, "UpdateItem"),
              send(to.timers),
              connections("POST", "DELETE"));
      case SYNC ->
          List.of(
              chats(ChatRows.CHATS, "GetItem", "Query", "UpdateItem"),
              chats(ChatRows.PARTIES, "GetItem", "UpdateItem"),
              chats(ChatRows.OPERATOR_RINGS, "Query"),
              chatsIndex("lists", ChatRows.RINGING, ChatRows.MISSED, ChatRows.AGENTS),
              send(to.timers),
              connections("POST", "DELETE"));
      case PRESENCE ->
          List.of(
              chats(ChatRows.PARTIES, "GetItem", "UpdateItem"),
              chats(ChatRows.ROOMS, "PutItem", "DeleteItem"),
              connections("POST", "DELETE"));
      case SIGNAL ->
          List.of(chats(ChatRows.CHATS, "Query", "UpdateItem"), connections("POST", "DELETE"));
      case CLOSING ->
          List.of(
              chats(ChatRows.CHATS, "GetItem", "Query", "PutItem", "UpdateItem"),
              rings(),
              send(to.notices),
              connections("POST", "DELETE"));
      case FALLBACK -> List.of(connections("POST", "DELETE"));
      case SESSIONS ->
          gated(
              accounts(
                  Rows.OWN, "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
              accounts(Rows.SESSIONS, "Query", "PutItem", "UpdateItem", "DeleteItem"),
              accounts(Rows.LINKS, "GetItem", "Query", "PutItem", "DeleteItem"),
              accounts(
                  Rows.LOGINS,
                  "GetItem",
                  "PutItem",
                  "UpdateItem",
                  "DeleteItem",
                  "ConditionCheckItem"),
              accounts(Rows.THROTTLE, "GetItem", "UpdateItem", "DeleteItem"),
              // A newcomer's organization enters the platform's directory, with its accounts.
              accounts(Set.of(Rows.DIRECTORY, Rows.WORDS, Rows.BALANCES), "PutItem"));
      case ORGANIZATIONS ->
          gated(
              accounts(
                  Rows.OWN, "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
              accounts(
                  Set.of(Rows.DIRECTORY, Rows.WORDS),
                  "GetItem",
                  "Query",
                  "PutItem",
                  "UpdateItem",
                  "DeleteItem"),
              accounts(Rows.USE, "BatchGetItem"),
              accounts(Rows.BALANCES, "GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"),
              // The invitation of an owner; and the sessions and keys of an organization that is
              // deleted.
              accounts(Rows.LINKS, "PutItem"),
              accounts(Rows.LOGINS, "GetItem", "DeleteItem"),
              accounts(Rows.SESSIONS, "Query", "UpdateItem", "DeleteItem"));
      case MEMBERS ->
          gated(
              accounts(
                  Rows.OWN, "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"),
              accounts(Rows.LINKS, "GetItem", "Query", "PutItem", "DeleteItem"),
              accounts(Rows.LOGINS, "GetItem", "DeleteItem"),
              accounts(Rows.SESSIONS, "Query", "DeleteItem"),
              accounts(Rows.PHOTOS, "DeleteItem"));
      case ROOMS ->
          gated(
              accounts(
                  Rows.OWN, "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"));
      case PROFILES ->
          gated(
              accounts(Rows.OWN, "Query", "UpdateItem", "ConditionCheckItem"),
              accounts(Rows.PHOTOS, "GetItem", "PutItem", "DeleteItem"));
      case PHOTOS -> List.of(accounts(Rows.PHOTOS, "GetItem"));
      case KEYS ->
          gated(
              accounts(Rows.OWN, "ConditionCheckItem"),
              accounts(Rows.KEYS, "Query", "PutItem", "DeleteItem"));
      case SUPPORT ->
          gated(
              accounts(Rows.OWN, "Query", "ConditionCheckItem"),
              accounts(Rows.SESSIONS, "PutItem", "UpdateItem"));
      case AUDIT_LOG -> gated(accounts(Rows.AUDIT, "GetItem", "Query"));
      case LEDGER ->
          gated(
              accounts(Rows.BALANCES, "GetItem", "Query", "UpdateItem"),
              accounts(Rows.LEDGER, "GetItem", "PutItem"),
              accounts(Rows.ENTRIES, "Query", "PutItem"),
              // With the receipt of an order, its state is reversed.
              accounts(Rows.PURCHASES, "Query", "UpdateItem"));
      case PURCHASES ->
          gated(
              accounts(Rows.OWN, "UpdateItem"),
              accounts(Rows.PURCHASES, "GetItem", "Query", "PutItem", "UpdateItem"),
              // The mail that says how to pay, with its link.
              accounts(Rows.LINKS, "PutItem"),
              accounts(Rows.BALANCES, "GetItem", "Query", "UpdateItem"),
              accounts(Rows.LEDGER, "GetItem", "PutItem"),
              accounts(Rows.ENTRIES, "PutItem"));
      case USE ->
          gated(
              accounts(Rows.OWN, "Query"),
              accounts(Rows.USE, "BatchGetItem", "Query"),
              accounts(Rows.BALANCES, "GetItem"));
      case RENEWALS ->
          gated(
              accounts(Rows.LINKS, "GetItem", "PutItem"),
              accounts(Rows.BALANCES, "GetItem"),
              // A link may order, and never spend.
              accounts(Rows.PURCHASES, "GetItem", "Query", "PutItem"));
      case TICKETS -> gated(chats(ChatRows.TICKETS, "PutItem"), accounts(Rows.OWN, "Query"));
      case VISITORS ->
          List.of(
              chats(ChatRows.ROOMS, "Query"),
              accounts(Rows.OWN, "GetItem", "Query"),
              accounts(Rows.VISITORS, "GetItem", "PutItem"),
              // Whether there is a credit for which operators would ring.
              accounts(Rows.BALANCES, "GetItem"));
      case AUDIT ->
          List.of(
              readStream(to.chatsStream),
              readStream(to.accountsStream),
              accounts(
                  Rows.AUDIT, "GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              send(to.auditDead));
      case OUTBOX ->
          List.of(
              readStream(to.accountsStream),
              send(to.notices, to.outboxDead),
              // The addresses of a deleted organization's members are given free.
              accounts(Rows.OWN, "Query"),
              accounts(Rows.LOGINS, "DeleteItem"),
              // Only who needs credits is warned of them.
              accounts(Rows.OWN, "GetItem"),
              // A warning is given while what it warns of is still so.
              accounts(Rows.BALANCES, "ConditionCheckItem"),
              accounts(Set.of(Rows.NOTICES, Rows.LINKS), "PutItem"),
              chats(ChatRows.PARTIES, "Query"),
              chatsIndex("lists", ChatRows.CONNECTIONS, ChatRows.VISITORS_CONNECTIONS),
              connections("POST", "DELETE"));
      case METERING ->
          List.of(
              readStream(to.chatsStream),
              send(to.meteringDead),
              chats(ChatRows.CHATS, "GetItem", "BatchGetItem", "Query"),
              // The month whose chats are used up.
              accounts(Rows.OWN, "GetItem", "UpdateItem"),
              accounts(Rows.USE, "GetItem", "UpdateItem"),
              settle(),
              accounts(Set.of(Rows.LEDGER, Rows.ENTRIES), "PutItem"),
              accounts(Set.of(Rows.NOTICES, Rows.LINKS), "PutItem"));
      case LEDGER_CHECK ->
          List.of(
              accounts(Rows.DIRECTORY, "Query"),
              accounts(Rows.OWN, "GetItem"),
              accounts(
                  Set.of(
                      Rows.BALANCES,
                      Rows.LEDGER,
                      Rows.ENTRIES,
                      Rows.HOLDS,
                      Rows.PURCHASES,
                      Rows.USE),
                  "Query"),
              // Every chat there is, once a day.
              allow(List.of("dynamodb:Scan"), List.of(to.chats + "/index/lists")),
              // Chats whose record was given up are metered as they would have been.
              chats(ChatRows.CHATS, "GetItem", "BatchGetItem", "Query"),
              accounts(Rows.OWN, "UpdateItem"),
              accounts(Rows.USE, "GetItem", "UpdateItem"),
              settle(),
              accounts(Set.of(Rows.LEDGER, Rows.ENTRIES), "PutItem"),
              // Warnings whose record was given up, or that nobody could be mailed.
              accounts(Rows.BALANCES, "ConditionCheckItem"),
              accounts(Set.of(Rows.NOTICES, Rows.LINKS), "PutItem"));
      case TIMERS ->
          List.of(
              consume(to.timers),
              // A message that comes before it is due is sent again with the rest of its delay.
              send(to.timers),
              chats(ChatRows.CHATS, "Query", "PutItem", "UpdateItem"),
              rings(),
              connections("POST"));
      case NOTICES ->
          List.of(
              consume(to.notices),
              chats(ChatRows.CHATS, "GetItem", "Query"),
              accounts(Rows.OWN, "GetItem", "Query"),
              accounts(Rows.NOTICES, "GetItem", "Query", "PutItem", "UpdateItem"),
              accounts(Rows.LINKS, "GetItem"),
              // Whoever signs up with a known address is mailed other words.
              accounts(Rows.LOGINS, "GetItem"),
              mail());
      case PROVISION ->
          List.of(
              accounts(Rows.OWN, "GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              accounts(Rows.LOGINS, "GetItem", "PutItem"),
              accounts(Rows.LINKS, "Query", "PutItem", "DeleteItem"),
              accounts(Set.of(Rows.DIRECTORY, Rows.WORDS), "PutItem", "DeleteItem"),
              accounts(Rows.BALANCES, "GetItem", "Query", "PutItem", "UpdateItem"),
              accounts(Rows.LEDGER, "GetItem", "PutItem"),
              accounts(Set.of(Rows.ENTRIES, Rows.ACTS), "PutItem"));
    };
  }

  /// Every function behind the gate: it reads who calls and whom the call is about, counts the
  /// call, and where something changes, leaves an act and the answer to a repeat.
  private List<PolicyStatement> gated(PolicyStatement... more) {
    return Stream.concat(
            Stream.of(
                accounts(Set.of(Rows.OWN), "GetItem"),
                // A batch is judged by all its keys together.
                accounts(Set.of(Rows.OWN, Rows.SESSIONS, Rows.KEYS, Rows.VISITORS), "BatchGetItem"),
                accounts(Set.of(Rows.SESSIONS, Rows.KEYS), "GetItem", "UpdateItem"),
                rateLimit(),
                accounts(Rows.IDEMPOTENCY, "GetItem", "PutItem"),
                accounts(Rows.ACTS, "PutItem")),
            Stream.of(more))
        .toList();
  }

  /// A credit that was reserved is used or given back.
  private PolicyStatement settle() {
    return accounts(Set.of(Rows.HOLDS, Rows.BALANCES), "GetItem", "UpdateItem");
  }

  private PolicyStatement rateLimit() {
    return accounts(Rows.RATE, "UpdateItem");
  }

  /// Every function writes its own log and no other.
  static PolicyStatement log(String logGroupArn) {
    return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logGroupArn));
  }

  private PolicyStatement chats(ChatRows rows, String... actions) {
    PolicyStatement statement = allow(prefixed("dynamodb:", actions), List.of(to.chats));
    statement.addConditions(ChatRows.only(rows));
    return statement;
  }

  /// Whoever tells the consoles of a room; one that is gone rings no more.
  private PolicyStatement rings() {
    return chats(ChatRows.ROOMS, "Query", "UpdateItem");
  }

  private PolicyStatement chatsIndex(String index, ChatRows... lists) {
    PolicyStatement statement =
        allow(List.of("dynamodb:Query"), List.of(to.chats + "/index/" + index));
    statement.addConditions(ChatRows.only(lists));
    return statement;
  }

  private PolicyStatement accounts(Rows rows, String... actions) {
    return accounts(Set.of(rows), actions);
  }

  /// Each part of a transaction is judged for itself; only a batch may mix kinds of rows.
  private PolicyStatement accounts(Set<Rows> rows, String... actions) {
    return only(rows, allow(prefixed("dynamodb:", actions), List.of(to.accounts)));
  }

  private static PolicyStatement only(Set<Rows> rows, PolicyStatement statement) {
    statement.addConditions(Rows.only(rows));
    return statement;
  }

  private static PolicyStatement readStream(String stream) {
    return allow(
        prefixed("dynamodb:", "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"),
        List.of(stream));
  }

  private static PolicyStatement send(String... queues) {
    return allow(List.of("sqs:SendMessage"), List.of(queues));
  }

  private static PolicyStatement consume(String queue) {
    return allow(
        prefixed("sqs:", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"), List.of(queue));
  }

  /// A connection's id is only known when it is used, hence the one wildcard at the end.
  private PolicyStatement connections(String... verbs) {
    return allow(
        List.of("execute-api:ManageConnections"),
        Arrays.stream(verbs).map(verb -> to.connections + "/" + verb + "/@connections/*").toList());
  }

  private PolicyStatement mail() {
    return allow(List.of("ses:SendEmail"), to.senders);
  }

  private static List<String> prefixed(String service, String... actions) {
    return Arrays.stream(actions).map(action -> service + action).toList();
  }

  private static PolicyStatement allow(List<String> actions, List<String> resources) {
    var statement = new PolicyStatement();
    statement.addActions(actions.toArray(String[]::new));
    statement.addResources(resources.toArray(String[]::new));
    return statement;
  }
}
