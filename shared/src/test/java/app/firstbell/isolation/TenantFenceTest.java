package app.firstbell.isolation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.organization.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// No call of DynamoDB leaves for a tenant that the work is not about, however it names the key.
class TenantFenceTest {
  private static final TenantId OURS = new TenantId("northwind");
  private static final TenantId THEIRS = new TenantId("northwind-2");
  private static final TenantFence FENCE = new TenantFence();

  /// Every way in which stores touch a row of a tenant.
  static Stream<SdkRequest> calls() {
    return forms(THEIRS.value()).stream();
  }

  private static List<SdkRequest> forms(String tenant) {
    Map<String, AttributeValue> key = Item.key(tenant + "#session", "s").build();
    TransactWriteItem own =
        TransactWriteItem.builder()
            .put(put -> put.tableName("t").item(Item.key(OURS.value(), "org").build()))
            .build();
    return List.of(
        GetItemRequest.builder().tableName("t").key(key).build(),
        PutItemRequest.builder().tableName("t").item(key).build(),
        UpdateItemRequest.builder().tableName("t").key(key).build(),
        DeleteItemRequest.builder().tableName("t").key(key).build(),
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(
                    "t",
                    KeysAndAttributes.builder()
                        .keys(Item.key(OURS.value(), "org").build(), key)
                        .build()))
            .build(),
        query("pk = :pk", tenant),
        query("#pk = :pk AND begins_with(sk, :sk)", tenant),
        query("#AMZN_MAPPED_pk = :pk", tenant),
        query("#list = :pk", tenant).toBuilder().indexName("lists").build(),
        transaction(own, part -> part.put(put -> put.tableName("t").item(key))),
        transaction(own, part -> part.update(update -> update.tableName("t").key(key))),
        transaction(own, part -> part.delete(delete -> delete.tableName("t").key(key))),
        transaction(own, part -> part.conditionCheck(it -> it.tableName("t").key(key))));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anothersRowIsRefusedInEveryForm(SdkRequest call) {
    TenantScope.of(OURS, Proof.TOKEN, () -> assertRefused(call));
    assertRefused(call);
    TenantScope.of(
        THEIRS,
        Proof.TOKEN,
        () -> {
          TenantScope.enter(OURS, Proof.POLICY);
          assertDoesNotThrow(() -> FENCE.look(call));
        });
  }

  @Test
  void whatTellsNoKeyIsRefused() {
    for (SdkRequest call :
        List.of(
            ScanRequest.builder().tableName("t").build(),
            ExecuteStatementRequest.builder().statement("SELECT * FROM t").build(),
            BatchWriteItemRequest.builder().build(),
            query("contains(pk, :pk)", OURS.value()),
            query("pk = :pk", OURS.value()).toBuilder().expressionAttributeValues(Map.of()).build(),
            QueryRequest.builder().tableName("t").build())) {
      TenantScope.of(OURS, Proof.TOKEN, () -> assertRefused(call));
    }
  }

  @Test
  void anOrganizationsOwnRowMayBeGlancedAtAndNothingElse() {
    TenantScope.opened(() -> {
      TenantScope.glance(THEIRS);
      FENCE.look(get(THEIRS.value(), "org"));
      assertRefused(get(THEIRS.value(), "member#marta"));
      assertRefused(get(THEIRS + "#session", "org"));
      assertRefused(query("pk = :pk", THEIRS.value()));
      assertRefused(PutItemRequest.builder().item(Item.key(THEIRS.value(), "org").build()).build());
      return true;
    });
  }

  @Test
  void whoMayReadMayNotWrite() {
    TenantScope.opened(() -> {
      TenantScope.read(Set.of(THEIRS), Proof.DIRECTORY);
      FENCE.look(get(THEIRS + "#balance", "credits"));
      FENCE.look(query("pk = :pk", THEIRS.value()));
      SdkRequest delete =
          DeleteItemRequest.builder().key(Item.key(THEIRS.value(), "org").build()).build();
      assertRefused(delete);
      // A weaker proof takes nothing away.
      TenantScope.enter(THEIRS, Proof.POLICY);
      TenantScope.glance(THEIRS);
      FENCE.look(delete);
      return true;
    });
  }

  @Test
  void onePartOfAnOrganizationIsNoOther() {
    TenantScope.opened(() -> {
      TenantScope.enterPart(THEIRS, Proof.DIRECTORY, Set.of("#orgs"));
      FENCE.look(PutItemRequest.builder().item(Item.key(THEIRS + "#orgs", "n#x").build()).build());
      assertRefused(get(THEIRS.value(), "org"));
      assertRefused(get(THEIRS + "#orgs2", "x"));
      assertRefused(get(THEIRS + "#words", "x"));
      return true;
    });
  }

