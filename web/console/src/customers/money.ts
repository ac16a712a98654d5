/** Amounts are whole minor units of their currency (ISO 4217): 1840 EUR are €18.40, 1840 JPY are ¥1,840. */
export function money(minor: number, currency: string): string {
  let digits = 2;
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minor / 10 ** digits);
  } catch {
    return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
  }
}

export type Means = "credit" | "debt" | "settled";

/** What a balance means: a prepaid customer holds credits, a postpaid one owes; zero is settled for both. */
export function meaning(minor: number, pricing: string): Means {
  if (minor === 0) return "settled";
  return pricing === "postpaid" ? (minor < 0 ? "debt" : "credit") : minor > 0 ? "credit" : "debt";
}

/** One honest sentence about a balance. */
export function balanceSentence(minor: number, currency: string, pricing: string, means: Means = meaning(minor, pricing)): string {
  const amount = money(Math.abs(minor), currency);
  switch (means) {
    case "settled":
      return pricing === "postpaid"
        ? "Nothing was ever charged, so nothing is owed."
        : "No credits were ever added, so there are none to use or to withdraw.";
    case "credit":
      return `${amount} of credit is left. It has to be withdrawn before this customer can be deleted.`;
    case "debt":
      return `${amount} is owed. It has to be cleared before this customer can be deleted.`;
  }
}

/** Why a deletion was refused: which, how much, and what to do. */
export function notZero(minor: number, currency: string, means: Means): string {
  const amount = money(Math.abs(minor), currency);
  return means === "debt"
    ? `This customer still owes ${amount}. Clear the debt first; then delete.`
    : `This customer still has ${amount} of credit. Withdraw it first; then delete.`;
}
