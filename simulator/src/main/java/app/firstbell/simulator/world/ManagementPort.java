package app.firstbell.simulator.world;

import app.firstbell.simulator.schedule.Crash;
import app.firstbell.simulator.schedule.Task;
import app.firstbell.simulator.world.Cloud.Kind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

/// `@connections` as functions see it. Posts to many come from threads that the function starts
/// itself: those take no time, and what becomes of each depends on its connection alone.
final class ManagementPort implements ApiGatewayManagementApiClient {
  private final Cloud cloud;
  private final Gateway gateway;

  ManagementPort(Cloud cloud, Gateway gateway) {
    this.cloud = cloud;
    this.gateway = gateway;
  }

  @Override
  public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
    String to = request.connectionId();
    String frame = request.data().asUtf8String();
    answer(() -> "post " + to, () -> gateway.post(to, frame, by()));
    return PostToConnectionResponse.builder().build();
  }

  @Override
  public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
    String to = request.connectionId();
    answer(() -> "close " + to, () -> gateway.delete(to, by()));
    return DeleteConnectionResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  private void answer(Supplier<String> what, Supplier<Integer> call) {
    int status =
        cloud.scheduler().current() == null ? call.get() : cloud.call(Kind.SEND, what, call);
    if (status == 410) {
      throw GoneException.builder().statusCode(410).message("gone").build();
    }
  }

  private String by() {
    @Nullable Task task = cloud.scheduler().holder();
    if (task == null) {
      throw new Crash("a post by nobody");
    }
    return task.name() + "." + task.calls();
  }
}
