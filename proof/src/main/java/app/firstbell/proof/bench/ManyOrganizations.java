package app.firstbell.proof.bench;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
/// its room, in Chats an ended chat of two entries. Both are messages as the product writes them,
/// which no reader of the stream wants: the filling is storage, and nothing goes on working at it
/// while something is measured.
final class ManyOrganizations {
  private static final int BATCH = 25;
  private static final int THREADS = 4;
  private static final Instant FILLED_AT = Instant.parse("2026-11-01T12:00:00Z");

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
      for (int seq = 1; seq <= 2; seq++) {
        inChats.add(message(chat, seq));
      }
    }
    client.batchWriteItem(b -> b.requestItems(Map.of(chats, inChats, accounts, inAccounts)));
  }

  private static WriteRequest message(String chat, int seq) {
    Map<String, AttributeValue> item =
        attributes(
            chat,
            "e#%010d".formatted(seq),
            Map.of(
                "kind", "message",
                "by", "visitor",
                "byId", "filler",
                "cid", "fill-" + seq,
                "text", Pair.TEXT));
    item.put("at", AttributeValue.fromN(Long.toString(FILLED_AT.toEpochMilli() + seq)));
    return put(item);
  }

  private static WriteRequest item(String pk, String sk, Map<String, String> texts) {
    return put(attributes(pk, sk, texts));
  }

  private static Map<String, AttributeValue> attributes(
      String pk, String sk, Map<String, String> texts) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromS(sk));
    texts.forEach((name, text) -> item.put(name, AttributeValue.fromS(text)));
    return item;
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }
}
