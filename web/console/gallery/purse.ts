import type { BalanceMeant, CreditOrder, CreditPack, CreditState, Entitlements, LedgerItem, Organization, UseRow } from "../src/api/shapes.ts";
import { dayPlus, daysBetween, todayIn } from "../src/billing/days.ts";
import { digitsOf } from "../src/billing/money.ts";

/** Money, credits and use in memory, for looking at the pages; the scene's name says what the world is like. */
const DAY = 86_400_000;
const NOW = Date.now();
const ROSA = { kind: "member", id: "rosa", name: "Rosa Lind", organization: "Harbor Partners" };
const MARTA = { kind: "member", id: "marta", name: "Marta Oliveira" };

function creditState(scene: string): CreditState {
  return (["low", "gone", "frozen"] as const).find((state) => scene.includes(state)) ?? "ok";
}

function heldIn(scene: string) {
  const state = creditState(scene);
  const available = { ok: 25, low: 3, gone: 0, frozen: 18 }[state];
  const usableUntil = state === "frozen" ? NOW - 9 * DAY : NOW + 24 * DAY;
  return { posted: available + 1, reserved: 1, available, threshold: 5, usableUntil, state };
}

export function entitlementsIn(scene: string): Entitlements {
  const used = scene.includes("near") ? 412 : scene.includes("used-up") ? 500 : 3;
  const { posted: _, ...credits } = heldIn(scene);
  return {
    package: scene.includes("platform") ? "platform" : "operations",
    chats: { used, ...(scene.includes("endless") ? {} : { of: 500 }), month: todayIn(NOW).slice(0, 7), until: NOW + 8 * DAY, state: used === 3 ? "ok" : used === 500 ? "used-up" : "near" },
    ...(scene.includes("platform") ? {} : { credits }),
  };
}

let huge = 1;

function unit(currency: string): number {
  return 10 ** digitsOf(currency) * huge;
}

function history(currency: string, postpaid: boolean): readonly LedgerItem[] {
  const one = unit(currency);
  const steps: readonly (readonly [days: number, kind: string, minor: number, more?: Partial<LedgerItem>])[] = postpaid
    ? [
        [61, "pack", -98 * one, { by: MARTA }],
        [44, "debt-payment", 98 * one, { reference: "Invoice 2026-104" }],
        [40, "fee", 29 * one, { reference: "Invoice 2026-112" }],
        [40, "fee", -29 * one],
        [12, "pack", -179 * one, { by: MARTA }],
        [3, "debt-payment", 80 * one, { reference: "Transfer 88213", memo: "The first half" }],
      ]
    : [
        [80, "top-up", 250 * one, { reference: "Bank transfer 4711" }],
        [61, "pack", -49 * one, { by: MARTA }],
        [44, "top-up", 500 * one, { memo: "Posted to the wrong customer" }],
        [44, "reversal", -500 * one, { memo: "Was for Quiet Corner Books", reverses: "p2" }],
        [12, "pack", -179 * one, { by: MARTA }],
        [2, "top-up", Math.round(12.5 * one), { reference: "Bank transfer 4712, paid by Wolfeschlegelsteinhausenbergerdorff & Co." }],
      ];
  let after = 0;
  return steps.map(([days, kind, minor, more], place) => ({ id: `p${place}`, at: NOW - days * DAY + place * 3_600_000, kind, minor, after: (after += minor), by: ROSA, ...more })).reverse();
}

const CREDIT_STEPS: readonly (readonly [string, number, Partial<LedgerItem>?])[] = [
  ["credit-granted", 10, { memo: "For the trial" }],
  ["pack", 50, { by: MARTA }],
  ...Array.from({ length: 33 }, (_, place) => ["chat", -1, { by: { kind: "system" }, chat: `chat${place}` }] as const),
  ["credit-withdrawn", -2, { memo: "Two chats were tests of ours" }],
];

function creditHistory(): readonly LedgerItem[] {
  let after = 0;
  return CREDIT_STEPS.map(([kind, minor, more], place) => ({ id: `c${place}`, at: NOW - (60 - place) * 0.9 * DAY, kind, minor, after: (after += minor), by: ROSA, ...more })).reverse();
}

function packsIn(currency: string): readonly CreditPack[] {
  return ([[50, 49], [200, 179], [500, 399]] as const).map(([credits, price]) => ({ id: `credits-${credits}`, credits, minor: price * unit(currency) * (currency === "JPY" ? 160 : 1), currency }));
}

const pay = (sum: string) => `Pay ${sum} to Harbor Partners, IBAN PT50 0002 0123 1234 5678 9015 4, with the reference 6v6n4p7r2s6t3u5w7ya5q2m7xk.`;

export class Purse {
  readonly #scene: string;
  #orders: CreditOrder[];
  #balances = new Map<string, BalanceMeant>();

