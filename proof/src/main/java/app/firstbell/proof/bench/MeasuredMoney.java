package app.firstbell.proof.bench;

import app.firstbell.proof.bench.ApiSide.Measured;
import app.firstbell.proof.client.Api;
import app.firstbell.proof.client.Door;
import app.firstbell.proof.client.Request;
import app.firstbell.proof.people.Purse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is asked of a customer's money, credits and use. What a request takes away it gives before,
/// so that it can be repeated.
final class MeasuredMoney {
  private static final String ORGANIZATION = "/organizations/{organization}/";
  private static final long MINOR = 1250;

  private final ApiSide side;

  /// @param side whose people ask; they sign in anew each minute
  MeasuredMoney(ApiSide side) {
    this.side = side;
  }

  Map<String, Measured> operations() {
    Map<String, Measured> all = new LinkedHashMap<>();
    all.put(
        "getBalanceAsOwner",
        new Measured(200, _ -> owners().get("balance"), List.of("getBalance")));
    all.put("listLedger", new Measured(200, _ -> wallet("ledger")));
    all.put("exportLedger", new Measured(200, _ -> wallet("ledger/export")));
    all.put("getUse", new Measured(200, _ -> owners().get("use")));
    all.put("exportUse", new Measured(200, _ -> owners().get("use/export")));
    all.put("getEntitlements", new Measured(200, _ -> owners().get("entitlements")));
    all.put("listPacks", new Measured(200, _ -> owners().get("credit-packs")));
    all.put("listPurchases", new Measured(200, _ -> owners().get("credit-purchases")));
    all.put("topUp", new Measured(201, _ -> purse().topUp(MINOR)));
    all.put("topUpAndWithdraw", new Measured(201, _ -> withdrawn(), List.of("withdraw")));
    all.put("topUpAndReverse", new Measured(201, _ -> reversed(), List.of("reversePosting")));
    all.put(
        "setCreditLimit",
        new Measured(
            200, i -> new Purse(side.boss().api(), side.postpaid()).limit(50_000L + i % 100)));
    all.put("grantCredits", new Measured(201, _ -> purse().grant(2)));
    all.put(
        "grantAndWithdrawCredits", new Measured(201, _ -> takenBack(), List.of("withdrawCredits")));
    all.put(
        "setPackage",
        new Measured(200, i -> purse().operations(i % 2 == 0 ? "reseller" : "platform")));
    all.put("payFee", new Measured(201, _ -> purse().payFee(1)));
    all.put("setThreshold", new Measured(200, i -> owners().threshold(i % 50)));
    all.put("orderAndCancelPack", new Measured(204, _ -> cancelled(), List.of("cancelPurchase")));
    all.put(
        "orderAndReceivePack",
        new Measured(
            201, _ -> purse().receive(ordered()), List.of("orderPack", "receivePurchase")));
    return all;
  }

  private Purse purse() {
    return new Purse(side.boss().api(), side.customer());
  }

  private Purse owners() {
    return new Purse(side.owner().api(), side.customer());
  }

  private Door.Answer wallet(String what) {
    return side.owner()
        .api()
        .send(Request.of("GET " + ORGANIZATION + what, side.customer()).query("account=wallet"));
  }

  private Door.Answer withdrawn() {
    purse().topUp(MINOR).orFail(201);
    return purse().withdraw(MINOR);
  }

  private Door.Answer reversed() {
    String posting = id(purse().topUp(MINOR));
    return purse()
        .post(
            "reversals",
            Api.object().put("posting", posting).put("memo", "Posted to the wrong customer."));
  }

  private Door.Answer takenBack() {
    purse().grant(1).orFail(201);
    return purse().takeBack(1);
  }

  private Door.Answer cancelled() {
    return side.owner()
        .api()
        .delete(ORGANIZATION + "credit-purchases/{purchase}", side.customer(), ordered());
  }

  private String ordered() {
    return id(owners().buy(side.pack(), "invoice"));
  }

  private static String id(Door.Answer made) {
    return made.orFail(201).json().path("id").asText();
  }
}
