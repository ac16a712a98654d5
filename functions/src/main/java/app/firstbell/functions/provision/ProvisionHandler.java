package app.firstbell.functions.provision;

import app.firstbell.agent.MemberStore;
import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.Ids;
import app.firstbell.identity.Passwords;
import app.firstbell.organization.OrganizationStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Makes an organization with its rooms and agents. Invoked by an operator, through no API.
public final class ProvisionHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private final Provisioning provisioning;

  public ProvisionHandler() {
    this(provisioning());
  }

  public ProvisionHandler(Provisioning provisioning) {
    this.provisioning = provisioning;
  }

  /// @throws IllegalArgumentException when the payload is not as it must be: nothing was changed
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> payload, Context context) {
    return Telemetry.logged(
        context,
        "provision",
        () -> {
          Plan plan = Plan.of(payload);
          provisioning.apply(plan);
          return answer(plan);
        });
  }

  private static Map<String, Object> answer(Plan plan) {
    Map<String, Object> organization = new LinkedHashMap<>();
    organization.put("id", plan.organization().id().value());
    organization.put("name", plan.organization().name());
    List<Map<String, Object>> agents =
        plan.agents().stream()
            .map(agent -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("email", agent.email());
              one.put("password", agent.password());
              one.put("name", agent.card().name());
              return one;
            })
            .toList();
    return Map.of("organization", organization, "agents", agents);
  }

  private static Provisioning provisioning() {
    DynamoDbClient client = Environment.dynamoDb();
    String table = Environment.variable("ACCOUNTS_TABLE");
    return new Provisioning(
        new OrganizationStore(client, table),
        new MemberStore(client, table),
        new Passwords(Ids.secure()));
  }
}