  @Test
  void theNightlyCheckReadsAllAndWritesForOneAtATime() {
    SdkRequest put =
        PutItemRequest.builder().item(Item.key(THEIRS + "#ledger", "p").build()).build();
    TenantScope.readingAll(() -> {
      FENCE.look(ScanRequest.builder().tableName("t").build());
      FENCE.look(get(THEIRS + "#ledger", "p"));
      assertRefused(put);
      TenantScope.of(THEIRS, Proof.RECORD, () -> FENCE.look(put));
      TenantScope.of(OURS, Proof.RECORD, () -> assertRefused(put));
      return true;
    });
  }

  @Test
  void loginsAndCountsBelongToNobodyAndThePlatformsRowsToThePlatform() {
    TenantScope.opened(() -> {
      for (String pk : List.of("platform#login", "platform#throttle", "platform#rate")) {
        FENCE.look(get(pk, "x"));
      }
      for (String pk :
          List.of("platform", "platform#session", "platform#login#x", "platform#key")) {
        assertRefused(get(pk, "x"));
      }
      return true;
    });
  }

  @Test
  void aScopeEndsWithItsWorkAndIsNoOtherThreads() throws Exception {
    SdkRequest own = get(OURS.value(), "org");
    TenantScope.of(OURS, Proof.TOKEN, () -> FENCE.look(own));
    assertRefused(own);
    Callable<Boolean> elsewhere =
        () -> {
          FENCE.look(own);
          return true;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutionException failed =
          TenantScope.of(
              OURS,
              Proof.TOKEN,
              () -> assertThrows(ExecutionException.class, () -> threads.submit(elsewhere).get()));
      assertTrue(failed.getCause() instanceof OutOfScopeException);
    }
  }

  @Test
  void testsMayLookAroundOutsideOfWork() {
    TenantFence lenient = TenantFence.aroundWork();
    lenient.look(get(THEIRS.value(), "org"));
    TenantScope.of(
        OURS,
        Proof.TOKEN,
        () ->
            assertThrows(
                OutOfScopeException.class, () -> lenient.look(get(THEIRS.value(), "org"))));
  }

  @Test
  void nothingIsSentAndTheFailureNamesNobody() {
    Wire wire = new Wire();
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .httpClient(wire)
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .overrideConfiguration(config ->
                config
                    .addExecutionInterceptor(new TenantFence())
                    .retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build()) {
      OutOfScopeException refused =
          TenantScope.of(
              OURS,
              Proof.POLICY,
              () ->
                  assertThrows(
                      OutOfScopeException.class,
                      () ->
                          client.getItem(it ->
                              it.tableName("t").key(Item.key(THEIRS + "#session", "s").build()))));
      assertEquals(0, wire.asked);
      assertFalse(String.valueOf(refused.getMessage()).contains(THEIRS.value()));
      assertTrue(String.valueOf(refused.getMessage()).contains("#session"));
      TenantScope.of(
          OURS,
          Proof.POLICY,
          () ->
              assertThrows(
                  RuntimeException.class,
                  () ->
                      client.getItem(
                          it -> it.tableName("t").key(Item.key(OURS.value(), "org").build()))));
      assertTrue(wire.asked > 0, "what is admitted is sent");
    }
  }

  private static void assertRefused(SdkRequest call) {
    assertThrows(OutOfScopeException.class, () -> FENCE.look(call), call::toString);
  }

  private static GetItemRequest get(String pk, String sk) {
    return GetItemRequest.builder().tableName("t").key(Item.key(pk, sk).build()).build();
  }

  private static QueryRequest query(String condition, String tenant) {
    return QueryRequest.builder()
        .tableName("t")
        .keyConditionExpression(condition)
        .expressionAttributeValues(new Item().text(":pk", tenant).text(":sk", OURS.value()).build())
        .build();
  }

  private static TransactWriteItemsRequest transaction(
      TransactWriteItem own, java.util.function.Consumer<TransactWriteItem.Builder> part) {
    TransactWriteItem.Builder other = TransactWriteItem.builder();
    part.accept(other);
    return TransactWriteItemsRequest.builder().transactItems(own, other.build()).build();
  }

  private static final class Wire implements SdkHttpClient {
    private int asked;

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      asked++;
      throw new IllegalStateException("nobody is there");
    }

    @Override
    public void close() {}
  }
}
