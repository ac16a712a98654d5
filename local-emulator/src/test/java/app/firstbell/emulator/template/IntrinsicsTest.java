package app.firstbell.emulator.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path directory;

  private JsonNode resolved(String value) throws IOException {
    new AssemblyOnDisk(directory)
        .stack(
            "data",
            """
            {"Resources": {"Chats": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "chats"}}},
             "Outputs": {"ChatsName": {"Value": {"Ref": "Chats"}, "Export": {"Name": "data:chats"}}}}\
            """)
        .write();
    return new AssemblyOnDisk(directory)
            .stack(
                "app",
                """
                {"Parameters": {"Stage": {"Type": "String", "Default": "prod"}},
                 "Mappings": {"Sizes": {"us-east-1": {"small": 512}}},
                 "Conditions": {
                   "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
                   "IsNot": {"Fn::Not": [{"Condition": "IsProd"}]},
                   "Both": {"Fn::And": [{"Condition": "IsProd"}, {"Condition": "IsNot"}]},
                   "Either": {"Fn::Or": [{"Condition": "IsProd"}, {"Condition": "IsNot"}]}},
                 "Resources": {
                   "Work": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work"}},
                   "Gone": {"Type": "AWS::SQS::Queue", "Condition": "IsNot"},
                   "Probe": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "x", "Tags": %s}}}}\
                """
                    .formatted(value),
                "data")
            .stack(
                "data",
                """
                {"Resources": {"Chats": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "chats"}}},
                 "Outputs": {"ChatsName": {"Value": {"Ref": "Chats"}, "Export": {"Name": "data:chats"}}}}\
                """)
            .load()
            .resources()
            .stream()
            .filter(resource -> resource.logicalId().equals("Probe"))
            .findFirst()
            .orElseThrow()
            .properties()
            .path("Tags");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Ref\": \"Stage\"} | prod",
        "{\"Ref\": \"AWS::Region\"} | us-east-1",
        "{\"Ref\": \"AWS::AccountId\"} | 000000000000",
        "{\"Ref\": \"AWS::Partition\"} | aws",
        "{\"Ref\": \"AWS::URLSuffix\"} | amazonaws.com",
        "{\"Ref\": \"AWS::StackName\"} | app",
        "{\"Ref\": \"Work\"} | http://127.0.0.1:8082/000000000000/work",
        "{\"Fn::GetAtt\": [\"Work\", \"Arn\"]} | arn:aws:sqs:us-east-1:000000000000:work",
        "{\"Fn::GetAtt\": \"Work.QueueName\"} | work",
        "{\"Fn::Join\": [\"-\", [\"a\", {\"Ref\": \"Stage\"}, {\"Ref\": \"AWS::NoValue\"}]]} | a-prod",
        "{\"Fn::Sub\": \"${Stage}/${Work.QueueName}/${!Kept}/${AWS::Region}\"} | prod/work/${Kept}/us-east-1",
        "{\"Fn::Sub\": [\"${Mine}-${Stage}\", {\"Mine\": {\"Ref\": \"AWS::Region\"}}]} | us-east-1-prod",
        "{\"Fn::If\": [\"IsProd\", \"yes\", \"no\"]} | yes",
        "{\"Fn::If\": [\"IsNot\", \"yes\", \"no\"]} | no",
        "{\"Fn::If\": [\"Both\", \"yes\", \"no\"]} | no",
        "{\"Fn::If\": [\"Either\", \"yes\", \"no\"]} | yes",
        "{\"Fn::Select\": [1, [\"a\", \"b\"]]} | b",
        "{\"Fn::Select\": [2, {\"Fn::Split\": [\"/\", \"https://host/path\"]}]} | host",
        "{\"Fn::ImportValue\": \"data:chats\"} | chats",
        "{\"Fn::FindInMap\": [\"Sizes\", {\"Ref\": \"AWS::Region\"}, \"small\"]} | 512",
        "{\"Fn::Base64\": \"ring\"} | cmluZw==",
      })
  void resolves(String value, String expected) throws IOException {
    assertEquals(expected, resolved(value).asText());
  }

  @Test
  void noValueTakesThePropertyAndTheElementAway() throws IOException {
    assertEquals(
        JSON.readTree("{\"list\": [1, 2]}"),
        resolved(
            """
            {"gone": {"Ref": "AWS::NoValue"}, "list": [1, {"Fn::If": ["IsNot", 9, {"Ref": "AWS::NoValue"}]}, 2]}\
            """));
  }

  @Test
  void aResourceWhoseConditionDoesNotHoldIsNotThere() throws IOException {
    CloudAssembly assembly =
        new AssemblyOnDisk(directory)
            .stack(
                "app",
                """
                {"Conditions": {"Never": {"Fn::Equals": ["a", "b"]}},
                 "Resources": {"Gone": {"Type": "AWS::SQS::Queue", "Condition": "Never"}}}\
                """)
            .load();
    assertEquals(0, assembly.resources().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Fn::Cidr\": [\"10.0.0.0/16\", 2, 8]} ~ Fn::Cidr",
        "{\"Ref\": \"Nobody\"} ~ Ref \"Nobody\"",
        "{\"Fn::GetAtt\": [\"Work\", \"Color\"]} ~ Color",
        "{\"Fn::GetAtt\": [\"Nobody\", \"Arn\"]} ~ Nobody",
        "{\"Fn::ImportValue\": \"data:nothing\"} ~ data:nothing",
        "{\"Fn::FindInMap\": [\"Sizes\", \"mars\", \"small\"]} ~ mars",
        "{\"Fn::Select\": [5, [\"a\"]]} ~ below 1",
        "{\"Fn::If\": [\"Unheard\", 1, 2]} ~ Unheard",
        "\"{{resolve:ssm:/x}}\" ~ dynamic reference",
        "\"{{resolve:secretsmanager:arn:x}}\" ~ custom headers only",
      })
  void refusesByNameWithTheLogicalId(String valueAndReason) {
    String[] parts = valueAndReason.split(" ~ ");
    String message =
        String.valueOf(
            assertThrows(AssemblyException.class, () -> resolved(parts[0])).getMessage());
    assertTrue(message.startsWith("Probe: "), message);
    assertTrue(message.contains(parts[1]), message);
  }
}