  constructor(scene: string) {
    this.#scene = scene;
    huge = scene.includes("huge") ? 1_234_567 : 1;
    this.#orders = scene.includes("none")
      ? []
      : [
          { id: "o3", pack: "credits-200", credits: 200, minor: 17_900, currency: "EUR", state: "awaiting-payment", createdAt: NOW - DAY, instructions: pay("179.00 EUR") },
          { id: "o2", pack: "credits-50", credits: 50, minor: 4_900, currency: "EUR", state: "received", createdAt: NOW - 61 * DAY, receivedAt: NOW - 60 * DAY, method: "wire", reference: "Bank transfer 4712" },
          { id: "o1", pack: "credits-500", credits: 500, minor: 39_900, currency: "EUR", state: "cancelled", createdAt: NOW - 70 * DAY },
        ];
  }

  balance({ id, currency, pricing }: Organization): BalanceMeant {
    const made = this.#balances.get(id);
    if (made !== undefined) return made;
    const scene = this.#scene;
    const how = scene.includes("postpaid") ? "postpaid" : scene.includes("prepaid") || scene.startsWith("billing") ? "prepaid" : pricing;
    const posted = scene.includes("none") || scene.includes("zero") ? 0 : (history(currency, how === "postpaid")[0]?.after ?? 0);
    const operations = !scene.includes("platform");
    const fresh: BalanceMeant = {
      currency,
      minor: posted,
      pricing: how,
      means: posted === 0 ? "settled" : posted > 0 ? "credit" : "debt",
      wallet: { currency, posted, pending: 0, available: posted, ...(how === "postpaid" ? { limit: 500 * unit(currency) } : {}) },
      credits: operations && !scene.includes("zero") ? heldIn(scene) : { posted: 0, reserved: 0, available: 0, threshold: 5, state: "frozen" },
      package: operations ? "operations" : "platform",
      ...(operations ? { operators: "platform" } : {}),
    };
    this.#balances.set(id, fresh);
    return fresh;
  }

