package app.firstbell.transaction;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import app.firstbell.identity.Digest;
import app.firstbell.organization.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What a client's `Idempotency-Key` stands for: the first request under it, and after that its
/// answer for 24 hours.
///
/// @param tenant the organization of whoever sent it
/// @param id SHA-256 of the sender and the key, in hex
/// @param requestHash SHA-256 of route, path and body, in hex
/// @param sentAt when this request came
public record Idempotency(TenantId tenant, String id, String requestHash, Instant sentAt) {
  private static final Duration KEPT = Duration.ofHours(24);

  /// @param principal who sent it, such as `member:marta`
  /// @param key as the client wrote it
  public static Idempotency of(
      TenantId tenant, String principal, String key, String request, Instant sentAt) {
    return new Idempotency(tenant, Digest.hex(principal + "|" + key), Digest.hex(request), sentAt);
  }

  /// The row's key.
  public Map<String, AttributeValue> key() {
    return Item.key(tenant + "#idempotency", id).build();
  }

  /// What a row under this key says of this request.
  public Outcome judge(Row row) {
    if (!row.text("requestHash").equals(requestHash)) {
      return new Outcome.KeyReused();
    }
    Map<String, String> headers = new HashMap<>();
    row.map("headers").forEach((name, value) -> headers.put(name, value.s()));
    return new Outcome.Replayed(new Answer((int) row.number("status"), headers, row.text("body")));
  }

  /// Whether a row still counts; time to live deletes it late.
  public boolean isCurrent(Row row) {
    return row.number("ttl") > sentAt.getEpochSecond();
  }

  Map<String, AttributeValue> item(Answer answer) {
    Item headers = new Item();
    answer.headers().forEach(headers::text);
    return Item.key(tenant + "#idempotency", id)
        .text("requestHash", requestHash)
        .number("status", answer.status())
        .map("headers", headers.build())
        .text("body", answer.body())
        .ttl(sentAt.plus(KEPT))
        .build();
  }
}
