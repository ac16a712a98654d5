import assert from "node:assert/strict";
import { test } from "node:test";
import { parents } from "../src/customers/owner.tsx";
import type { Organization } from "../src/api/shapes.ts";
import { billingNameOf, setFollows, settingsDraft, settingsFaults, settingsPatch } from "../src/customers/billing.ts";
import { COUNTRIES, countryHere, countryOf, CURRENCY_CODES, timezones } from "../src/customers/countries.ts";
import { choose, draftFaults, draftRequest, emptyDraft } from "../src/customers/draft.ts";
import { chosen, EVERYBODY, isFiltered, readFilters } from "../src/customers/filters.ts";
import { balanceSentence, meaning, money, obstacle, standingIn, standingOf } from "../src/customers/money.ts";
import { ApiProblem } from "../src/api/problem.ts";
import type { Listed } from "../src/api/shapes.ts";
import { Pages, whole } from "../src/portal/pages.ts";

function anOrganization(more: Partial<Organization> = {}): Organization {
  return {
    id: "quiet",
    kind: "customer",
    name: "Quiet Corner Books",
    state: "active",
    parent: "harbor",
    country: "PT",
    currency: "EUR",
    timezone: "Europe/Lisbon",
    pricing: "prepaid",
    plan: "free",
    billing: { name: "Quiet Corner Books", follows: true },
    settings: { computers: "both", sites: [], greeting: "Hello!" },
    use: { month: "2026-11", chats: 0, answered: 0, missed: 0 },
    balance: { currency: "EUR", minor: 0 },
    createdAt: 0,
    version: 3,
    ...more,
  };
}

test("a country proposes its currency and time zone, until somebody chooses others by hand", () => {
  let draft = choose(emptyDraft(undefined), "country", "PT");
  assert.deepEqual([draft.currency, draft.timezone], ["EUR", "Europe/Lisbon"]);
  draft = choose(draft, "country", "JP");
  assert.deepEqual([draft.currency, draft.timezone], ["JPY", "Asia/Tokyo"]);
  draft = choose(draft, "currency", "USD");
  draft = choose(draft, "country", "BR");
  assert.deepEqual([draft.currency, draft.timezone], ["USD", "America/Sao_Paulo"]);
});

test("every country has a name, a currency of three letters and a time zone that this engine knows", () => {
  assert.equal(COUNTRIES.length, 246);
  for (const country of COUNTRIES) {
    assert.notEqual(country.name, country.code, country.code);
    assert.match(country.currency, /^[A-Z]{3}$/u);
    assert.doesNotThrow(() => new Intl.DateTimeFormat("en", { timeZone: country.timezone }), country.timezone);
  }
  assert.equal(countryOf("US")?.timezone, "America/New_York");
  assert.ok(CURRENCY_CODES.includes("CHF"));
  assert.ok(timezones("Mars/Olympus").includes("Mars/Olympus"));
  assert.equal(countryHere("Europe/Lisbon")?.code, "PT");
  assert.equal(countryHere("Nowhere/Known"), undefined);
});

test("a new customer needs a name, country, currency and time zone; the administrator is both or nothing", () => {
  assert.deepEqual(Object.keys(draftFaults(emptyDraft(undefined))), ["name", "country", "currency", "timezone"]);
  const draft = { ...choose(emptyDraft(undefined), "country", "PT"), name: "  Quiet   Corner Books " };
  assert.deepEqual(draftFaults(draft), {});
  assert.deepEqual(Object.keys(draftFaults({ ...draft, ownerName: "Ana" })), ["ownerEmail"]);
  assert.deepEqual(Object.keys(draftFaults({ ...draft, ownerEmail: "ana@quiet.example" })), ["ownerName"]);
  assert.match(draftFaults({ ...draft, ownerName: "Ana", ownerEmail: "ana@quiet" }).ownerEmail ?? "", /not an e-mail address/u);
  assert.match(draftFaults({ ...draft, name: "x".repeat(81) }).name ?? "", /81 characters; 80 is the most/u);
  assert.deepEqual(draftRequest({ ...draft, ownerName: "Ana Reis", ownerEmail: " ana@quiet.example" }), {
    name: "Quiet Corner Books",
    country: "PT",
    currency: "EUR",
    timezone: "Europe/Lisbon",
    pricing: "prepaid",
    plan: "free",
    owner: { name: "Ana Reis", email: "ana@quiet.example" },
  });
});

