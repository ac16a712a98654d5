import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage } from "@firstbell/protocol";
import { AccountApi } from "../src/api/api.ts";
import { Http } from "../src/api/http.ts";
import { ApiProblem, noAnswer } from "../src/api/problem.ts";
import type { CreditOrder, Credits, Entitlements, LedgerItem, PayBy } from "../src/api/shapes.ts";
import { order } from "../src/billing/buy.tsx";
import { dayPlus, daysBetween, monthOf, monthWords, nextMonthDay, startOfDay, todayIn } from "../src/billing/days.ts";
import { chatsUsed, creditsLeft, fullness, toneOf, words } from "../src/billing/entitlement.ts";
import { pointWords } from "../src/billing/balance.tsx";
import { axisWords, pointsOf, ticksOf, type Stretch } from "../src/billing/line.ts";
import { linesOf } from "../src/billing/history.tsx";
import { amount, countOf, credits, digitsOf, minorOf, money, moved, typed } from "../src/billing/money.ts";
import { leftWords } from "../src/billing/renew.tsx";
import { historyQuery, rangeFault, readHistory, USUAL, writeHistory } from "../src/billing/range.ts";
import { againWords, byWords, creditSentence, isReversible, kindWords, moneyRefusal, receiptWords, reversalWords, spendable, walletSentence } from "../src/billing/words.ts";
import { isFirst, type Eyes } from "../src/billing/look.ts";
import { EntitlementWatch, isShown } from "../src/billing/watch.ts";
import { Attempts, attempts, isInDoubt, replayOf } from "../src/customers/payment/attempts.ts";
import { hashOf, isLinked, parseRoute } from "../src/route.ts";
import type { Session } from "../src/session/session.ts";

function entitled(more: { used?: number; of?: number | undefined; state?: Entitlements["chats"]["state"]; credits?: Partial<Credits>; package?: Entitlements["package"] } = {}): Entitlements {
  return {
    package: more.package ?? "operations",
    chats: { used: more.used ?? 3, ...("of" in more ? (more.of === undefined ? {} : { of: more.of }) : { of: 500 }), month: "2026-11", until: Date.UTC(2026, 11, 1), state: more.state ?? "ok" },
    credits: { available: 25, reserved: 0, threshold: 5, state: "ok", ...more.credits },
  };
}

test("amounts have the digits of ISO 4217, whatever is the custom of a browser", () => {
  assert.equal(money(1840, "EUR"), "€18.40");
  assert.equal(money(1840, "JPY"), "¥1,840");
  assert.equal(money(1840, "KWD").replace(/\s/gu, " "), "KWD 1.840");
  // This engine follows custom for these, and would show a hundred or a thousand times as much.
  assert.equal(money(1840, "RSD").replace(/\s/gu, " "), "RSD 18.40");
  assert.equal(money(1840, "IQD").replace(/\s/gu, " "), "IQD 1.840");
  assert.equal(money(-5, "EUR"), "-€0.05");
  assert.equal(money(Number.MAX_SAFE_INTEGER, "EUR"), "€90,071,992,547,409.91");
  assert.equal(money(5, "not a currency"), "0.05 not a currency");
  assert.equal(moved(1250, "EUR"), "+€12.50");
  assert.equal(digitsOf("KWD"), 3);
  assert.equal(amount(1, "interactions"), "1 credit");
  assert.equal(credits(1250), "1,250 credits");
});

test("what is typed becomes minor units, exactly, or is asked again", () => {
  const minor = (text: string, currency: string) => {
    const found = minorOf(text, currency);
    return "minor" in found ? found.minor : found.fault;
  };
  assert.equal(minor("12.50", "EUR"), 1250);
  assert.equal(minor("12,5", "EUR"), 1250);
  assert.equal(minor(" 1 250.00 EUR", "EUR"), 125_000);
  assert.equal(minor("0.07", "EUR"), 7);
  assert.equal(minor("1.1", "KWD"), 1100);
  assert.equal(minor("1840", "JPY"), 1840);
  assert.equal(minor("4.35", "EUR"), 435);
  assert.match(String(minor("1,250", "EUR")), /two ways/u);
  assert.match(String(minor("1,250", "KWD")), /two ways/u);
  assert.match(String(minor("12.505", "EUR")), /2 digits behind the point, not 3/u);
  assert.match(String(minor("12.5", "JPY")), /no digits behind the point/u);
  assert.match(String(minor("-5", "EUR")), /without a sign/u);
  assert.match(String(minor("0.00", "EUR")), /above zero/u);
  assert.match(String(minor("", "EUR")), /Write the amount/u);
  assert.match(String(minor("1e5", "EUR")), /not an amount/u);
  assert.match(String(minor("10000000000.01", "EUR")), /The most/u);
  for (const currency of ["EUR", "JPY", "KWD"]) assert.deepEqual(minorOf(typed(1_234_567, currency), currency), { minor: 1_234_567 });
  assert.deepEqual(countOf(" 25 ", "credits", 100), { count: 25 });
  assert.ok("fault" in countOf("2.5", "credits", 100) && "fault" in countOf("101", "credits", 100) && "fault" in countOf("0", "credits", 100) && "count" in countOf("0", "credits", 100, 0));
});

