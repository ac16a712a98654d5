package app.firstbell.proof.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// Fills the tables with the data of other organizations, directly: in Accounts an organization and
/// its room, in Chats an ended chat of two entries.
final class ManyOrganizations {
  private static final int BATCH = 25;
  private static final int THREADS = 4;

  private ManyOrganizations() {}

  static void fill(URI endpoint, String chats, String accounts, int organizations)
      throws Exception {
    try (DynamoDbClient client =
            DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("operator", "none")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        var threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> work = new ArrayList<>();
      for (int from = 0; from < organizations; from += BATCH / 5) {
        int first = from;
        int last = Math.min(organizations, from + BATCH / 5);
        work.add(threads.submit(() -> write(client, chats, accounts, first, last)));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
  }

  private static void write(
      DynamoDbClient client, String chats, String accounts, int from, int to) {
    List<WriteRequest> inChats = new ArrayList<>();
    List<WriteRequest> inAccounts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      String tenant = "fill%06d".formatted(i);
      String chat = tenant + "#chat#" + "%026d".formatted(i);
      inAccounts.add(item(tenant, "org", Map.of("name", "Organization " + i)));
      inAccounts.add(item(tenant, "room#general", Map.of("name", "GENERAL")));
      inChats.add(item(chat, "head", Map.of("state", "ended", "preview", Pair.TEXT)));
      inChats.add(item(chat, "e#0000000001", Map.of("kind", "ringing")));
      inChats.add(item(chat, "e#0000000002", Map.of("kind", "message", "text", Pair.TEXT)));
    }
    client.batchWriteItem(b -> b.requestItems(Map.of(chats, inChats, accounts, inAccounts)));
  }

  private static WriteRequest item(String pk, String sk, Map<String, String> texts) {
    Map<String, AttributeValue> item = new java.util.HashMap<>();
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromS(sk));
    texts.forEach((name, text) -> item.put(name, AttributeValue.fromS(text)));
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }
}
