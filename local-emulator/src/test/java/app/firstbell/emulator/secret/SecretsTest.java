package app.firstbell.emulator.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.SmallAssembly;
import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.iam.TemplatePolicies;
import app.firstbell.emulator.lambda.Principal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String NAME = "app-Tokens";
  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + NAME + "-a1b2c3";
  private static final Principal READER =
      new Principal("Sessions", "arn:aws:iam::000000000000:role/Reader");
  private static final Principal STRANGER =
      new Principal("Photos", "arn:aws:iam::000000000000:role/Stranger");

  private static SmallAssembly assembly(String properties) {
    return new SmallAssembly()
        .with("AWS::SecretsManager::Secret", "Tokens", ARN, ARN, properties)
        .role(
            "Reader",
            "{'Effect':'Allow','Action':'secretsmanager:GetSecretValue','Resource':'%s'}"
                .formatted(ARN))
        .role("Stranger", "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':'*'}");
  }

  private static SecretsApi api(SmallAssembly assembly) {
    return new SecretsApi(
        Secrets.start(assembly, Optional.empty(), () -> NOON),
        TemplatePolicies.of(assembly, TemplatePolicies.Mode.ENFORCE));
  }

  private static SecretsApi api() {
    return api(
        assembly("{'GenerateSecretString':{'PasswordLength':64,'ExcludePunctuation':true}}"));
  }

  private static JsonNode body(AwsAnswer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode call(SecretsApi api, String operation, Principal caller, String id) {
    return body(
        api.answer(
            operation,
            caller,
            "{\"SecretId\":\"%s\"}".formatted(id).getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({ARN, NAME, "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + NAME})
  void aFunctionThatMayReadsTheValueByAnyOfItsNames(String id) {
    var answer = call(api(), "GetSecretValue", READER, id);

    assertTrue(answer.path("SecretString").asText().matches("[A-Za-z0-9]{64}"), answer.toString());
    assertEquals(ARN, answer.path("ARN").asText());
    assertEquals(NAME, answer.path("Name").asText());
    assertEquals("AWSCURRENT", answer.at("/VersionStages/0").asText());
    assertEquals(NOON.getEpochSecond(), answer.path("CreatedDate").asLong());
  }

  @Test
  void whoMayNotReadItLearnsNothingNotEvenThatItIsThere() {
    var there = call(api(), "GetSecretValue", STRANGER, ARN);
    var absent = call(api(), "GetSecretValue", STRANGER, ARN.replace("Tokens", "Others"));

    assertEquals("AccessDeniedException", there.path("__type").asText());
    assertEquals("AccessDeniedException", absent.path("__type").asText());
    assertFalse(there.has("SecretString"));
    assertTrue(
        there
            .path("message")
            .asText()
            .contains("not authorized to perform: secretsmanager:GetSecretValue on resource: "));
  }

  @Test
  void readingAndDescribingAreTwoPermissions() {
    assertEquals(
        "AccessDeniedException",
        call(api(), "DescribeSecret", READER, ARN).path("__type").asText());
    var described = call(api(), "DescribeSecret", Principal.OPERATOR, ARN);
    assertEquals(NAME, described.path("Name").asText());
    assertEquals(
        "[\"AWSCURRENT\"]", described.path("VersionIdsToStages").elements().next().toString());
    assertFalse(described.has("SecretString"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"SecretId":"nothing"} | ResourceNotFoundException
          {} | InvalidParameterException
          {"SecretId":"app-Tokens","VersionStage":"AWSPREVIOUS"} | ResourceNotFoundException
          {"SecretId":"app-Tokens","VersionId":"00000000-0000-0000-0000-000000000000"} | ResourceNotFoundException
          nonsense | SerializationException
          """)
  void refusalsAreThoseOfAws(String request, String type) {
    var answer =
        api()
            .answer("GetSecretValue", Principal.OPERATOR, request.getBytes(StandardCharsets.UTF_8));

    assertEquals(400, answer.status());
    assertEquals(type, body(answer).path("__type").asText());
  }

  @Test
  void anotherOperationIsNamed() {
    assertTrue(
        call(api(), "PutSecretValue", Principal.OPERATOR, ARN)
            .path("message")
            .asText()
            .contains("PutSecretValue"));
  }

  @Test
  void aReferenceBecomesTheWholeValueAndNothingElseIsLookedUp() {
    Secrets secrets =
        Secrets.start(assembly("{'SecretString':'so$24'}"), Optional.empty(), () -> NOON);
    for (String end : new String[] {"", ":SecretString", ":SecretString:::"}) {
      assertEquals(
          "<so$24>", secrets.resolved("<{{resolve:secretsmanager:" + ARN + end + "}}>"), end);
    }
    assertEquals("plain", secrets.resolved("plain"));
    for (String no :
        new String[] {
          ARN.replace("Tokens", "Others"), ARN + ":SecretString:password::", ARN + ":SecretBinary"
        }) {
      assertThrows(
          IllegalArgumentException.class,
          () -> secrets.resolved("{{resolve:secretsmanager:" + no + "}}"),
          no);
    }
  }

  @Test
  void twoStartsInMemoryMakeTwoValues() {
    assertNotEquals(
        call(api(), "GetSecretValue", READER, ARN).path("SecretString"),
        call(api(), "GetSecretValue", READER, ARN).path("SecretString"));
  }

  @Test
  void aValueThatIsKeptIsThereAfterARestartAndForItsOwnerAlone(@TempDir Path directory)
      throws Exception {
    var assembly = assembly("{'GenerateSecretString':{}}");
    Set<String> values = new HashSet<>();
    for (int start = 0; start < 2; start++) {
      var secrets = Secrets.start(assembly, Optional.of(directory.resolve("data")), () -> NOON);
      values.add(secrets.find(ARN).orElseThrow().value());
      assertFalse(secrets.find(ARN).toString().contains(values.iterator().next()), "in a log");
    }
    assertEquals(1, values.size());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("data/secrets.json"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | .{32}
          {'PasswordLength':64,'ExcludePunctuation':true} | [A-Za-z0-9]{64}
          {'PasswordLength':8,'ExcludeUppercase':true,'ExcludeLowercase':true,'ExcludePunctuation':true} | [0-9]{8}
          {'PasswordLength':40,'ExcludeNumbers':true,'ExcludePunctuation':true,'ExcludeUppercase':true,'IncludeSpace':true} | (?=.* )[a-z ]{40}
          {'PasswordLength':20,'ExcludeCharacters':'abcdefghijklmnopqrstuvwxyz','ExcludePunctuation':true} | [A-Z0-9]{20}
          """)
  void aGeneratedTextKeepsTheTemplatesRules(String rules, String form) throws Exception {
    var read = PasswordRules.of(JSON.readTree(rules.replace('\'', '"')), "secret Tokens");
    for (int i = 0; i < 200; i++) {
      String text = read.generate();
      assertTrue(text.matches(form), text);
    }
  }

  @Test
  void everyKindIsInATextUnlessItIsLeftToChance() throws Exception {
    var read = PasswordRules.of(JSON.readTree("{\"PasswordLength\":4}"), "secret Tokens");
    for (int i = 0; i < 200; i++) {
      String text = read.generate();
      assertTrue(text.matches("(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9])[!-~]{4}"), text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'GenerateSecretString':{'SecretStringTemplate':'{}','GenerateStringKey':'password'}} | [GenerateStringKey, SecretStringTemplate], which the emulator does not do
          {'GenerateSecretString':{'PasswordLength':5000}} | 5000 characters
          {} | either GenerateSecretString or SecretString
          {'GenerateSecretString':{},'SecretString':'x'} | either GenerateSecretString or SecretString
          """)
  void whatIsNotPlayedIsRefusedByName(String properties, String named) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Secrets.start(assembly(properties), Optional.empty(), () -> NOON));
    assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
    assertTrue(String.valueOf(refused.getMessage()).contains("secret Tokens"));
  }
}
