package app.firstbell.functions.provision;

import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes organizations with their rooms and agents, and the platform's first administrator. Invoked
/// by an operator, through no API.
public final class ProvisionHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final String ADMINISTRATOR = "platformAdministrator";
  private final Provisioning provisioning;
  private final FirstAdministrator administrator;

  public ProvisionHandler() {
    this(
        IdentityParts.on(
            Environment.dynamoDb(),
            Environment.variable("ACCOUNTS_TABLE"),
            Environment.tokenKeys(),
            Environment.variable("APP_ORIGIN"),
            Environment.contention(),
            Ids.secure(),
            Environment.CLOCK),
        Environment.CLOCK);
  }

  public ProvisionHandler(IdentityParts parts, InstantSource clock) {
    this.provisioning =
        new Provisioning(
            parts.client(), parts.table(), Environment.contention(), parts.passwords(), clock);
    this.administrator = new FirstAdministrator(parts, clock);
  }

  /// @throws IllegalArgumentException when the payload is not as it must be: nothing was changed
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> payload, Context context) {
    return Telemetry.logged(
        context,
        "provision",
        () -> {
          if (payload.containsKey(ADMINISTRATOR)) {
            return invite(new Payload("", payload).object(ADMINISTRATOR));
          }
          List<Blueprint> blueprints = Blueprint.all(payload);
          blueprints.forEach(provisioning::apply);
          return answer(blueprints);
        });
  }

  private Map<String, Object> invite(Payload person) {
    String email = person.text("email");
    String name = person.text("name");
    FirstAdministrator.Invited invited = administrator.invite(email, name);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("organization", Map.of("id", "platform"));
    answer.put("invitation", invited.name().toLowerCase(Locale.ROOT));
    answer.put("email", email.strip().toLowerCase(Locale.ROOT));
    answer.put("name", name.strip());
    return answer;
  }

  /// `organization` is the first one; `agents` and `people` are all who can sign in, for programs
  /// and for whoever reads the start's report.
  private static Map<String, Object> answer(List<Blueprint> blueprints) {
    List<Map<String, Object>> organizations = new ArrayList<>();
    List<Map<String, Object>> agents = new ArrayList<>();
    List<Map<String, Object>> people = new ArrayList<>();
    for (Blueprint blueprint : blueprints) {
      Map<String, Object> organization = new LinkedHashMap<>();
      organization.put("id", blueprint.organization().id().value());
      organization.put("name", blueprint.organization().name());
      organizations.add(organization);
      for (Blueprint.Agent agent : blueprint.agents()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("email", agent.email());
        one.put("password", agent.password());
        one.put("name", agent.card().name());
        agents.add(one);
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("organization", blueprint.organization().name());
        person.put("name", agent.card().name());
        person.put("role", agent.role().word());
        person.put("email", agent.email());
        person.put("password", agent.password());
        people.add(person);
      }
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    if (!organizations.isEmpty()) {
      answer.put("organization", organizations.getFirst());
    }
    answer.put("organizations", organizations);
    answer.put("agents", agents);
    answer.put("people", people);
    return answer;
  }
}