test("what is always in sight is quiet while all is well", () => {
  const calm = entitled();
  assert.equal(chatsUsed(calm), "3 of 500 chats used");
  assert.equal(creditsLeft(calm), "25 credits");
  assert.deepEqual(words(calm, "buyer"), []);
  assert.equal(toneOf(calm), "calm");
  assert.equal(chatsUsed(entitled({ used: 1, of: undefined })), "1 chat this month");
  assert.equal(fullness(entitled({ of: undefined })), undefined);
  assert.equal(fullness(entitled({ used: 612 })), 1);
  assert.equal(creditsLeft(entitled({ package: "platform" })), undefined);
});

test("at 80 %, at 100 %, few, none and frozen it says so, with the way out for who can go it", () => {
  const near = words(entitled({ used: 412, state: "near" }), "buyer");
  assert.deepEqual(near.map(({ id, tone }) => [id, tone]), [["chats-near", "mild"]]);
  assert.match(near[0]?.title ?? "", /412 of 500 chats of November/u);
  assert.match(near[0]?.text ?? "", /until 1 December/u);
  const [usedUp] = words(entitled({ used: 500, state: "used-up" }), "agent");
  assert.equal(usedUp?.tone, "serious");
  assert.match(usedUp?.text ?? "", /asked to leave a message/u);
  const [low] = words(entitled({ credits: { available: 1, state: "low" } }), "buyer");
  assert.match(low?.title ?? "", /1 credit for chats with operators is left/u);
  assert.equal(hashOf(low?.way?.to ?? { at: "home" }), "#/billing/buy");
  const [gone] = words(entitled({ credits: { available: 0, state: "gone" } }), "agent");
  assert.match(gone?.text ?? "", /own agents still do.* administrator/u);
  assert.equal(gone?.way, undefined);
  const [frozen] = words(entitled({ credits: { available: 18, state: "frozen", usableUntil: Date.UTC(2026, 10, 13, 12) } }), "buyer");
  assert.match(frozen?.text ?? "", /paid until 13 November 2026\. 18 credits are kept and come back/u);
  assert.equal(creditsLeft(entitled({ credits: { available: 18, state: "frozen" } })), "18 credits frozen");
  // The worst is said first.
  assert.deepEqual(words(entitled({ used: 412, state: "near", credits: { available: 0, state: "gone" } }), "agent").map(({ id }) => id), ["credits-gone", "chats-near"]);
});

test("a reseller's own console shows entitlements only once there is something to see", () => {
  const at = (kind: "customer" | "reseller") => ({ organization: { kind } }) as Session;
  const empty = entitled({ used: 0, of: undefined, package: "platform" });
  assert.equal(isShown(at("reseller"), empty), false);
  assert.equal(isShown(at("customer"), empty), true);
  assert.equal(isShown(at("reseller"), entitled()), true);
});

