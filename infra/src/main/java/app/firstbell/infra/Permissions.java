package app.firstbell.infra;

import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// What each function may do: this table, and nothing else. No `grant…` helper is used, since they
/// give more than a handler needs. A transaction needs the actions of its parts; there is no action
/// of its own.
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
      String timers,
      String notices,
      String auditDead,
      String connections,
      List<String> senders) {}

  private final Resources to;

  Permissions(Resources resources) {
    this.to = resources;
  }

  List<PolicyStatement> of(Handler handler) {
    return switch (handler) {
      case AUTHORIZE -> List.of(chats("DeleteItem"));
      case CONNECT -> List.of(chats("PutItem"));
      case DISCONNECT ->
          List.of(
              chats("GetItem", "Query", "UpdateItem", "DeleteItem"),
              chatsIndex("lists"),
              send(to.timers),
              connections("POST"));
      case LEAD ->
          List.of(
              chats("GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              chatsIndex("lists", "visits"),
              accounts("GetItem"),
              send(to.timers, to.notices),
              connections("POST"));
      case MESSAGE ->
          List.of(
              chats("GetItem", "Query", "PutItem", "UpdateItem"),
              // A post that meets 410 may find the last connection of a party gone: its grace
              // begins.
              send(to.timers),
              connections("POST", "DELETE"));
      case ACCEPT ->
          List.of(
              chats("GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              accounts("GetItem"),
              send(to.timers),
              connections("POST"));
      case SYNC ->
          List.of(
              chats("GetItem", "Query", "UpdateItem"),
              chatsIndex("lists", "visits"),
              send(to.timers),
              connections("POST"));
      case PRESENCE ->
          List.of(chats("PutItem", "DeleteItem", "UpdateItem", "Query"), connections("POST"));
      case SIGNAL -> List.of(chats("GetItem", "Query", "UpdateItem"), connections("POST"));
      case CLOSING ->
          List.of(
              chats("GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              send(to.notices),
              connections("POST"));
      case FALLBACK -> List.of(connections("POST", "DELETE"));
      case SESSIONS -> List.of(accounts("GetItem", "PutItem", "DeleteItem", "UpdateItem"));
      case TICKETS -> List.of(chats("PutItem"), accounts("GetItem"));
      case VISITORS -> List.of(chats("Query"), accounts("GetItem", "PutItem"));
      case AUDIT -> List.of(readStream(), accounts("PutItem"), send(to.auditDead));
      case TIMERS ->
          List.of(
              consume(to.timers),
              // A message that comes before it is due is sent again with the rest of its delay.
              send(to.timers, to.notices),
              chats("GetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"),
              accounts("GetItem"),
              connections("POST"));
      case NOTICES ->
          List.of(
              consume(to.notices),
              chats("GetItem", "Query", "PutItem"),
              accounts("GetItem", "Query", "PutItem"),
              mail());
      case PROVISION -> List.of(accounts("PutItem", "GetItem", "UpdateItem"));
    };
  }

  /// Every function writes its own log and no other.
  static PolicyStatement log(String logGroupArn) {
    return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logGroupArn));
  }

  private PolicyStatement chats(String... actions) {
    return allow(prefixed("dynamodb:", actions), List.of(to.chats));
  }

  private PolicyStatement chatsIndex(String... indexes) {
    return allow(
        List.of("dynamodb:Query"),
        Arrays.stream(indexes).map(index -> to.chats + "/index/" + index).toList());
  }

  private PolicyStatement accounts(String... actions) {
    return allow(prefixed("dynamodb:", actions), List.of(to.accounts));
  }

  private PolicyStatement readStream() {
    return allow(
        prefixed("dynamodb:", "DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"),
        List.of(to.chatsStream));
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
