/** Amounts are whole minor units of their currency (ISO 4217): 1840 EUR are €18.40, 1840 JPY are ¥1,840. */

const DIGITS: Readonly<Record<string, number>> = {
  ...of(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...of(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...of(4, "CLF UYW"),
};

function of(digits: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, digits]));
}

/**
 * How many digits stand behind the point. By ISO 4217, as the ledger counts: browsers follow custom for some currencies
 * (RSD without digits), and would show a hundredfold.
 */
export function digitsOf(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** "€18.40", "¥1,840", "KWD 1.840"; below zero "-€18.40". Exact also where a number of the browser would round. */
export function money(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
    // As text: a double cannot hold every amount. The types of this TypeScript do not know it yet.
    return format.format(decimal(minor, digits) as unknown as number);
  } catch {
    return `${decimal(minor, digits)} ${currency}`;
  }
}

/** With its sign also where it is plus: a movement. */
export function moved(minor: number, currency: string): string {
  return minor > 0 ? `+${money(minor, currency)}` : money(minor, currency);
}

/** The amount as a person would type it: "18.40". */
export function decimal(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

export function typed(minor: number, currency: string): string {
  return decimal(minor, digitsOf(currency));
}

/** Beyond this nobody means it, and the ledger refuses it. */
const MOST = 1_000_000_000_000;

/** What was typed, in minor units; or what is wrong with it. "1,250" could be one or a thousand: it is asked again. */
export function minorOf(text: string, currency: string): { readonly minor: number } | { readonly fault: string } {
  const digits = digitsOf(currency);
  const example = typed(125_000 * 10 ** Math.max(0, digits - 2), currency);
  const plain = text.replace(/[\s\u00a0\u202f]/gu, "").replace(currency, "");
  if (plain === "") return { fault: "Write the amount." };
  if (plain.startsWith("-")) return { fault: "Write the amount without a sign." };
  const parts = /^(\d+)(?:([.,])(\d*))?$/u.exec(plain);
  if (parts === null) return { fault: `“${text.trim()}” is not an amount. Write it like ${example}.` };
  const [, whole = "0", mark, rest = ""] = parts;
  if (mark === "," && rest.length === 3) return { fault: `“${text.trim()}” can be read in two ways. Write it without a comma, like ${example}.` };
  if (mark !== undefined && rest.length > digits) {
    return { fault: digits === 0 ? `${currency} has no digits behind the point.` : `${currency} has ${digits} digits behind the point, not ${rest.length}.` };
  }
  const minor = Number(whole + rest.padEnd(digits, "0"));
  if (minor === 0) return { fault: "Write an amount above zero." };
  return minor > MOST ? { fault: `The most in one step is ${money(MOST, currency)}.` } : { minor };
}

/** "1 credit", "1,250 credits". */
export function credits(count: number): string {
  return `${count.toLocaleString("en")} ${Math.abs(count) === 1 ? "credit" : "credits"}`;
}

/** An amount of the ledger, money or credits. */
export function amount(minor: number, unit: string): string {
  return unit === "interactions" ? credits(minor) : money(minor, unit);
}

/** A whole number of things, from 1; `most` included. */
export function countOf(text: string, noun: string, most: number, least = 1): { readonly count: number } | { readonly fault: string } {
  const plain = text.trim();
  const count = Number(plain);
  if (plain === "") return { fault: `Write how many ${noun}.` };
  return /^\d+$/u.test(plain) && count >= least && count <= most ? { count } : { fault: `Write a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.` };
}
