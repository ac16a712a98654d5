package app.firstbell.proof.localstack;

import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/// DynamoDB Local as its own `ServerRunner` starts it, except that it listens on loopback only:
/// `ServerRunner` binds every interface and has no option for it. Runs as LocalStack's DynamoDB
/// process.
public final class LoopbackDynamoDb {
  private LoopbackDynamoDb() {}

  public static void main(String[] args) throws Exception {
    DynamoDBProxyServer runner = ServerRunner.createServerFromCommandLineArgs(args);
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    Server jetty = (Server) field.get(runner);
    for (Connector connector : jetty.getConnectors()) {
      if (connector instanceof ServerConnector tcp) {
        tcp.setHost("127.0.0.1");
      }
    }
    runner.safeStart();
  }
}
