package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {
  private static final SynthesizedTemplates DEV = SynthesizedTemplates.dev();

  /// The ends of the only resources that may hold a wildcard, and why each does.
  private static final List<Pattern> WILDCARDS =
      List.of(
          // A connection's id is known only when it is used; stage and verb are named.
          Pattern.compile(".*:\\$\\{WebSocketApi}/ws/(POST|DELETE)/@connections/\\*"),
          // Files of the two sites, which change with each build.
          Pattern.compile("\\$\\{(AppFiles|ShopFiles)\\.Arn}/\\*"),
          // Built files on their way into the sites; their names are hashes.
          Pattern.compile("arn:\\$\\{AWS::Partition}:s3:::cdk-hnb659fds-assets-.*/\\*"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Authorize     | chats[*#ticket] DeleteItem
          Connect       | chats[*#party#*] DeleteItem PutItem Query; accounts[~*#*] GetItem; accounts[*#session] GetItem; connections POST; connections DELETE
          Disconnect    | chats[*#party#*] DeleteItem; chats[*#room#*] DeleteItem; chats[*#chat#*] UpdateItem; timers SendMessage; connections POST
          Lead          | chats[*#chat#*] GetItem PutItem Query UpdateItem; chats[*#party#*] GetItem PutItem UpdateItem; chats[*#room#*] Query UpdateItem; chats[*#operator-rings] PutItem; visits[*#visitor#*] Query; accounts[~*#*] GetItem; accounts[*#balance] GetItem; timers SendMessage; notices SendMessage; connections POST; connections DELETE
          Message       | chats[*#chat#*] PutItem Query UpdateItem; timers SendMessage; connections POST; connections DELETE
          Accept        | chats[*#chat#*] GetItem PutItem Query UpdateItem; chats[*#party#*] UpdateItem; chats[*#room#*] Query UpdateItem; chats[*#operator-rings] DeleteItem; accounts[*#hold] PutItem; accounts[*#balance] UpdateItem; timers SendMessage; connections POST; connections DELETE
          Sync          | chats[*#chat#*] GetItem Query UpdateItem; chats[*#party#*] GetItem UpdateItem; chats[*#operator-rings] Query; lists[*#agent#*,*#missed,*#ringing] Query; timers SendMessage; connections POST; connections DELETE
          Presence      | chats[*#party#*] GetItem UpdateItem; chats[*#room#*] DeleteItem PutItem; connections POST; connections DELETE
          Signal        | chats[*#chat#*] Query UpdateItem; connections POST; connections DELETE
          Closing       | chats[*#chat#*] GetItem PutItem Query UpdateItem; chats[*#room#*] Query UpdateItem; notices SendMessage; connections POST; connections DELETE
          Fallback      | connections POST; connections DELETE
          Sessions      | gate; accounts[~*#*] ConditionCheckItem DeleteItem PutItem Query UpdateItem; accounts[*#session] DeleteItem PutItem Query UpdateItem; accounts[*#link] DeleteItem GetItem PutItem Query; accounts[platform#login] ConditionCheckItem DeleteItem GetItem PutItem UpdateItem; accounts[platform#throttle] DeleteItem GetItem UpdateItem; accounts[*#balance,*#orgs,*#words] PutItem; edge GetSecretValue
          Organizations | gate; accounts[~*#*] ConditionCheckItem DeleteItem PutItem Query UpdateItem; accounts[*#orgs,*#words] DeleteItem GetItem PutItem Query UpdateItem; accounts[*#use] BatchGetItem; accounts[*#balance] BatchGetItem GetItem PutItem Query UpdateItem; accounts[*#link] PutItem; accounts[platform#login] DeleteItem GetItem; accounts[*#session] DeleteItem Query UpdateItem
          Members       | gate; accounts[~*#*] ConditionCheckItem DeleteItem PutItem Query UpdateItem; accounts[*#link] DeleteItem GetItem PutItem Query; accounts[platform#login] DeleteItem GetItem; accounts[*#session] DeleteItem Query; accounts[*#photo] DeleteItem
          Rooms         | gate; accounts[~*#*] ConditionCheckItem DeleteItem PutItem Query UpdateItem
          Profiles      | gate; accounts[~*#*] ConditionCheckItem Query UpdateItem; accounts[*#photo] DeleteItem GetItem PutItem
          Photos        | accounts[*#photo] GetItem
          Keys          | gate; accounts[~*#*] ConditionCheckItem; accounts[*#key] DeleteItem PutItem Query
          Support       | gate; accounts[~*#*] ConditionCheckItem Query; accounts[*#session] PutItem UpdateItem
          AuditTrail    | gate; accounts[*#audit] GetItem Query
          Ledger        | gate; accounts[*#balance] GetItem Query UpdateItem; accounts[*#ledger] GetItem PutItem; accounts[*#entries] PutItem Query; accounts[*#purchase] Query UpdateItem
          Purchases     | gate; accounts[~*#*] UpdateItem; accounts[*#purchase] GetItem PutItem Query UpdateItem; accounts[*#link] PutItem; accounts[*#balance] GetItem Query UpdateItem; accounts[*#ledger] GetItem PutItem; accounts[*#entries] PutItem
          Use           | gate; accounts[~*#*] Query; accounts[*#use] BatchGetItem Query; accounts[*#balance] GetItem
          Renewals      | gate; accounts[*#link] GetItem PutItem; accounts[*#balance] GetItem; accounts[*#purchase] GetItem PutItem Query; edge GetSecretValue
          Tickets       | gate; chats[*#ticket] PutItem; accounts[~*#*] Query
          Visitors      | chats[*#room#*] Query; accounts[~*#*] GetItem Query; accounts[*#visitor] GetItem PutItem; accounts[*#balance] GetItem
          Audit         | stream DescribeStream GetRecords GetShardIterator ListStreams; accounts-stream DescribeStream GetRecords GetShardIterator ListStreams; accounts[*#audit] ConditionCheckItem GetItem PutItem Query UpdateItem; audit-dead SendMessage
          Outbox        | accounts-stream DescribeStream GetRecords GetShardIterator ListStreams; notices SendMessage; outbox-dead SendMessage; chats[*#party#*] Query; lists[*#connections,*#connections#visitor] Query; connections POST; connections DELETE; accounts[~*#*] GetItem Query; accounts[platform#login] DeleteItem; accounts[*#balance] ConditionCheckItem; accounts[*#link,*#notice] PutItem
          Metering      | stream DescribeStream GetRecords GetShardIterator ListStreams; metering-dead SendMessage; chats[*#chat#*] BatchGetItem GetItem Query; accounts[~*#*] GetItem UpdateItem; accounts[*#use] GetItem UpdateItem; accounts[*#balance,*#hold] GetItem UpdateItem; accounts[*#entries,*#ledger] PutItem; accounts[*#link,*#notice] PutItem
          LedgerCheck   | accounts[*#orgs] Query; accounts[~*#*] GetItem; accounts[*#balance,*#entries,*#hold,*#ledger,*#purchase,*#use] Query; lists Scan; chats[*#chat#*] BatchGetItem GetItem Query; accounts[~*#*] UpdateItem; accounts[*#use] GetItem UpdateItem; accounts[*#balance,*#hold] GetItem UpdateItem; accounts[*#entries,*#ledger] PutItem; accounts[*#balance] ConditionCheckItem; accounts[*#link,*#notice] PutItem
          Timers        | timers DeleteMessage GetQueueAttributes ReceiveMessage SendMessage; chats[*#chat#*] PutItem Query UpdateItem; chats[*#room#*] Query UpdateItem; connections POST
          Notices       | notices DeleteMessage GetQueueAttributes ReceiveMessage; chats[*#chat#*] GetItem Query; accounts[~*#*] GetItem Query; accounts[*#notice] GetItem PutItem Query UpdateItem; accounts[*#link] GetItem; accounts[platform#login] GetItem; mail SendEmail; tokens GetSecretValue
          Provision     | accounts[~*#*] ConditionCheckItem GetItem PutItem Query UpdateItem; accounts[platform#login] GetItem PutItem; accounts[*#link] DeleteItem PutItem Query; accounts[*#orgs,*#words] DeleteItem PutItem; accounts[*#balance] GetItem PutItem Query UpdateItem; accounts[*#ledger] GetItem PutItem; accounts[*#act,*#entries] PutItem; tokens GetSecretValue
          """)
  void aFunctionMayDoWhatItNeedsAndNothingElse(String function, String needs) {
    var may = new TreeSet<String>();
    for (var statement : statements(DEV.properties(function + "Role"))) {
      for (var resource : texts(statement.path("Resource"))) {
        for (var action : texts(statement.path("Action"))) {
          may.add(resource + where(statement) + " " + action);
        }
      }
    }

    assertEquals(expected(function, needs), may);
  }

  /// What stands behind the gate: the rows that tell who calls, and those that each call leaves.
  private static final String GATE =
      "accounts[~*#*] GetItem; "
          + "accounts[~*#act,*#audit,*#balance,*#entries,*#hold,*#idempotency,*#ledger,*#link,*#notice,*#orgs,*#photo,*#purchase,*#rate,*#use,*#words,platform#login,platform#throttle] BatchGetItem; "
          + "accounts[*#key,*#session] GetItem UpdateItem; accounts[*#rate] UpdateItem; "
          + "accounts[*#idempotency] GetItem PutItem; accounts[*#act] PutItem; tokens GetSecretValue";

  /// The condition as the table above writes it: `[like]`, `[~not like]`.
  private static String where(JsonNode statement) {
    var condition = statement.path("Condition");
    if (condition.isMissingNode()) {
      return "";
    }
    assertEquals(1, condition.size(), condition.toString());
    var operator = condition.properties().iterator().next();
    assertEquals(1, operator.getValue().size(), condition.toString());
    var patterns = String.join(",", texts(operator.getValue().path("dynamodb:LeadingKeys")));
    return switch (operator.getKey()) {
      case "ForAllValues:StringLike" -> "[" + patterns + "]";
      case "ForAllValues:StringNotLike" -> "[~" + patterns + "]";
      default -> throw new AssertionError(condition);
    };
  }

  private static TreeSet<String> expected(String function, String needs) {
    var expected = new TreeSet<String>();
    expected.add("${" + function + "Log.Arn} logs:CreateLogStream");
    expected.add("${" + function + "Log.Arn} logs:PutLogEvents");
    for (var need : needs.replace("gate", GATE).split("; ")) {
      var words = need.split(" ");
      for (var i = 1; i < words.length; i++) {
        expected.addAll(allowed(words[0], words[i]));
      }
    }
    return expected;
  }

  private static List<String> allowed(String place, String action) {
    var bracket = place.indexOf('[');
    var rows = bracket < 0 ? "" : place.substring(bracket);
    var where = place.substring(0, place.length() - rows.length());
    return switch (where) {
      case "chats" -> List.of("${Chats.Arn}" + rows + " dynamodb:" + action);
      case "lists", "visits" ->
          List.of("${Chats.Arn}/index/" + where + rows + " dynamodb:" + action);
      case "stream" -> List.of("${Chats.StreamArn} dynamodb:" + action);
      case "accounts-stream" -> List.of("${Accounts.StreamArn} dynamodb:" + action);
      case "accounts" -> List.of("${Accounts.Arn}" + rows + " dynamodb:" + action);
      case "tokens" -> List.of("${TokensSecret} secretsmanager:" + action);
      case "edge" -> List.of("${EdgeSecret} secretsmanager:" + action);
      case "timers" -> List.of("${Timers.Arn} sqs:" + action);
      case "notices" -> List.of("${Notices.Arn} sqs:" + action);
      case "audit-dead" -> List.of("${AuditDead.Arn} sqs:" + action);
      case "metering-dead" -> List.of("${MeteringDead.Arn} sqs:" + action);
      case "outbox-dead" -> List.of("${OutboxDead.Arn} sqs:" + action);
      case "connections" ->
          List.of(
              "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${WebSocketApi}/ws/"
                  + action
                  + "/@connections/* execute-api:ManageConnections");
      case "mail" ->
          List.of(
              "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/chats@firstbell.example ses:"
                  + action,
              "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/firstbell.example ses:"
                  + action);
      default -> throw new IllegalArgumentException(where);
    };
  }

  /// Third of the three walls between tenants: keys begin with the tenant, stores cannot build
  /// another's key, and no function reads kinds of rows that are not its business.
  @ParameterizedTest
  @EnumSource(Handler.class)
  void noStatementOnAccountsIsForAllRows(Handler handler) {
    for (var statement : statements(DEV.properties(handler.id() + "Role"))) {
      if (texts(statement.path("Resource")).contains("${Accounts.Arn}")) {
        assertFalse(where(statement).isEmpty(), statement.toString());
      }
    }
  }

  @Test
  void aSecretIsReadByThoseWhoAreToldOfItAndByNoOther() {
    for (var handler : Handler.values()) {
      var reads =
          statements(DEV.properties(handler.id() + "Role")).stream()
              .filter(statement ->
                  texts(statement.path("Action")).contains("secretsmanager:GetSecretValue"))
              .flatMap(statement -> texts(statement.path("Resource")).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      var variables = DEV.properties(handler.id()).at("/Environment/Variables");
      var told = new TreeSet<String>();
      for (var name : List.of("TOKENS_SECRET_ARN", "EDGE_SECRET_ARN")) {
        if (variables.has(name)) {
          told.add(DEV.text(variables.path(name)));
        }
      }
      assertEquals(told, reads, handler.id());
    }
  }

  /// AWS refuses a role whose inline policies have more than 10,240 characters, and a function
  /// whose own policy (one statement for each route) has more than 20 kB.
  @ParameterizedTest
  @EnumSource(Handler.class)
  void policiesStayWithinWhatAwsTakes(Handler handler) {
    var policy = DEV.properties(handler.id() + "Role").path("Policies");
    var names = 60;
    var characters =
        policy.toString().length()
            + names * statements(DEV.properties(handler.id() + "Role")).size();
    assertTrue(characters < 10_240, characters + " characters");
    var routes =
        SynthesizedTemplates.ofType(DEV.app(), "AWS::Lambda::Permission").values().stream()
            .filter(p -> DEV.text(p.path("FunctionName")).equals("${" + handler.id() + "Live}"))
            .count();
    assertTrue(routes * 500 < 20_480, routes + " routes");
  }

  @ParameterizedTest
  @EnumSource(Handler.class)
  void everyFunctionHasARoleOfItsOwnForLambdaAlone(Handler handler) {
    var role = DEV.properties(handler.id() + "Role");
    var trust = role.at("/AssumeRolePolicyDocument/Statement");

    assertEquals(
        "${" + handler.id() + "Role.Arn}", DEV.text(DEV.properties(handler.id()).path("Role")));
    assertEquals(1, trust.size());
    assertEquals("lambda.amazonaws.com", trust.at("/0/Principal/Service").asText());
    assertTrue(role.path("ManagedPolicyArns").isMissingNode(), "managed policies are wider");
  }

  @Test
  void noRoleAnywhereHoldsAnUnexplainedWildcard() {
    var roles = SynthesizedTemplates.ofType(DEV.app(), "AWS::IAM::Role");

    assertEquals(
        Handler.values().length + 2,
        roles.size(),
        "functions, the copying of files, and the schedule");
    roles.forEach((id, role) -> assertEquals(List.of(), tooWide(role), id));
    assertTrue(
        SynthesizedTemplates.ofType(DEV.app(), "AWS::IAM::Policy").isEmpty(),
        "policies stand in their roles, where this test reads them");
  }

  /// The test above, with the mistakes that it is there to find.
  @ParameterizedTest
  @CsvSource({
    "dynamodb:*, arn:aws:dynamodb:::table/Chats",
    "*, arn:aws:dynamodb:::table/Chats",
    "dynamodb:GetItem, *",
    "dynamodb:GetItem, arn:aws:dynamodb:::table/*",
    "execute-api:ManageConnections, arn:aws:execute-api:r:a:${WebSocketApi}/*/@connections/*"
  })
  void aPlantedWildcardIsFound(String action, String resource) throws Exception {
    var role =
        new ObjectMapper()
            .readTree(
                """
                {"Policies":[{"PolicyDocument":{"Statement":[
                  {"Effect":"Allow","Action":"%s","Resource":"%s"}]}}]}\
                """
                    .formatted(action, resource));

    assertFalse(tooWide(role).isEmpty());
  }

  private static List<String> tooWide(JsonNode role) {
    var found = new ArrayList<String>();
    for (var statement : statements(role)) {
      texts(statement.path("Action")).stream().filter(a -> a.contains("*")).forEach(found::add);
      texts(statement.path("Resource")).stream()
          .filter(resource -> resource.contains("*"))
          .filter(resource -> WILDCARDS.stream().noneMatch(w -> w.matcher(resource).matches()))
          .forEach(found::add);
      if (statement.has("NotAction") || statement.has("NotResource")) {
        found.add(statement.toString());
      }
    }
    return found;
  }

  private static List<JsonNode> statements(JsonNode role) {
    return role.path("Policies")
        .valueStream()
        .flatMap(policy -> policy.at("/PolicyDocument/Statement").valueStream())
        .toList();
  }

  private static List<String> texts(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? oneOrMany.valueStream().map(DEV::text).toList()
        : List.of(DEV.text(oneOrMany));
  }
}