  answer(...asked: Parameters<Purse["find"]>): Response | undefined {
    const answer = this.find(...asked);
    if (asked[0] === "POST" && this.#scene.includes("replayed")) answer?.headers.set("idempotency-replayed", "true");
    return answer;
  }

  find(method: string, organization: Organization, what: string, which: string | undefined, deeper: string | undefined, query: URLSearchParams, body: Record<string, unknown>): Response | undefined {
    const { id, currency } = organization;
    const balance = this.balance(organization);
    const put = (fresh: BalanceMeant) => (this.#balances.set(id, fresh), Response.json(fresh));
    const move = (account: "wallet" | "credits", by: number) => {
      const held = account === "wallet" ? balance.wallet : balance.credits;
      if (held.available + by < 0 && account === "credits") return refused("balance-too-low", { standing: [{ account, unit: "interactions", minor: held.available, means: "credit" }] });
      const next = { ...held, posted: held.posted + by, available: held.available + by };
      put({ ...balance, ...(account === "wallet" ? { minor: next.posted } : {}), [account]: next } as BalanceMeant);
      return Response.json({ id: "p9", at: Date.now() - DAY, kind: what }, { status: 201 });
    };
    if (method !== "GET" && this.#scene.includes("unanswered")) throw new TypeError("The network is gone.");
    if (method !== "GET" && this.#scene.includes("faulty")) {
      const errors = [
        { pointer: "/minor", detail: "expected at most 1,000,000, got more" },
        { pointer: "/reference", detail: "expected at most 100 letters that can be printed, got a line break" },
      ];
      return Response.json({ type: "urn:firstbell:problem:invalid", title: "Invalid", status: 400, detail: "", errors }, { status: 400 });
    }
    switch (what) {
      case "balance":
        return Response.json(balance);
      case "entitlements":
        return Response.json(entitlementsIn(this.#scene));
      case "ledger":
        return which === "export" ? csv("at,kind,amount,balance\n") : this.#ledger(organization, query, balance.pricing === "postpaid");
      case "top-ups":
      case "debt-payments":
        return move("wallet", Number(body["minor"]));
      case "withdrawals":
        return move("wallet", -Number(body["minor"]));
      case "credit-grants":
        return move("credits", Number(body["credits"]));
      case "credit-withdrawals":
        return move("credits", -Number(body["credits"]));
      case "fee-payments":
        put({ ...balance, credits: { ...balance.credits, state: "ok", usableUntil: NOW + 31 * DAY } });
        return Response.json({ id: "p9", at: NOW, kind: "fee", usableUntil: NOW + 31 * DAY }, { status: 201 });
      case "reversals":
        return this.#scene.includes("refused") ? refused("state", {}, "This posting was reversed already.") : Response.json({ id: "p9", at: NOW, kind: "reversal" }, { status: 201 });
      case "credit-limit":
        return put({ ...balance, wallet: { ...balance.wallet, limit: Number(body["minor"]) } });
      case "package":
        return put({ ...balance, package: body["package"] as BalanceMeant["package"] });
      case "credit-threshold":
        return put({ ...balance, credits: { ...balance.credits, threshold: Number(body["threshold"]) } });
      case "credit-packs":
        return this.#scene.includes("no-price") ? refused("no-price", {}, `There is no price in ${currency}; there is one in EUR, GBP, JPY, KWD, USD.`) : Response.json({ items: packsIn(currency) });
      case "credit-purchases":
        return this.#purchases(method, currency, which, deeper, body);
      case "use":
        return which === "export" ? csv("day,chats\n") : Response.json({ items: this.#scene.includes("none") ? [] : useIn(query) });
      default:
        return undefined;
    }
  }

  #ledger({ currency }: Organization, query: URLSearchParams, postpaid: boolean): Response {
    const account = query.get("account") === "credits" ? "credits" : "wallet";
    const all = this.#scene.includes("none") ? [] : account === "credits" ? creditHistory() : history(currency, postpaid);
    const [from, to] = [Number(query.get("from") ?? 0), Number(query.get("to") ?? Number.POSITIVE_INFINITY)];
    const inside = all.filter((item) => item.at >= from && item.at < to);
    const before = all.find((item) => item.at < from);
    const start = Number(query.get("cursor") ?? 0);
    const opening = before?.after ?? 0;
    return Response.json({
      account,
      unit: account === "credits" ? "interactions" : currency,
      opening,
      closing: inside[0]?.after ?? opening,
      items: inside.slice(start, start + 20),
      ...(start + 20 < inside.length ? { next: String(start + 20) } : {}),
    });
  }

  #purchases(method: string, currency: string, which: string | undefined, deeper: string | undefined, body: Record<string, unknown>): Response {
    if (method === "GET") return Response.json({ items: this.#orders });
    if (method === "DELETE") {
      this.#orders = this.#orders.map((order) => (order.id === which ? { ...order, state: "cancelled" as const } : order));
      return new Response(null, { status: 204 });
    }
    if (deeper === "receipt") {
      this.#orders = this.#orders.map((order) => (order.id === which ? { ...order, state: "received" as const, method: String(body["method"]), reference: String(body["reference"]), receivedAt: NOW } : order));
      return Response.json(this.#orders.find((order) => order.id === which), { status: 201 });
    }
    const pack = packsIn(currency).find((one) => one.id === body["pack"]) as CreditPack;
    const fresh: CreditOrder = { ...pack, pack: pack.id, id: `o${this.#orders.length + 1}`, createdAt: NOW, ...(body["pay"] === "balance" ? { state: "received" as const, method: "balance" } : { state: "awaiting-payment" as const, instructions: pay("it") }) };
    this.#orders = [fresh, ...this.#orders];
    return Response.json(fresh, { status: 201 });
  }
}

/** What a renewal link brings. */
export function renewalAnswer(scene: string, route: string): Response | undefined {
  const { posted: _, ...credits } = heldIn(scene === "renew" ? "low" : scene);
  if (route === "POST /renewals/lookups") return scene.includes("no-price") ? refused("no-price", {}, "There is no price in CHF; there is one in EUR, GBP, JPY, KWD, USD.") : Response.json({ organization: { name: "Northwind Tea", timezone: "Europe/London" }, credits, packs: packsIn("EUR") });
  if (route === "POST /renewals/purchases") return Response.json({ id: "o9", pack: "credits-50", credits: 50, minor: 4_900, currency: "EUR", state: "awaiting-payment", createdAt: NOW, instructions: pay("49.00 EUR") }, { status: 201 });
  return undefined;
}

function useIn(query: URLSearchParams): readonly UseRow[] {
  const today = todayIn(NOW);
  const from = query.get("from") ?? dayPlus(today, -20);
  const row = (key: string, seed: number, name?: string): UseRow => {
    const chats = Math.max(0, Math.round(14 + 11 * Math.sin(seed * 1.7) + 6 * Math.cos(seed * 0.6)));
    const missed = Math.min(chats, Math.max(0, Math.round(chats * 0.12 + Math.sin(seed * 3.1))));
    const answered = Math.max(0, chats - missed);
    return { key, ...(name === undefined ? {} : { name }), chats, answered, missed, byOperators: Math.round(answered * 0.2), waitMillis: answered * (4_000 + 1_900 * Math.abs(Math.sin(seed))), talkMillis: answered * (260_000 + 90_000 * Math.sin(seed * 2)), messages: answered * 17 };
  };
  switch (query.get("by")) {
    case "room":
      return [row("general", 2, "GENERAL"), row("sales", 5, "Sales"), row("wholesale", 9, "Wholesale, returns and the harbour warehouse"), row("gone", 11)];
    case "agent":
      return [row("marta", 1, "Marta Oliveira"), row("priya", 4, "Priya Nair"), row("platform--noor", 6, "Noor Haddad"), row("ines", 8, "Inês Caldeira-Montenegro de Albuquerque e Vasconcelos")].map((one) => ({ ...one, missed: 0 }));
    default:
      return daysBetween(from, today).filter((_, place) => place % 7 !== 5).map((day, place) => row(day, place));
  }
}

function csv(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/csv" } });
}

function refused(slug: string, more: object = {}, detail = ""): Response {
  return Response.json({ type: `urn:firstbell:problem:${slug}`, title: slug, status: 409, detail, ...more }, { status: 409 });
}
