package app.firstbell.proof.people;

import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door.Answer;
import app.firstbell.proof.client.Line;
import app.firstbell.proof.client.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// An organization's money and credits, as somebody sees and moves them over the API. Every post
/// has an idempotency key of its own unless one is given.
///
/// @param by whose token is sent
public record Purse(Api by, String organization) {
  private static final String ORGANIZATION = "/organizations/{organization}/";

  /// Interaction credits.
  ///
  /// @param available what can be reserved still
  public record Credits(long posted, long reserved, long available, String state) {
    static Credits of(JsonNode balance) {
      JsonNode credits = balance.path("credits");
      return new Credits(
          credits.path("posted").asLong(),
          credits.path("reserved").asLong(),
          credits.path("available").asLong(),
          credits.path("state").asText());
    }

    /// All of them free.
    public static Credits free(long number, String state) {
      return new Credits(number, 0, number, state);
    }
  }

  public Purse as(Api other) {
    return new Purse(other, organization);
  }

  public Answer get(String what) {
    return by.get(ORGANIZATION + what, organization);
  }

  /// @param what such as `top-ups`
  public Answer post(String what, ObjectNode body) {
    return post(what, body, UUID.randomUUID().toString());
  }

  public Answer post(String what, ObjectNode body, String key) {
    return by.send(
        Request.of("POST " + ORGANIZATION + what, organization).json(body).idempotencyKey(key));
  }

  public Answer put(String what, ObjectNode body) {
    return by.send(
        Request.of("PUT " + ORGANIZATION + what, organization)
            .json(body)
            .idempotencyKey(UUID.randomUUID().toString()));
  }

  public Answer topUp(long minor) {
    return post("top-ups", Api.object().put("minor", minor).put("reference", "wire 4711"));
  }

  public Answer withdraw(long minor) {
    return post("withdrawals", Api.object().put("minor", minor).put("reference", "wire 4712"));
  }

  public Answer payDebt(long minor) {
    return post("debt-payments", Api.object().put("minor", minor).put("reference", "wire 4713"));
  }

  public Answer limit(long minor) {
    return put("credit-limit", Api.object().put("minor", minor));
  }

  /// @param credits below which the administrators are told; never when 0
  public Answer threshold(long credits) {
    return put("credit-threshold", Api.object().put("threshold", credits));
  }

  public Answer grant(long credits) {
    return post(
        "credit-grants", Api.object().put("credits", credits).put("memo", "a gift of the test"));
  }

  public Answer takeBack(long credits) {
    return post(
        "credit-withdrawals", Api.object().put("credits", credits).put("memo", "taken back"));
  }

  /// @param operators `platform` or `reseller`
  public Answer operations(String operators) {
    return put("package", Api.object().put("package", "operations").put("operators", operators));
  }

  public Answer payFee(int months) {
    return post(
        "fee-payments", Api.object().put("months", months).put("reference", "fee of the test"));
  }

  /// @param pay `balance` or `invoice`
  public Answer buy(String pack, String pay) {
    return post("credit-purchases", Api.object().put("pack", pack).put("pay", pay));
  }

  public Answer receive(String purchase) {
    return by.send(
        Request.of(
                "POST " + ORGANIZATION + "credit-purchases/{purchase}/receipt",
                organization,
                purchase)
            .json(Api.object().put("method", "wire").put("reference", "bank 0815"))
            .idempotencyKey(UUID.randomUUID().toString()));
  }

  /// The smallest pack that is sold: id, credits, minor, currency.
  public JsonNode smallestPack() {
    List<JsonNode> packs = new ArrayList<>();
    get("credit-packs").orFail(200).json().path("items").forEach(packs::add);
    return packs.stream()
        .min(Comparator.comparingLong(pack -> pack.path("credits").asLong()))
        .orElseThrow(() -> new AssertionError("no packs are sold to " + organization));
  }

  public JsonNode balance() {
    return get("balance").orFail(200).json();
  }

  public Credits credits() {
    return Credits.of(balance());
  }

  /// What the wallet holds, in the currency's minor unit; a debt is below zero.
  public long wallet() {
    return balance().path("wallet").path("posted").asLong();
  }

  /// Waits until the streams have brought the credits where they belong.
  public Credits awaitCredits(Predicate<Credits> wanted) {
    long deadline = System.nanoTime() + Line.PATIENCE.toNanos();
    Credits now = credits();
    while (!wanted.test(now)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the credits of " + organization + " stayed at " + now);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      now = credits();
    }
    return now;
  }

  /// One page of the history, the newest first.
  ///
  /// @param account `wallet` or `credits`
  public JsonNode page(String account, String more) {
    return by.send(
            Request.of("GET " + ORGANIZATION + "ledger", organization)
                .query("account=" + account + more))
        .orFail(200)
        .json();
  }

  /// The whole history, the newest first, page by page.
  public List<JsonNode> history(String account) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = page(account, "&limit=5" + cursor);
      page.path("items").forEach(all::add);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }
}