test("what is in sight is asked for anew when somebody comes back, once for each time, and not while nobody looks", async () => {
  let time = 0;
  let asked = 0;
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" as DocumentVisibilityState });
  const eyes: Eyes = { window: new EventTarget(), page, now: () => time };
  const watch = new EntitlementWatch({ entitlements: async () => (asked++, entitled()) }, "demo");
  const stop = watch.watch(eyes);
  const comes = (after: number) => {
    time += after;
    eyes.window.dispatchEvent(new Event("focus"));
    page.dispatchEvent(new Event("visibilitychange"));
    return asked;
  };
  assert.equal(asked, 1);
  assert.equal(comes(1_000), 1);
  assert.equal(comes(10_000), 2);
  assert.equal(comes(4_000), 2);
  page.visibilityState = "hidden";
  assert.equal(comes(60_000), 2);
  page.visibilityState = "visible";
  assert.equal(comes(1), 3);
  eyes.window.dispatchEvent(new Event("online"));
  assert.equal(asked, 4);
  stop();
  assert.equal(comes(60_000), 4);
  assert.equal(isFirst({ kind: "ready", value: { items: [1, 2], next: "n" } }, 2), true);
  assert.equal(isFirst({ kind: "ready", value: { items: [1, 2, 3] } }, 2), false);
  assert.equal(isFirst({ kind: "loading" }, 2), false);
});

test("days are those of a time zone, also when they have 23 or 25 hours or no midnight", () => {
  assert.equal(startOfDay("2026-11-22", "Europe/London"), Date.UTC(2026, 10, 22));
  assert.equal(startOfDay("2026-11-22", "Asia/Tokyo"), Date.UTC(2026, 10, 21, 15));
  assert.equal(startOfDay("2026-03-30", "Europe/London") - startOfDay("2026-03-29", "Europe/London"), 23 * 3_600_000);
  assert.equal(startOfDay("2026-10-26", "Europe/London") - startOfDay("2026-10-25", "Europe/London"), 25 * 3_600_000);
  // Beirut's clocks go forward at midnight: the day begins at one.
  assert.equal(startOfDay("2026-03-29", "Asia/Beirut"), Date.UTC(2026, 2, 28, 22));
  assert.equal(startOfDay("2026-01-01", "Pacific/Kiritimati"), Date.UTC(2025, 11, 31, 10));
  assert.equal(todayIn(Date.UTC(2026, 10, 30, 23, 30), "Asia/Tokyo"), "2026-12-01");
  assert.equal(dayPlus("2028-02-28", 1), "2028-02-29");
  assert.deepEqual(monthOf("2026-03-15", -1), { from: "2026-02-01", to: "2026-02-28" });
  assert.deepEqual(monthOf("2026-12-31"), { from: "2026-12-01", to: "2026-12-31" });
  assert.equal(daysBetween("2026-10-20", "2026-11-02").length, 14);
  assert.equal(monthWords("2026-11", new Date(2026, 10, 1)), "November");
  assert.equal(monthWords("2025-12", new Date(2026, 0, 1)), "December 2025");
  assert.equal(nextMonthDay("2026-12"), "1 January");
});

test("the fee's day is the organization's, wherever it is read", () => {
  // An evening in London is the next day in Tokyo.
  const usableUntil = Date.UTC(2026, 10, 13, 20);
  const held = { available: 18, reserved: 0, threshold: 5, state: "frozen", usableUntil } as const;
  const [frozen] = words(entitled({ credits: held }), "agent", "Asia/Tokyo");
  assert.match(frozen?.text ?? "", /paid until 14 November 2026/u);
  const [here] = words(entitled({ credits: held }), "agent", "Europe/London");
  assert.match(here?.text ?? "", /paid until 13 November 2026/u);
  const seen = (timezone: string) => leftWords({ organization: { name: "Northwind Tea", timezone }, credits: held, packs: [] });
  assert.match(seen("Asia/Tokyo"), /paid until 14 November 2026/u);
  assert.match(seen("Europe/London"), /paid until 13 November 2026/u);
});

test("the history's range lives in the address, and both its days are in", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  assert.deepEqual(readHistory(new URLSearchParams("account=credits&from=2026-11-01&to=2026-11-30")), { account: "credits", range: "days", from: "2026-11-01", to: "2026-11-30" });
  assert.deepEqual(readHistory(new URLSearchParams("account=gold&range=century&from=yesterday")), USUAL);
  for (const text of ["", "account=credits", "range=all", "from=2026-11-01", "range=days"]) assert.equal(writeHistory(readHistory(new URLSearchParams(text))), text);
  const asked = historyQuery({ account: "wallet", range: "days", from: "2026-11-01", to: "2026-11-01" }, now, "Europe/London");
  assert.deepEqual(asked, { account: "wallet", from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2) });
  assert.deepEqual(historyQuery({ ...USUAL, range: "last-month" }, now, "Europe/London"), { account: "wallet", from: Date.UTC(2026, 8, 30, 23), to: Date.UTC(2026, 10, 1) });
  // The end of a month is the beginning of the next: no instant is in neither.
  assert.equal(historyQuery({ ...USUAL, range: "last-month" }, now, "Asia/Tokyo").to, historyQuery({ ...USUAL, range: "month" }, now, "Asia/Tokyo").from);
  assert.deepEqual(historyQuery({ ...USUAL, range: "all" }, now), { account: "wallet" });
  assert.match(rangeFault({ range: "days", from: "2026-11-02", to: "2026-11-01" }) ?? "", /after the last/u);
});

