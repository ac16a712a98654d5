package app.firstbell.emulator.iam;

import app.firstbell.emulator.lambda.Principal;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The template's policies as IAM evaluates them: an explicit Deny wins, then an Allow of the role
/// or of the resource's own policy, else denied. The operator may do everything.
///
/// Read: inline policies of `AWS::IAM::Role`, `AWS::IAM::Policy` and `AWS::IAM::ManagedPolicy` by
/// their roles, and `AWS::SQS::QueuePolicy` where its principal is everybody. Who may assume a role
/// is not judged.
public final class TemplatePolicies implements Access {
  private static final Logger log = LoggerFactory.getLogger(TemplatePolicies.class);

  /// Resources named by whoever calls (such as connections) must not fill the memory.
  private static final int MOST_REMEMBERED = 10_000;

  /// What happens when a policy does not allow a call.
  public enum Mode {
    ENFORCE,
    /// Said once for each role and action, and allowed.
    WARN
  }

  private final Map<String, List<Statement>> byRole;
  private final List<Statement> ofResources;
  private final Mode mode;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /// The statements that speak of an action of a role on a resource, whatever their conditions say:
  /// the same few questions are asked at every call.
  private final Map<Asked, List<Statement>> about = new ConcurrentHashMap<>();

  private record Asked(String role, String action, String resource) {}

  private TemplatePolicies(
      Map<String, List<Statement>> byRole, List<Statement> ofResources, Mode mode) {
    this.byRole = byRole;
    this.ofResources = ofResources;
    this.mode = mode;
  }

  /// @throws IllegalArgumentException names the policy and what in it the emulator cannot judge
  public static TemplatePolicies of(Assembly assembly, Mode mode) {
    Map<String, List<Statement>> byRole = new HashMap<>();
    for (Resource role : assembly.ofType("AWS::IAM::Role")) {
      for (JsonNode policy : role.properties().path("Policies")) {
        byRole
            .computeIfAbsent(role.ref(), _ -> new ArrayList<>())
            .addAll(Statement.parse(policy.path("PolicyDocument"), named(role)));
      }
      role.properties().path("ManagedPolicyArns").forEach(arn -> refuseUnknown(role, arn.asText()));
    }
    for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
      for (Resource policy : assembly.ofType(type)) {
        var statements = Statement.parse(policy.properties().path("PolicyDocument"), named(policy));
        for (JsonNode role : policy.properties().path("Roles")) {
          byRole.computeIfAbsent(role.asText(), _ -> new ArrayList<>()).addAll(statements);
        }
      }
    }
    return new TemplatePolicies(byRole, queuePolicies(assembly), mode);
  }

  private static List<Statement> queuePolicies(Assembly assembly) {
    List<Statement> all = new ArrayList<>();
    for (Resource policy : assembly.ofType("AWS::SQS::QueuePolicy")) {
      for (JsonNode statement : policy.properties().at("/PolicyDocument/Statement")) {
        JsonNode principal = statement.path("Principal");
        if (principal.asText().equals("*") || principal.path("AWS").asText().equals("*")) {
          all.add(Statement.one(statement, named(policy)));
        }
      }
    }
    return all;
  }

  private static void refuseUnknown(Resource role, String arn) {
    if (!arn.endsWith("service-role/AWSLambdaBasicExecutionRole")) {
      throw new IllegalArgumentException(
          "%s has the managed policy %s, whose statements the emulator does not know; write them out by hand"
              .formatted(named(role), arn));
    }
  }

  private static String named(Resource policy) {
    return "policy " + policy.logicalId() + " of stack " + policy.stack();
  }

  @Override
  public Decision decide(Principal principal, String action, String resource) {
    return decide(principal, action, resource, Map.of());
  }

  @Override
  public Decision decide(
      Principal principal, String action, String resource, Map<String, List<String>> context) {
    if (principal.roleArn().isEmpty()) {
      return new Decision.Allowed();
    }
    String role = principal.roleArn().substring(principal.roleArn().lastIndexOf('/') + 1);
    Map<String, List<String>> known = new HashMap<>();
    context.forEach((key, values) -> known.put(key.toLowerCase(Locale.ROOT), values));
    // Nothing leaves this machine, so a call over plain loopback counts as a secure one.
    known.put("aws:securetransport", List.of("true"));
    boolean allowed = false;
    for (Statement statement : about(new Asked(role, action, resource))) {
      if (statement.holds(known)) {
        if (statement.effect() == Statement.Effect.DENY) {
          return denied(principal, role, action, resource, "with an explicit deny");
        }
        allowed = true;
      }
    }
    return allowed
        ? new Decision.Allowed()
        : denied(
            principal,
            role,
            action,
            resource,
            "because no identity-based policy allows the " + action + " action");
  }

  private List<Statement> about(Asked asked) {
    List<Statement> found = about.get(asked);
    if (found != null) {
      return found;
    }
    List<Statement> statements = new ArrayList<>(byRole.getOrDefault(asked.role(), List.of()));
    statements.addAll(ofResources);
    statements.removeIf(statement -> !statement.isAbout(asked.action(), asked.resource()));
    if (about.size() < MOST_REMEMBERED) {
      about.put(asked, List.copyOf(statements));
    }
    return statements;
  }

  private Decision denied(
      Principal principal, String role, String action, String resource, String why) {
    String reason =
        "User: arn:aws:sts::%s:assumed-role/%s/%s is not authorized to perform: %s on resource: %s %s"
            .formatted(Assembly.ACCOUNT, role, principal.name(), action, resource, why);
    if (mode == Mode.ENFORCE) {
      return new Decision.Denied(reason);
    }
    if (warned.add(principal.name() + " " + action)) {
      log.warn("AWS would deny this: {}", reason);
    }
    return new Decision.Allowed();
  }
}
