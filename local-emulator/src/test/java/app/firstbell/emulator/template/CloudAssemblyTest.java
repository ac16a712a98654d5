package app.firstbell.emulator.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudAssemblyTest {
  private static final String SITE =
      """
      {"Resources": {
         "Shop": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {}}},
         "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"ProtocolType": "WEBSOCKET"}},
         "App": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
           "Origins": [{"DomainName": {"Fn::Join": ["", [{"Ref": "Api"}, ".execute-api.", {"Ref": "AWS::Region"}, ".", {"Ref": "AWS::URLSuffix"}]]}}]}}}},
       "Outputs": {
         "Console": {"Value": {"Fn::Join": ["", ["https://", {"Fn::GetAtt": ["App", "DomainName"]}, "/x"]]}},
         "Shop": {"Value": {"Fn::Sub": "https://${Shop.DomainName}"}},
         "Socket": {"Value": {"Fn::Sub": "wss://${App.DomainName}/ws"}},
         "Endpoint": {"Value": {"Fn::Sub": "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/ws"}},
         "Direct": {"Value": {"Fn::Sub": "${Api.ApiEndpoint}/ws"}},
         "Id": {"Value": {"Ref": "Api"}}}}\
      """;

  @TempDir Path directory;

  private AssemblyOnDisk assembly() {
    return new AssemblyOnDisk(directory);
  }

  private String refusal(AssemblyOnDisk assembly) {
    return String.valueOf(assertThrows(AssemblyException.class, assembly::load).getMessage());
  }

  @Test
  void addressesOfTheCloudBecomeAddressesOfThisMachine() throws IOException {
    CloudAssembly assembly = assembly().stack("app", SITE).load();
    var outputs = assembly.outputs();
    String api = outputs.get("Id");
    assertEquals("http://127.0.0.1:8080/x", outputs.get("Console"));
    assertEquals("http://127.0.0.1:8081", outputs.get("Shop"));
    assertEquals("ws://127.0.0.1:8080/ws", outputs.get("Socket"));
    assertEquals("http://127.0.0.1:8082/_execute-api/" + api + "/ws", outputs.get("Endpoint"));
    assertEquals("ws://127.0.0.1:8082/_execute-api/" + api + "/ws", outputs.get("Direct"));
  }

  @Test
  void aHostWithoutASchemeStaysAsItIs() throws IOException {
    CloudAssembly assembly = assembly().stack("app", SITE).load();
    String origin =
        assembly
            .ofType("AWS::CloudFront::Distribution")
            .getLast()
            .properties()
            .at("/DistributionConfig/Origins/0/DomainName")
            .asText();
    assertTrue(origin.endsWith(".execute-api.us-east-1.amazonaws.com"), origin);
  }

  @Test
  void theDistributionWithAnApiBehindItGetsTheFirstPort() throws IOException {
    assertEquals(
        List.of("App", "Shop"),
        CloudAssembly.read(assembly().stack("app", SITE).write()).distributions());
  }

  @Test
  void namesAreTheSameAtEveryStart() throws IOException {
    assertEquals(
        assembly().stack("app", SITE).load().outputs(),
        assembly().stack("app", SITE).load().outputs());
  }

  @Test
  void allUnknownTypesAreRefusedAtOnceByNameAndLogicalId() {
    String message =
        refusal(
            uncheckedStack(
                """
                {"Resources": {
                  "Words": {"Type": "AWS::OpenSearch::Domain"},
                  "Jobs": {"Type": "AWS::SQS::Queue"},
                  "Bus": {"Type": "AWS::Events::EventBus"}}}\
                """));
    assertTrue(message.contains("AWS::OpenSearch::Domain (logical id Words, stack app)"), message);
    assertTrue(message.contains("AWS::Events::EventBus (logical id Bus, stack app)"), message);
    assertTrue(!message.contains("logical id Jobs"), message);
  }

  @Test
  void aPropertyThatNothingHeedsIsTold() throws IOException {
    CloudAssembly assembly =
        assembly()
            .stack(
                "app",
                "{\"Resources\": {\"Jobs\": {\"Type\": \"AWS::SQS::Queue\", \"Properties\": {\"Smell\": 1}}}}")
            .load();
    assertEquals(List.of("AWS::SQS::Queue Jobs: not heeded here: Smell"), assembly.notes());
  }

  @Test
  void whatAFunctionWouldDoOtherwiseOnAwsIsRefusedByItsLogicalId() {
    String message =
        refusal(
            uncheckedStack(
                """
                {"Resources": {
                  "Bound": {"Type": "AWS::IAM::Role", "Properties": {"PermissionsBoundary": "arn:aws:iam::aws:policy/b"}},
                  "Python": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.13", "Layers": ["l"]}},
                  "Layered": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "java25", "Layers": ["l"]}}}}\
                """));
    assertTrue(message.contains("Bound: a PermissionsBoundary"), message);
    assertTrue(message.contains("Layered: Layers"), message);
    assertTrue(!message.contains("Python"), message);
    String retries =
        refusal(
            uncheckedStack(
                "{\"Resources\": {\"Again\": {\"Type\": \"AWS::Lambda::EventInvokeConfig\"}}}"));
    assertTrue(retries.contains("AWS::Lambda::EventInvokeConfig (logical id Again"), retries);
  }

  @Test
  void snapStartIsToldAsNotDoneHere() throws IOException {
    CloudAssembly assembly =
        assembly()
            .stack(
                "app",
                """
                {"Resources": {
                  "Fast": {"Type": "AWS::Lambda::Function", "Properties": {"SnapStart": {"ApplyOn": "PublishedVersions"}}},
                  "Slow": {"Type": "AWS::Lambda::Function", "Properties": {"SnapStart": {"ApplyOn": "None"}}}}}\
                """)
            .load();
    assertEquals(
        List.of("AWS::Lambda::Function SnapStart: told, not done here: Fast"), assembly.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"99.0.0", "1.10.0", "", "new"})
  void anAssemblyOfAnotherVersionIsRefused(String version) {
    String message = refusal(uncheckedStack("{}").version(version));
    assertTrue(
        message.contains("expected a cloud assembly of schema version 36 to 54, got"), message);
    assertTrue(message.contains(version), message);
  }

  @Test
  void aDirectoryWithoutAManifestIsRefused() {
    String message =
        String.valueOf(
            assertThrows(AssemblyException.class, () -> CloudAssembly.read(directory))
                .getMessage());
    assertTrue(message.contains("synthesize it first"), message);
  }

  @Test
  void anUnknownArtifactIsRefused() {
    String message = refusal(uncheckedStack("{}").artifact("odd", "{\"type\": \"odd:kind\"}"));
    assertTrue(message.contains("odd:kind"), message);
  }

  @Test
  void namesThatNeedEachOtherAreRefused() {
    String message =
        refusal(
            uncheckedStack(
                """
                {"Resources": {
                  "A": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::GetAtt": ["B", "QueueName"]}}},
                  "B": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::GetAtt": ["A", "QueueName"]}}}}}\
                """));
    assertTrue(message.contains("circle"), message);
  }

  private AssemblyOnDisk uncheckedStack(String template) {
    try {
      return assembly().stack("app", template);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