test("a posting that touches an account twice is two lines", () => {
  const item = (minor: number, after: number): LedgerItem => ({ id: "fee1", at: 0, kind: "fee", minor, after, by: { kind: "system" } });
  const lines = linesOf([item(-2900, 0), item(2900, 2900)]);
  assert.equal(new Set(lines.map((line) => line.id)).size, 2);
  assert.deepEqual(lines.map((line) => line.posting), ["fee1", "fee1"]);
  assert.deepEqual(lines.map((line) => kindWords(line, "wallet")), ["Monthly fee", "Payment of the monthly fee"]);
});

test("the balance is a line of steps from what it began with to what it is now", () => {
  const item = (at: number, minor: number, after: number): LedgerItem => ({ id: `p${at}`, at, kind: "top-up", minor, after, by: { kind: "system" } });
  const items = [item(30, -50, 200), item(20, 100, 250)];
  const whole = { opening: 150, closing: 200, from: 10, to: undefined, now: 40, isCut: false };
  const line = (stretch: Stretch) => pointsOf(items, stretch).map(({ at, balance }) => [at, balance]);
  assert.deepEqual(line(whole), [[10, 150], [20, 250], [30, 200], [40, 200]]);
  // All time begins with the first entry; a range that is over ends where it ends; what is not fetched is not drawn.
  assert.deepEqual(line({ ...whole, from: undefined })[0], [20, 250]);
  assert.deepEqual(line({ ...whole, to: 35 }).at(-1), [35, 200]);
  assert.deepEqual(line({ ...whole, isCut: true })[0], [20, 250]);
  assert.deepEqual(pointsOf([], whole), []);
  assert.deepEqual(pointsOf([item(20, -1, 1), item(21, 2, 2)], whole).map(({ at }) => at), [10, 21, 21, 40]);
  // This computer's clock is behind the server's.
  assert.deepEqual(line({ ...whole, now: 25 }).at(-1), [30, 200]);
  const at = Date.UTC(2026, 10, 22, 14, 5);
  const points = pointsOf([item(at, 1250, 3450)], { ...whole, from: at - 1, now: at });
  assert.deepEqual(
    [0, 1, 2].map((place) => pointWords(points, place, "wallet", "EUR", "UTC")),
    ["22 Nov 2026, 14:04, at the beginning: €1.50", "22 Nov 2026, 14:05: Credit added, +€12.50. Balance €34.50", "22 Nov 2026, 14:05, at the end: €2.00"],
  );
});

test("a line's times and amounts are round, in the organization's zone, and fit", () => {
  const labels = (from: number, to: number, fit: number, zone = "Europe/London") => ticksOf(from, to, fit, zone).map(({ label }) => label);
  assert.deepEqual(labels(Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 22, 22), 4), ["00:00", "06:00", "12:00", "18:00"]);
  assert.deepEqual(labels(Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 30, 12), 5), ["2 Nov", "9 Nov", "16 Nov", "23 Nov", "30 Nov"]);
  assert.deepEqual(labels(Date.UTC(2026, 8, 2), Date.UTC(2026, 10, 30), 3), ["1 Oct", "1 Nov"]);
  assert.deepEqual(labels(Date.UTC(2025, 10, 15), Date.UTC(2026, 10, 30), 4), ["1 Jan 2026", "1 Apr", "1 Jul", "1 Oct"]);
  assert.equal(ticksOf(Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 24), 9, "Asia/Tokyo")[0]?.at, Date.UTC(2026, 10, 20, 15));
  for (const days of [0, 1, 2, 9, 40, 400, 4000]) assert.ok(ticksOf(0, days * 86_400_000 + 1, 6, "Europe/London").length <= 6, String(days));
  assert.deepEqual(axisWords([0, 10_000], "EUR"), ["€0", "€100"]);
  assert.deepEqual(axisWords([0, 50], "EUR"), ["€0.00", "€0.50"]);
  assert.deepEqual(axisWords([0, 1_500_000], "JPY"), ["¥0", "¥1,500,000"]);
  assert.deepEqual(axisWords([0, 1_500], "interactions"), ["0", "1,500"]);
});