test("the billing name follows the organization's name until it is set apart, and again when it is put back", () => {
  const organization = anOrganization();
  const renamed = { ...settingsDraft(organization), name: "Quiet Corner" };
  assert.equal(billingNameOf(renamed), "Quiet Corner");
  assert.deepEqual(settingsPatch(organization, renamed), { name: "Quiet Corner" });

  const apart = { ...setFollows(renamed, false), billingName: "Ana Reis, Lda." };
  assert.equal(billingNameOf(apart), "Ana Reis, Lda.");
  assert.deepEqual(settingsPatch(organization, apart), { name: "Quiet Corner", billing: { name: "Ana Reis, Lda." } });

  const set = anOrganization({ billing: { name: "Ana Reis, Lda.", follows: false } });
  assert.deepEqual(settingsPatch(set, setFollows(settingsDraft(set), true)), { billing: { name: null } });
  // The same name, but set apart: a later rename must not take it along.
  assert.deepEqual(settingsPatch(organization, setFollows(settingsDraft(organization), false)), { billing: { name: "Quiet Corner Books" } });
});

test("a patch says only what changed, and null where something was emptied", () => {
  const organization = anOrganization({
    billing: { name: "Q", follows: false, taxId: "PT509442013", address: { line1: "Rua 1", line2: "2 E", city: "Porto", country: "PT" } },
  });
  const draft = settingsDraft(organization);
  assert.deepEqual(settingsPatch(organization, draft), {});
  assert.deepEqual(settingsPatch(organization, { ...draft, taxId: " " }), { billing: { taxId: null } });
  assert.deepEqual(settingsPatch(organization, { ...draft, line1: "", line2: "", city: "" }), { billing: { address: null } });
  assert.deepEqual(settingsPatch(organization, { ...draft, line2: "" }), {
    billing: { address: { line1: "Rua 1", city: "Porto", country: "PT", line2: null } },
  });
  assert.deepEqual(Object.keys(settingsFaults({ ...draft, line1: " " })), ["line1"]);
  assert.deepEqual(Object.keys(settingsFaults({ ...draft, taxId: "<b>" })), ["taxId"]);
});

test("filters live in the address; what makes no sense there is left out", () => {
  const filters = readFilters(new URLSearchParams("search=nor%20tea&state=suspended&plan=gold&country=XX&pricing=prepaid"));
  assert.deepEqual(filters, { search: "nor tea", parent: "", state: "suspended", pricing: "prepaid", plan: "", country: "" });
  assert.deepEqual(chosen({ ...filters, search: "  nor   tea " }), { search: "nor tea", state: "suspended", pricing: "prepaid" });
  assert.deepEqual(readFilters(new URLSearchParams(chosen(filters))), filters);
  assert.deepEqual(chosen(readFilters(new URLSearchParams("parent=harbor&state=active"))), { parent: "harbor", state: "active" });
  assert.deepEqual(chosen(readFilters(new URLSearchParams("parent=%3Cb%3E"))), {});
  assert.equal(isFiltered(EVERYBODY), false);
  assert.equal(isFiltered({ ...EVERYBODY, search: "   " }), false);
});

test("amounts have the digits of their currency", () => {
  assert.equal(money(1840, "EUR"), "€18.40");
  assert.equal(money(1840, "JPY"), "¥1,840");
  assert.equal(money(1840, "KWD").replace(/\s/gu, " "), "KWD 1.840");
  assert.equal(money(5, "not a currency"), "0.05 not a currency");
});

test("a balance is said in a sentence, and never called deletable while it is not zero", () => {
  assert.equal(meaning(0, "prepaid"), "settled");
  assert.match(balanceSentence(0, "EUR", "prepaid"), /no credit to use or to withdraw/u);
  assert.match(balanceSentence(0, "EUR", "postpaid"), /Nothing is owed/u);
  assert.match(balanceSentence(1200, "EUR", "prepaid"), /€12\.00 of credit is left/u);
  assert.match(balanceSentence(-1200, "EUR", "postpaid"), /€12\.00 is owed/u);
});

