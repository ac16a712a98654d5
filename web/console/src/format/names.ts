/**
 * What to call people. Names come from strangers: they may be empty, long, marked up, or made of one emoji of many
 * code points, so everything here counts what a person sees (grapheme clusters), never code units.
 */

export interface Named {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

const GRAPHEMES =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : undefined;

/** The characters as a person counts them. */
export function graphemes(text: string): readonly string[] {
  return GRAPHEMES === undefined ? [...text] : [...GRAPHEMES.segment(text)].map((part) => part.segment);
}

/** The text in at most `limit` visible characters, with an ellipsis where it was cut. */
export function shortened(text: string, limit: number): string {
  const parts = graphemes(text);
  return parts.length <= limit ? text : parts.slice(0, limit - 1).join("").trimEnd() + "…";
}

/** Invisible direction and control characters would let a name reorder or hide the words around it. */
const INVISIBLE = /[\p{Cc}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

function tidy(name: string | undefined): string {
  return (name ?? "").replace(INVISIBLE, " ").replace(/\s+/gu, " ").trim();
}

/** The visitor's name, else the e-mail address, else "Visitor". */
export function visitorName(visitor: Named): string {
  return tidy(visitor.name) || tidy(visitor.email) || "Visitor";
}

/** The first name for a sentence such as "Write to Amira". An e-mail address stays whole. */
export function firstName(name: string): string {
  const tidied = tidy(name);
  if (tidied.includes("@")) return tidied;
  return shortened(tidied.split(" ")[0] ?? tidied, 24);
}

/** One or two letters for the avatar; "?" for somebody without a name. */
export function initials(visitor: Named): string {
  const name = tidy(visitor.name);
  if (name === "") {
    const email = tidy(visitor.email);
    return email === "" ? "?" : letters(email.split("@")[0]?.split(/[._+-]+/u) ?? []);
  }
  return letters(name.split(" "));
}

function letters(words: readonly string[]): string {
  const visible = words.filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word));
  const first = firstVisible(visible[0]);
  const last = visible.length > 1 ? firstVisible(visible[visible.length - 1]) : "";
  // Two emoji side by side do not fit a circle; one does.
  if (/\p{Extended_Pictographic}/u.test(first)) return first;
  return (first + (/\p{Extended_Pictographic}/u.test(last) ? "" : last)).toLocaleUpperCase() || "?";
}

function firstVisible(word: string | undefined): string {
  return graphemes(word ?? "").find((part) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(part)) ?? "";
}

/** How many tints the style sheet has (`.tint-0` to `.tint-7`). */
export const TINTS = 8;

/** The same person has the same tint on every screen. */
export function tint(id: string): number {
  let hash = 7;
  for (const unit of id) hash = (hash * 31 + (unit.codePointAt(0) ?? 0)) >>> 0;
  return hash % TINTS;
}

/** "1st visit", "2nd visit", "23rd visit". */
export function visitOrdinal(visits: number): string {
  const tail = visits % 100;
  const suffix =
    tail >= 11 && tail <= 13 ? "th" : visits % 10 === 1 ? "st" : visits % 10 === 2 ? "nd" : visits % 10 === 3 ? "rd" : "th";
  return `${visits}${suffix} visit`;
}
