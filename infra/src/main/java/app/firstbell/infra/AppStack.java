package app.firstbell.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// What can be thrown away and deployed again: APIs, functions, mappings and sites.
public final class AppStack extends Stack {

  AppStack(
      Construct scope,
      String name,
      StackProps props,
      Environment environment,
      BuildProducts products,
      DataStack.Stores stores) {
    super(scope, name, props);
    var socket = new SocketApi(this, environment);
    var rest = new RestApi(this, environment);
    var sites = new Sites(this, environment, socket, rest, stores.edge());
    var functions =
        new Functions(
            this,
            environment,
            Code.fromAsset(products.functions().toString()),
            new Permissions(resources(environment, stores, socket)),
            variables(environment, stores, socket, sites),
            Map.of("TOKENS_SECRET_ARN", stores.tokens().getSecretArn()),
            Map.of("EDGE_SECRET_ARN", stores.edge().getSecretArn()));
    socket.route(functions);
    rest.route(functions);
    Consumers.connect(this, functions, stores);
    Schedules.set(this, functions);
    SiteFiles.deploy(this, environment, products, sites);
    Alarms.raise(this, environment, stores, functions, socket, rest);
    output("ConsoleUrl", "Where agents sign in", sites.origin());
    output("ShopUrl", "The demo shop, with the widget", sites.shopOrigin());
    output("ApiUrl", "The HTTP API", sites.origin() + "/" + RestApi.STAGE);
    output("SocketUrl", "The WebSocket API", sites.socketUrl());
    output(
        "ProvisionFunction",
        "Creates organizations, rooms and agents: aws lambda invoke",
        functions.function(Handler.PROVISION).getFunctionName());
  }

  private Permissions.Resources resources(
      Environment environment, DataStack.Stores stores, SocketApi socket) {
    var sender = environment.mailFrom();
    var domain = sender.substring(sender.indexOf('@') + 1);
    return new Permissions.Resources(
        stores.chats().getTableArn(),
        Objects.requireNonNull(stores.chats().getTableStreamArn()),
        stores.accounts().getTableArn(),
        Objects.requireNonNull(stores.accounts().getTableStreamArn()),
        stores.timers().getQueueArn(),
        stores.notices().getQueueArn(),
        stores.auditDead().getQueueArn(),
        stores.outboxDead().getQueueArn(),
        stores.meteringDead().getQueueArn(),
        stores.tokens().getSecretArn(),
        stores.edge().getSecretArn(),
        Arns.executeApi(this, socket.id(), SocketApi.STAGE),
        List.of(Arns.sesIdentity(this, sender), Arns.sesIdentity(this, domain)));
  }

  /// The environment of every function; the names are a contract with the module `functions`.
  private static Map<String, String> variables(
      Environment environment, DataStack.Stores stores, SocketApi socket, Sites sites) {
    return Map.ofEntries(
        Map.entry("CHATS_TABLE", stores.chats().getTableName()),
        Map.entry("ACCOUNTS_TABLE", stores.accounts().getTableName()),
        Map.entry("TIMERS_QUEUE_URL", stores.timers().getQueueUrl()),
        Map.entry("NOTICES_QUEUE_URL", stores.notices().getQueueUrl()),
        Map.entry("WEBSOCKET_ENDPOINT", socket.managementEndpoint()),
        Map.entry("APP_ORIGIN", sites.origin()),
        Map.entry("SOCKET_URL", sites.socketUrl()),
        Map.entry("MAIL_FROM", environment.mailFrom()),
        Map.entry("POWERTOOLS_SERVICE_NAME", "firstbell"),
        Map.entry("POWERTOOLS_METRICS_NAMESPACE", "Firstbell"),
        Map.entry("POWERTOOLS_LOG_LEVEL", "INFO"));
  }

  private void output(String id, String description, String value) {
    CfnOutput.Builder.create(this, id).description(description).value(value).build();
  }
}
