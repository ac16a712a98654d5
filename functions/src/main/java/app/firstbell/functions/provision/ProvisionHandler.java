package app.firstbell.functions.provision;

import app.firstbell.functions.Environment;
import app.firstbell.functions.Telemetry;
import app.firstbell.identity.IdentityParts;
import app.firstbell.identity.Ids;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.List;
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
            Payload person = new Payload("", payload).object(ADMINISTRATOR);
            return TenantScope.of(TenantId.PLATFORM, Proof.INVOKED, () -> invite(person));
          }
          List<Blueprint> blueprints = Blueprint.all(payload);
          blueprints.forEach(this::apply);
          return Answers.of(blueprints);
        });
  }

  private void apply(Blueprint blueprint) {
    TenantScope.of(
        blueprint.organization().id(), Proof.INVOKED, () -> provisioning.apply(blueprint));
  }

  private Map<String, Object> invite(Payload person) {
    String email = person.text("email");
    String name = person.text("name");
    return Answers.of(administrator.invite(email, name), email, name);
  }
}