test("every kind of entry has words, and only what the server reverses can be reversed", () => {
  const kinds = ["top-up", "withdrawal", "debt-payment", "pack", "fee", "credit-granted", "credit-withdrawn", "chat", "reversal"];
  for (const kind of kinds) for (const minor of [1, -1]) assert.match(kindWords({ kind, minor }, "wallet"), /^[A-Z][a-z ]+$/u);
  assert.deepEqual(kinds.filter((kind) => !isReversible({ kind })), ["chat", "reversal"]);
  // Asked before: a pack's opposite takes credits, and gives the price back only where the balance paid it.
  assert.match(reversalWords({ kind: "pack" }) ?? "", /credits of the pack are taken back.* price goes back to the balance.*becomes “Reversed”/u);
  assert.match(reversalWords({ kind: "pack", memo: "6v6n4p7r2s6t3u5w7ya5q2m7xk" }) ?? "", /The balance stays as it is.*becomes “Reversed”/u);
  assert.match(reversalWords({ kind: "fee" }) ?? "", /months are taken back.*reversed first/u);
  assert.equal(reversalWords({ kind: "top-up", memo: "Twice" }), undefined);
  assert.equal(kindWords({ kind: "card-refund", minor: 1 }, "wallet"), "Card refund");
  assert.equal(byWords({ by: { kind: "member", name: "Rosa Lind", organization: "Harbor Partners" } }), "Rosa Lind, Harbor Partners");
  assert.equal(byWords({ by: { kind: "system" } }), undefined);
  assert.equal(receiptWords({ method: "wire", reference: "4712" }), "Paid by wire transfer (4712)");
});

test("a wallet says what can be spent", () => {
  const wallet = { currency: "GBP", posted: -9900, pending: 0, available: -9900, limit: 50_000 };
  assert.equal(spendable(wallet), 40_100);
  assert.match(walletSentence({ wallet, pricing: "postpaid" }), /limit is £500\.00; £401\.00 of it can still be used/u);
  assert.equal(spendable({ ...wallet, limit: 5_000 }), 0);
  assert.match(creditSentence({ posted: 26, reserved: 1, available: 25, threshold: 5, state: "ok" }), /never expire/u);
  assert.match(creditSentence({ posted: 18, reserved: 0, available: 18, threshold: 5, state: "frozen" }), /is not paid\. 18 credits are kept/u);
});

test("refusals about money are said in words", () => {
  const problem = (slug: string, more = {}, status = 409) => new ApiProblem(status, slug, "t", "d", [], more);
  assert.equal(moneyRefusal(problem("balance-too-low", { standing: [{ account: "wallet", unit: "EUR", minor: 1250, means: "credit" }] })), "No more than €12.50 can be used now. Nothing was changed.");
  assert.match(moneyRefusal(problem("busy", {}, 503)) ?? "", /Nothing was changed/u);
  assert.match(moneyRefusal(problem("no-answer", {}, 0)) ?? "", /once at most/u);
  assert.equal(moneyRefusal(problem("state")), undefined);
});

test("the same money under one key until it is answered, also from a dialog that was opened anew, or a page that was loaded anew", () => {
  const storage = memoryStorage();
  const tab = new Attempts(storage);
  const body = { minor: 1250 };
  const first = tab.keyFor("quiet", "top-up", body);
  assert.equal(tab.keyFor("quiet", "top-up", { ...body }), first);
  assert.notEqual(tab.keyFor("quiet", "top-up", { minor: 1251 }), first);
  assert.notEqual(tab.keyFor("demo", "top-up", body), first);
  const reloaded = new Attempts(storage);
  assert.ok(reloaded.isOpen("quiet", "top-up", body));
  assert.equal(reloaded.keyFor("quiet", "top-up", body), first);
  reloaded.answered("quiet", "top-up", body);
  assert.equal(reloaded.isOpen("quiet", "top-up", body), false);
  assert.notEqual(reloaded.keyFor("quiet", "top-up", body), first);
  assert.notEqual(new Attempts(memoryStorage()).keyFor("demo", "top-up", body), tab.keyFor("demo", "top-up", body));
});

