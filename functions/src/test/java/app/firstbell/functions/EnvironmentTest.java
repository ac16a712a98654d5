package app.firstbell.functions;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.dynamo.Item;
import app.firstbell.isolation.OutOfScopeException;
import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.organization.TenantId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The client that functions have in earnest.
class EnvironmentTest {
  private static final TenantId OURS = new TenantId("northwind");

  @BeforeAll
  static void somewhere() {
    System.setProperty("aws.region", "eu-west-1");
    System.setProperty("aws.accessKeyId", "a");
    System.setProperty("aws.secretAccessKey", "b");
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");
    System.setProperty("aws.maxAttempts", "1");
  }

  @AfterAll
  static void nowhere() {
    for (String name :
        List.of(
            "aws.region",
            "aws.accessKeyId",
            "aws.secretAccessKey",
            "aws.endpointUrl",
            "aws.maxAttempts")) {
      System.clearProperty(name);
    }
  }

  /// Nobody listens there: that a call fails for want of an answer tells that it was let through.
  @Test
  void standsBehindTheFence() {
    assertThrows(OutOfScopeException.class, () -> get(OURS));
    TenantScope.of(
        new TenantId("harbor"),
        Proof.TOKEN,
        () -> assertThrows(OutOfScopeException.class, () -> get(OURS)));
    RuntimeException sent =
        TenantScope.of(
            OURS, Proof.TOKEN, () -> assertThrows(RuntimeException.class, () -> get(OURS)));
    assertTrue(!(sent instanceof OutOfScopeException), "the call was let through");
  }

  private static void get(TenantId tenant) {
    Environment.dynamoDb()
        .getItem(it -> it.tableName("t").key(Item.key(tenant.value(), "org").build()));
  }
}
