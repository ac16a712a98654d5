import type { StandingRow } from "../api/shapes.ts";
import { amount, credits, money } from "../billing/money.ts";

export { money };

export type Means = "credit" | "debt" | "settled";

/** What a balance means: a prepaid customer holds credit, a postpaid one owes; zero is settled for both. */
export function meaning(minor: number, pricing: string): Means {
  if (minor === 0) return "settled";
  return pricing === "postpaid" ? (minor < 0 ? "debt" : "credit") : minor > 0 ? "credit" : "debt";
}

/** One honest sentence about a balance. */
export function balanceSentence(minor: number, currency: string, pricing: string, means: Means = meaning(minor, pricing)): string {
  const sum = money(Math.abs(minor), currency);
  switch (means) {
    case "settled":
      return pricing === "postpaid" ? "Nothing is owed." : "There is no credit to use or to withdraw.";
    case "credit":
      return `${sum} of credit is left. It has to be withdrawn before this customer can be deleted.`;
    case "debt":
      return `${sum} is owed. It has to be cleared before this customer can be deleted.`;
  }
}

/** What stands in the way of a deletion, and where it is cleared. */
export interface Obstacle {
  readonly words: string;
  readonly act: string;
  /** What the payment section opens with (`?do=`). */
  readonly begin: string;
}

/** One row that is not zero: which, how much, and what to do. */
export function obstacle(row: StandingRow): Obstacle {
  const sum = amount(Math.abs(row.minor), row.unit);
  if (row.account === "credits") {
    return row.means === "reserved"
      ? { words: `${credits(Math.abs(row.minor))} held for a chat that an operator is answering. It is settled when the chat ends.`, act: "See the credits", begin: "" }
      : { words: `${credits(Math.abs(row.minor))} for chats with operators ${Math.abs(row.minor) === 1 ? "is" : "are"} left.`, act: "Take the credits away", begin: "take-credits" };
  }
  switch (row.means) {
    case "debt":
      return { words: `${sum} is owed.`, act: "Clear the debt", begin: "clear-debt" };
    case "credit":
      return { words: `${sum} of credit is left.`, act: "Withdraw the credit", begin: "withdraw" };
    case "reserved":
      return { words: `${sum} is held for a payment that has not come to its end.`, act: "See the balance", begin: "" };
  }
}

/** The rows that a balance already shows, before anybody asks for the deletion. */
export function standingOf(balance: { readonly wallet: { readonly posted: number; readonly pending: number; readonly currency: string }; readonly credits: { readonly posted: number; readonly reserved: number } }): readonly StandingRow[] {
  const { wallet, credits: held } = balance;
  return [
    ...(wallet.posted === 0 ? [] : [{ account: "wallet", unit: wallet.currency, minor: wallet.posted, means: wallet.posted > 0 ? ("credit" as const) : ("debt" as const) }]),
    ...(wallet.pending === 0 ? [] : [{ account: "wallet", unit: wallet.currency, minor: wallet.pending, means: "reserved" as const }]),
    ...(held.posted - held.reserved === 0 ? [] : [{ account: "credits", unit: "interactions", minor: held.posted - held.reserved, means: "credit" as const }]),
    ...(held.reserved === 0 ? [] : [{ account: "credits", unit: "interactions", minor: held.reserved, means: "reserved" as const }]),
  ];
}

/** The rows of a refusal `balance-not-zero`, as far as they can be read. */
export function standingIn(more: unknown): readonly StandingRow[] {
  if (!Array.isArray(more)) return [];
  return more.filter(
    (row): row is StandingRow =>
      typeof row === "object" && row !== null && typeof row.account === "string" && typeof row.unit === "string" && typeof row.minor === "number" && ["credit", "debt", "reserved"].includes(row.means),
  );
}