test("a key is kept while nobody knows whether the payment was done, and for no longer", async () => {
  const tab = new Attempts(memoryStorage());
  const keys: string[] = [];
  const send = (answer: ApiProblem | object) =>
    tab.send("quiet", "top-up", { minor: 1250 }, (key) => {
      keys.push(key);
      return answer instanceof ApiProblem ? Promise.reject(answer) : Promise.resolve(answer);
    });
  const refused = (status: number, slug = "") => new ApiProblem(status, slug, "t", "d");
  // Silence, and refusals of who is asking instead of what is asked: the first try may have been done.
  for (const problem of [noAnswer(), refused(503, "busy"), refused(429), refused(401), refused(403)]) await assert.rejects(send(problem));
  await assert.rejects(send(refused(409, "balance-too-low")));
  assert.equal(new Set(keys).size, 1);
  await send({});
  await send({});
  assert.equal(new Set(keys).size, 3);
  assert.deepEqual([noAnswer(), refused(503), refused(409, "idempotency-key-reused"), refused(409, "balance-too-low"), refused(401)].map(isInDoubt), [true, true, true, false, false]);
});

test("a pack is bought once, although the answer is lost, the dialog opened anew, and the other way of paying tried", async () => {
  const done = new Map<string, PayBy>();
  let loses = true;
  const api = {
    order: async (_: string, { pack, pay }: { pack: string; pay: PayBy }, key: string): Promise<CreditOrder> => {
      const before = done.get(key);
      if (before !== undefined && before !== pay) throw new ApiProblem(409, "idempotency-key-reused", "t", "d");
      done.set(key, pay);
      if (loses) throw noAnswer();
      return { id: key, pack, credits: 50, minor: 4900, currency: "EUR", state: "received", createdAt: 0, ...(before === undefined ? {} : { replayed: true }) };
    },
  };
  await assert.rejects(order(api, "quiet", { pack: "credits-50", pay: "balance" }));
  loses = false;
  assert.ok(attempts.isOpen("quiet", "order", { pack: "credits-50" }));
  const again = await order(api, "quiet", { pack: "credits-50", pay: "balance" });
  assert.equal(again.replayed, true);
  assert.equal(done.size, 1);
  // Said that it was there before, the same once more is another purchase.
  assert.equal((await order(api, "quiet", { pack: "credits-50", pay: "balance" })).replayed, undefined);
  assert.equal(done.size, 2);
  loses = true;
  await assert.rejects(order(api, "quiet", { pack: "credits-50", pay: "balance" }));
  loses = false;
  await assert.rejects(order(api, "quiet", { pack: "credits-50", pay: "invoice" }), { slug: "idempotency-key-reused" });
  assert.equal(done.size, 3);
});

test("an answer that was given before says so, with the day, and is not said as done now", async () => {
  const answering = (headers: Record<string, string>) => new AccountApi(new Http("", async () => Response.json({ id: "p1", at: Date.UTC(2026, 10, 22, 14, 5), kind: "top-up" }, { status: 201, headers })));
  const fresh = await answering({}).topUp("quiet", { minor: 1250 }, "k");
  assert.equal(replayOf(fresh), undefined);
  const before = replayOf(await answering({ "Idempotency-Replayed": "true" }).topUp("quiet", { minor: 1250 }, "k"));
  assert.equal(againWords(before?.at, "Europe/London"), "This was posted before, on 22 Nov 2026, 14:05: its answer had not come. It was not posted again.");
  assert.equal(replayOf(undefined), undefined);
});

test("a renewal link is a link; billing and use are pages", () => {
  const route = parseRoute("#/renewal/l.renewal.demo.2v6n4p8r.abc");
  assert.ok(isLinked(route) && route.at === "renewal");
  assert.equal(hashOf(route), "#/renewal/l.renewal.demo.2v6n4p8r.abc");
  assert.deepEqual(parseRoute("#/renew/l.renewal.demo.2v6n4p8r.abc"), route);
  assert.deepEqual(parseRoute("#/billing/history?account=credits"), { at: "page", page: "billing", path: ["history"], query: "account=credits" });
  assert.deepEqual(parseRoute("#/use"), { at: "page", page: "use", path: [], query: "" });
});
