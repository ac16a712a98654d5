package app.firstbell.emulator.secret;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsFailure;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.iam.Access;
import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.secret.Secrets.Secret;
import app.firstbell.emulator.template.Assembly;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Secrets Manager's `GetSecretValue` and `DescribeSecret`. A secret has one version here, labelled
/// `AWSCURRENT`: nothing rotates.
public final class SecretsApi {
  private static final String CURRENT = "AWSCURRENT";

  private final Secrets secrets;
  private final Access access;

  public SecretsApi(Secrets secrets, Access access) {
    this.secrets = secrets;
    this.access = access;
  }

  /// Answers one call; errors are Secrets Manager's own.
  ///
  /// @param operation for example `GetSecretValue`
  public AwsAnswer answer(String operation, Principal caller, byte[] body) {
    try {
      JsonNode request = JsonProtocol.MAPPER.readTree(body);
      return switch (operation) {
        case "GetSecretValue" -> JsonProtocol.ok(value(request, caller));
        case "DescribeSecret" -> JsonProtocol.ok(description(request, caller));
        default ->
            JsonProtocol.error(
                400,
                "UnknownOperationException",
                "the emulator does not do Secrets Manager's %s; secrets are made from the template, and it does GetSecretValue and DescribeSecret"
                    .formatted(operation));
      };
    } catch (AwsFailure e) {
      return JsonProtocol.error(e.status(), e.code(), e.words());
    } catch (IOException e) {
      return JsonProtocol.error(400, "SerializationException", "The request is not JSON");
    }
  }

  private ObjectNode value(JsonNode request, Principal caller) {
    Secret secret = allowed(request, caller, "secretsmanager:GetSecretValue");
    String version = request.path("VersionId").asText(secret.version());
    String stage = request.path("VersionStage").asText(CURRENT);
    if (!version.equals(secret.version()) || !stage.equals(CURRENT)) {
      throw missing(
          "Secrets Manager can't find the specified secret value for "
              + (stage.equals(CURRENT) ? "VersionId: " + version : "staging label: " + stage));
    }
    ObjectNode answer = named(secret);
    answer.put("CreatedDate", secret.createdAt().toEpochMilli() / 1000.0);
    answer.put("SecretString", secret.value());
    answer.put("VersionId", secret.version());
    answer.putArray("VersionStages").add(CURRENT);
    return answer;
  }

  private ObjectNode description(JsonNode request, Principal caller) {
    Secret secret = allowed(request, caller, "secretsmanager:DescribeSecret");
    ObjectNode answer = named(secret);
    answer.put("CreatedDate", secret.createdAt().toEpochMilli() / 1000.0);
    if (!secret.description().isEmpty()) {
      answer.put("Description", secret.description());
    }
    answer.putObject("VersionIdsToStages").putArray(secret.version()).add(CURRENT);
    return answer;
  }

  private static ObjectNode named(Secret secret) {
    return JsonProtocol.MAPPER
        .createObjectNode()
        .put("ARN", secret.arn())
        .put("Name", secret.name());
  }

  /// Policies are asked first: who may not read learns nothing of what is there.
  private Secret allowed(JsonNode request, Principal caller, String action) {
    String id = request.path("SecretId").asText();
    if (id.isEmpty()) {
      throw new AwsFailure(
          400, "InvalidParameterException", "You must provide a value for the SecretId parameter.");
    }
    var secret = secrets.find(id);
    String resource =
        secret
            .map(Secret::arn)
            .orElseGet(() ->
                id.startsWith("arn:")
                    ? id
                    : "arn:aws:secretsmanager:%s:%s:secret:%s"
                        .formatted(Assembly.REGION, Assembly.ACCOUNT, id));
    if (access.decide(caller, action, resource) instanceof Access.Decision.Denied(String reason)) {
      throw new AwsFailure(400, "AccessDeniedException", reason);
    }
    return secret.orElseThrow(() -> missing("Secrets Manager can't find the specified secret."));
  }

  private static AwsFailure missing(String words) {
    return new AwsFailure(400, "ResourceNotFoundException", words);
  }
}
