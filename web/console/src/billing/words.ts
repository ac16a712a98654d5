import type { ApiProblem } from "../api/problem.ts";
import type { BalanceMeant, CreditOrder, Credits, LedgerAccount, LedgerItem, Wallet } from "../api/shapes.ts";
import { longDay, shortTime } from "./days.ts";
import { amount, credits, money } from "./money.ts";

/** What a movement was, by its kind and its sign. A kind of the future is read aloud. */
export function kindWords({ kind, minor }: Pick<LedgerItem, "kind" | "minor">, account: LedgerAccount): string {
  const came = minor > 0;
  switch (kind) {
    case "top-up":
      return "Credit added";
    case "withdrawal":
      return "Credit withdrawn";
    case "debt-payment":
      return "Debt paid";
    case "pack":
      return account === "credits" ? "Pack of credits" : came ? "Payment for a pack of credits" : "Pack of credits bought";
    case "fee":
      return came ? "Payment of the monthly fee" : "Monthly fee";
    case "credit-granted":
      return "Credits given";
    case "credit-withdrawn":
      return "Credits taken back";
    case "chat":
      return "Chat answered by an operator";
    case "reversal":
      return "Reversal of an earlier entry";
    default: {
      const text = kind.replaceAll("-", " ");
      return text === "" ? "Entry" : text[0]?.toUpperCase() + text.slice(1);
    }
  }
}

/** Whether a reseller can post its opposite: chats and reversals stay as they are. */
export function isReversible({ kind }: Pick<LedgerItem, "kind">): boolean {
  return ["top-up", "withdrawal", "debt-payment", "pack", "fee", "credit-granted", "credit-withdrawn"].includes(kind);
}

/**
 * What the opposite of an entry does, beside its amount. A pack is one posting on both accounts: of a payment from
 * outside the money came in and went out again, so that only the credits are left to take back.
 */
export function reversalWords({ kind, memo }: Pick<LedgerItem, "kind" | "memo">): string | undefined {
  if (kind === "fee") {
    return "Its months are taken back: the credits can be used as long as before it. While a later fee counts from these months, that one is reversed first.";
  }
  if (kind !== "pack") return undefined;
  const taken = "The credits of the pack are taken back; where fewer are left, this is refused.";
  // A receipt names its order in the note; what was bought from the balance names it as the reference.
  return memo === undefined
    ? `${taken} Its price goes back to the balance. Its order becomes “${STATE_WORDS.reversed}”.`
    : `${taken} The balance stays as it is: the payment came from outside, and whoever has it pays it back there. Its order becomes “${STATE_WORDS.reversed}”: what is paid later is another order.`;
}

export function byWords({ by }: Pick<LedgerItem, "by">): string | undefined {
  if (by.kind === "system") return undefined;
  const name = by.name ?? (by.kind === "key" ? "An API key" : "A member");
  return by.organization === undefined ? name : `${name}, ${by.organization}`;
}

/** What may be spent now: what is there, and for a postpaid account also as far as its limit goes. */
export function spendable({ available, limit }: Wallet): number {
  return Math.max(0, available + (limit ?? 0));
}

/** The big number of the money between an organization and its reseller. */
export function walletFigure({ wallet }: Pick<BalanceMeant, "wallet">): string {
  return money(wallet.posted < 0 ? -wallet.posted : wallet.posted, wallet.currency);
}

export function walletWord({ wallet }: Pick<BalanceMeant, "wallet">): "Credit" | "Owed" | "Settled" {
  return wallet.posted === 0 ? "Settled" : wallet.posted > 0 ? "Credit" : "Owed";
}

/** What the money means, in sentences that are true for whoever reads them. */
export function walletSentence({ wallet, pricing }: Pick<BalanceMeant, "wallet" | "pricing">): string {
  const { currency, limit, pending, posted } = wallet;
  const held = pending === 0 ? "" : ` ${money(pending, currency)} of it is held for a payment that goes on.`;
  if (pricing === "prepaid") {
    return posted === 0 ? "Prepaid: credit is added in advance, and packs are paid from it." : `Prepaid: packs of credits can be paid from it at once.${held}`;
  }
  const room = limit === undefined || limit === 0 ? "No debt is allowed: packs are paid by invoice." : `The credit limit is ${money(limit, currency)}; ${money(spendable(wallet), currency)} of it can still be used.`;
  return `Postpaid. ${room}${held}`;
}

/** The state of the interaction credits, with why and what follows. */
export function creditSentence(held: Credits, timeZone?: string): string {
  const { available, state, usableUntil } = held;
  switch (state) {
    case "frozen":
      return `Frozen: the monthly fee ${usableUntil === undefined ? "is not paid" : `was paid until ${longDay(usableUntil, timeZone)}`}. ${
        available === 0 ? "When it is paid, operators can ring again." : `${credits(available)} ${available === 1 ? "is" : "are"} kept, and can be used again as soon as it is paid.`
      }`;
    case "gone":
      return "None is left: operators do not ring; own agents still do.";
    case "low":
      return `Fewer than ${held.threshold.toLocaleString("en")} are left. At none, operators ring no more; own agents still do.`;
    case "ok":
      return "One for each chat that an operator answers. They never expire.";
  }
}

export const STATE_WORDS: Readonly<Record<CreditOrder["state"], string>> = {
  "awaiting-payment": "Awaits payment",
  received: "Received",
  cancelled: "Cancelled",
  reversed: "Reversed",
};

const METHODS: Readonly<Record<string, string>> = { balance: "from the balance", wire: "by wire transfer", check: "by check", cash: "in cash", other: "in another way" };

/** "Received by wire transfer, Bank transfer 4712" */
export function receiptWords({ method, reference }: Pick<CreditOrder, "method" | "reference">): string | undefined {
  if (method === undefined) return undefined;
  const how = METHODS[method] ?? method;
  return `Paid ${how}${reference === undefined ? "" : ` (${reference})`}`;
}

/** Words for a refusal that has to do with money; others are said as everywhere. */
export function moneyRefusal(problem: ApiProblem): string | undefined {
  switch (problem.slug) {
    case "balance-too-low": {
      const [row] = standing(problem.more["standing"]);
      return row === undefined ? problem.detail || undefined : `No more than ${amount(Math.max(0, row.minor), row.unit)} can be used now. Nothing was changed.`;
    }
    case "busy":
      return "Others move money here at this very moment. Nothing was changed: press again.";
    case "idempotency-key-reused":
      return "Something else was sent under this submission. Close this, look at the history, and begin anew.";
    default:
      return problem.status === 0
        ? "No answer came, so nobody knows yet whether it was done. Press again when the network is back: it is done once at most."
        : undefined;
  }
}

/** The same was sent before and its answer got lost: asked before it is sent again. */
export const OPEN_WORDS = "This was sent before, and no answer came. If it was done then, it is not done a second time.";

/** The server knew the submission already. */
export function againWords(at: number | undefined, timeZone: string | undefined, what: "posted" | "bought" | "ordered" = "posted"): string {
  const once = at === undefined ? "" : `, on ${shortTime(at, timeZone)}`;
  return `This was ${what} before${once}: its answer had not come. It was not ${what} again.`;
}

function standing(value: unknown): readonly { readonly minor: number; readonly unit: string }[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row) => typeof row?.minor === "number" && typeof row.unit === "string");
}
