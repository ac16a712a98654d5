package app.firstbell.proof.bench;

import java.net.URI;
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

/// Makes thousands of organizations out of one that the API made: each gets its rows, with another
/// id and another name in them. So they are stored as the product stores them, whatever that is.
final class OrganizationCopies {
  private static final AttributeValue NONE = AttributeValue.fromS("");
  private static final int BATCH = 25;
  private static final int THREADS = 4;

  private OrganizationCopies() {}

  /// @param id of the model
  /// @param word one word of lower-case letters in the model's name, which no other row has
  static void make(URI endpoint, String id, String word, int count) throws Exception {
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
      String accounts =
          client.listTables().tableNames().stream()
              .filter(table -> table.contains("Accounts"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("expected a table Accounts"));
      List<Map<String, AttributeValue>> model =
          client.scanPaginator(b -> b.tableName(accounts)).items().stream()
              .filter(row -> belongs(row, id))
              .toList();
      List<WriteRequest> batch = new ArrayList<>();
      List<Future<?>> work = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        for (Map<String, AttributeValue> row : model) {
          batch.add(put(copy(row, id, word, i)));
          if (batch.size() == BATCH) {
            List<WriteRequest> full = List.copyOf(batch);
            work.add(
                threads.submit(
                    () -> client.batchWriteItem(b -> b.requestItems(Map.of(accounts, full)))));
            batch.clear();
          }
        }
      }
      if (!batch.isEmpty()) {
        client.batchWriteItem(b -> b.requestItems(Map.of(accounts, batch)));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
  }

  /// What the organization is: its own rows, and those by which its parent finds it. Not what once
  /// happened to it.
  private static boolean belongs(Map<String, AttributeValue> row, String id) {
    String pk = row.getOrDefault("pk", NONE).s();
    String sk = row.getOrDefault("sk", NONE).s();
    return pk.equals(id)
        || pk.equals(id + "#balance")
        || ((pk.endsWith("#orgs") || pk.endsWith("#words")) && sk.endsWith("#" + id));
  }

  private static Map<String, AttributeValue> copy(
      Map<String, AttributeValue> row, String id, String word, int number) {
    String another = "copy%022d".formatted(number);
    String anotherWord = "w" + letters(number);
    Map<String, AttributeValue> copy = new HashMap<>(row);
    copy.replaceAll((_, value) ->
        value.s() == null
            ? value
            : AttributeValue.fromS(value.s().replace(id, another).replace(word, anotherWord)));
    return copy;
  }

  private static String letters(int number) {
    StringBuilder letters = new StringBuilder();
    for (int rest = number; letters.length() < 6; rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  private static WriteRequest put(Map<String, AttributeValue> item) {
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }
}
