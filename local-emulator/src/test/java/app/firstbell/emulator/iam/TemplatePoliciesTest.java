package app.firstbell.emulator.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.iam.Access.Decision;
import app.firstbell.emulator.lambda.Principal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatePoliciesTest {
  private static final Principal MESSAGE =
      new Principal("Message", "arn:aws:iam::000000000000:role/R");
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/Chats";

  private static TemplatePolicies policies(String statements) {
    return TemplatePolicies.of(
        new SmallAssembly().role("R", statements), TemplatePolicies.Mode.ENFORCE);
  }

  private static boolean allows(Access access, String action, String resource) {
    return access.decide(MESSAGE, action, resource) instanceof Decision.Allowed;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dynamodb:PutItem | t/Chats               | true  | named
          dynamodb:putitem | t/Chats               | true  | an action's case does not matter
          dynamodb:PutItem | t/chats               | false | a resource's case does
          dynamodb:GetItem | t/Chats               | true  | Get*
          dynamodb:Query   | t/Chats               | false | not named
          dynamodb:Query   | t/Chats/index/lists   | true  | the index is named
          dynamodb:Query   | t/Chats/index/visits  | false | another index is not
          sqs:SendMessage  | q/Timers-1            | true  | ?
          sqs:SendMessage  | q/Timers-12           | false | ? is one character
          s3:GetObject     | b/x                   | true  | NotAction, NotResource
          s3:DeleteObject  | b/x                   | false | excepted by NotAction
          s3:GetObject     | b/secret              | false | excepted by NotResource
          dynamodb:GetItem | t/Denied              | false | an explicit deny wins
          """)
  void statementsAreReadAsIamReadsThem(
      String action, String resource, boolean allowed, String why) {
    var access =
        policies(
            """
            {'Effect':'Allow','Action':['dynamodb:PutItem','dynamodb:Get*'],'Resource':['t/Chats','t/D*']},
            {'Effect':'Allow','Action':'dynamodb:Query','Resource':'t/Chats/index/lists'},
            {'Effect':'Allow','Action':'sqs:SendMessage','Resource':'q/Timers-?'},
            {'Effect':'Allow','NotAction':['s3:DeleteObject','dynamodb:*','sqs:*'],'NotResource':'b/secret'},
            {'Effect':'Deny','Action':'*','Resource':'t/Denied'}
            """);
    assertEquals(allowed, allows(access, action, resource), why);
  }

  @Test
  void aRoleWithoutAStatementMayNothingAndTheOperatorEverything() {
    var access = policies("{'Effect':'Deny','Action':'*','Resource':'*'}");
    assertTrue(
        access.decide(Principal.OPERATOR, "dynamodb:PutItem", TABLE) instanceof Decision.Allowed);
    var denied = (Decision.Denied) access.decide(MESSAGE, "dynamodb:PutItem", TABLE);
    assertTrue(denied.reason().endsWith("on resource: " + TABLE + " with an explicit deny"));
    assertTrue(
        access.decide(new Principal("Other", "arn:aws:iam::000000000000:role/None"), "a:B", "c")
            instanceof Decision.Denied);
  }

  @Test
  void conditionsNarrowAStatement() {
    var access =
        policies(
            """
            {'Effect':'Allow','Action':'dynamodb:PutItem','Resource':'*',
             'Condition':{'ForAllValues:StringEquals':{'dynamodb:LeadingKeys':['acme','acme#2']},
                          'Bool':{'aws:SecureTransport':'true'}}}
            """);
    assertTrue(
        access.decide(
                MESSAGE,
                "dynamodb:PutItem",
                TABLE,
                Map.of("dynamodb:LeadingKeys", List.of("acme", "acme#2")))
            instanceof Decision.Allowed);
    assertTrue(
        access.decide(
                MESSAGE,
                "dynamodb:PutItem",
                TABLE,
                Map.of("dynamodb:LeadingKeys", List.of("acme", "evil")))
            instanceof Decision.Denied);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'1.2.3.4'}}} | condition operator IpAddress
          {'Effect':'Allow','Action':'a:B','Resource':'*','Condition':{'StringEquals':{'aws:PrincipalTag/x':'1'}}} | condition key aws:PrincipalTag/x
          {'Effect':'Permit','Action':'a:B','Resource':'*'} | the effect 'Permit'
          {'Effect':'Allow','Resource':'*'} | without Action or NotAction
          """)
  void whatCannotBeJudgedIsRefusedByName(String statement, String named) {
    var refused = assertThrows(IllegalArgumentException.class, () -> policies(statement));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(named), message);
    assertTrue(message.contains("policy RPolicy of stack test"), message);
  }

  @Test
  void aManagedPolicyWhoseStatementsAreUnknownIsRefused() {
    var assembly =
        new SmallAssembly()
            .with(
                "AWS::IAM::Role",
                "R",
                "R",
                "arn:aws:iam::000000000000:role/R",
                "{'ManagedPolicyArns':['arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess']}");
    assertThrows(
        IllegalArgumentException.class,
        () -> TemplatePolicies.of(assembly, TemplatePolicies.Mode.ENFORCE));
  }

  @Test
  void inlinePoliciesOfTheRoleCountToo() {
    var assembly =
        new SmallAssembly()
            .with(
                "AWS::IAM::Role",
                "R",
                "R",
                "arn:aws:iam::000000000000:role/R",
                "{'Policies':[{'PolicyName':'p','PolicyDocument':{'Statement':"
                    + "{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'*'}}}]}");
    assertTrue(
        allows(
            TemplatePolicies.of(assembly, TemplatePolicies.Mode.ENFORCE), "sqs:SendMessage", "q"));
  }

  @Test
  void warningAllows() {
    var access =
        TemplatePolicies.of(
            new SmallAssembly().role("R", "{'Effect':'Deny','Action':'*','Resource':'*'}"),
            TemplatePolicies.Mode.WARN);
    assertTrue(allows(access, "dynamodb:PutItem", TABLE));
  }
}