test("a deletion names the rows in its way, each with where it is cleared", () => {
  const rows = standingOf({ wallet: { posted: 1250, pending: 0, currency: "GBP" }, credits: { posted: 25, reserved: 1 } });
  assert.deepEqual(rows, [
    { account: "wallet", unit: "GBP", minor: 1250, means: "credit" },
    { account: "credits", unit: "interactions", minor: 24, means: "credit" },
    { account: "credits", unit: "interactions", minor: 1, means: "reserved" },
  ]);
  assert.deepEqual(rows.map((row) => obstacle(row).begin), ["withdraw", "take-credits", ""]);
  assert.match(obstacle({ account: "wallet", unit: "JPY", minor: -9900, means: "debt" }).words, /¥9,900 is owed/u);
  assert.equal(obstacle({ account: "wallet", unit: "JPY", minor: -9900, means: "debt" }).begin, "clear-debt");
  assert.deepEqual(standingOf({ wallet: { posted: 0, pending: 0, currency: "EUR" }, credits: { posted: 0, reserved: 0 } }), []);
  assert.deepEqual(standingIn([...rows, "x", { account: 1 }, null]), rows);
  assert.deepEqual(standingIn(undefined), []);
});

test("a slow answer to an older question never covers the newer one", async () => {
  const waiting: ((names: readonly string[]) => void)[] = [];
  const pages = new Pages<{ id: string }, string>(
    () => new Promise<Listed<{ id: string }>>((answer) => waiting.push((names) => answer({ items: names.map((id) => ({ id })) }))),
  );
  const older = pages.show("n");
  const newer = pages.show("northwind");
  waiting[1]?.(["northwind"]);
  waiting[0]?.(["nothing", "northwind"]);
  await Promise.all([older, newer]);
  assert.deepEqual(pages.value, { items: [{ id: "northwind" }], phase: "still" });
});

test("a rare match behind empty pages is found without a click", async () => {
  const pages = new Pages<{ id: string }, string>((_, cursor) =>
    Promise.resolve(cursor === "3" ? { items: [{ id: "rare" }] } : { items: [], next: String(Number(cursor ?? 0) + 1) }),
  );
  await pages.show("rare");
  assert.deepEqual(pages.value, { items: [{ id: "rare" }], phase: "still" });
});

test("10,000 customers come by cursor, nobody twice, and a failure keeps what was there", async () => {
  const all = Array.from({ length: 10_000 }, (_, place) => ({ id: `c${place}` }));
  let failing = false;
  const fetch = (_: string, cursor: string | undefined): Promise<Listed<{ id: string }>> => {
    if (failing) return Promise.reject(new ApiProblem(0, "no-answer", "No answer", "The server does not answer."));
    // One is inserted before each page: the last of the page before comes again.
    const from = cursor === undefined ? 0 : Number(cursor) - 1;
    const items = all.slice(from, from + 100);
    return Promise.resolve({ items, ...(from + 100 < all.length ? { next: String(from + 100) } : {}) });
  };
  const pages = new Pages<{ id: string }, string>(fetch);
  await pages.show("");
  await pages.more();
  assert.equal(pages.value.items.length, 199);
  failing = true;
  await pages.more();
  assert.equal(pages.value.phase, "failed");
  assert.equal(pages.value.items.length, 199);
  failing = false;
  while (pages.value.next !== undefined) await pages.more();
  assert.equal(new Set(pages.value.items.map((item) => item.id)).size, 10_000);
  assert.equal(pages.value.items.length, 10_000);
  assert.equal((await whole((cursor) => fetch("", cursor), 300)).length, 300);
});

test("a customer can be given to every other reseller, and to the platform itself", () => {
  const found = [
    { id: "harbor", name: "Harbor", kind: "reseller" },
    { id: "demo", name: "Northwind Tea", kind: "customer" },
    { id: "coast", name: "Coast", kind: "reseller" },
  ];
  const platform = { id: "platform", name: "Firstbell" };
  assert.deepEqual(parents(found, platform, "harbor"), [["platform", "Firstbell itself, without a reseller"], ["coast", "Coast"]]);
  assert.deepEqual(parents(found, platform, "platform").map(([id]) => id), ["harbor", "coast"]);
});
