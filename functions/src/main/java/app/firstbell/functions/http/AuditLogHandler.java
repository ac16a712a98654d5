package app.firstbell.functions.http;

import app.firstbell.audit.AuditReader;
import app.firstbell.identity.IdentityParts;
import app.firstbell.transaction.Answer;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// The audit log of an organization is read, exported and verified.
public final class AuditLogHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Gate gate;
  private final AuditLog log;

  public AuditLogHandler() {
    this(Gate.ofEnvironment(), HttpParts.ofEnvironment());
  }

  public AuditLogHandler(Gate gate, IdentityParts parts) {
    this(gate, parts, AuditLog.Bounds.USUAL);
  }

  AuditLogHandler(Gate gate, IdentityParts parts, AuditLog.Bounds bounds) {
    this.gate = gate;
    this.log = new AuditLog(new AuditReader(parts.client(), parts.table()), bounds);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return gate.handle(event, context, this::answer);
  }

  private Answer answer(Call call) {
    return switch (call.action()) {
      case READ_AUDIT -> log.list(call);
      case EXPORT_AUDIT -> log.export(call);
      case VERIFY_AUDIT -> log.verify(call);
      default -> throw Problem.absent();
    };
  }
}
