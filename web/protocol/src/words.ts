/** Pieces of a text: plain, or a link that is safe to follow. */
export type Piece = { readonly text: string; readonly href?: string };

const LINK = /\b(?:https?:\/\/|mailto:|www\.)[^\s<>"'`]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const TRAILING = /[.,:;!?…»”’)\]}]+$/;

/**
 * Splits a message into text and links. Only http, https and mailto become links, so `javascript:` and its kind stay
 * what they are: words.
 */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    let shown = match[0];
    const tail = TRAILING.exec(shown)?.[0] ?? "";
    // A bracket that was opened inside the address belongs to it.
    const keep = tail.startsWith(")") && shown.includes("(") ? 1 : 0;
    shown = shown.slice(0, shown.length - tail.length + keep);
    const href = safeHref(shown);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

function safeHref(shown: string): string | undefined {
  const address = /^www\./i.test(shown) ? "https://" + shown : /^(https?:|mailto:)/i.test(shown) ? shown : "mailto:" + shown;
  try {
    const url = new URL(address);
    if (url.username || url.password) return undefined;
    return url.protocol === "http:" || url.protocol === "https:" || url.protocol === "mailto:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

// From a string, since the v flag is younger than this file's target; browsers without it show emoji like text.
const EMOJI = (() => {
  try {
    return new RegExp("^(?:\\p{RGI_Emoji}|\\s){1,9}$", "v");
  } catch {
    return undefined;
  }
})();

/** Up to a handful of emoji and nothing else: shown bigger. */
export function isEmojiOnly(text: string): boolean {
  return EMOJI !== undefined && text.length < 120 && text.trim() !== "" && EMOJI.test(text);
}

// What separates the words of a name; direction and control characters would reorder or hide what is around them.
const BETWEEN = /[\s\p{Cc}\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/u;
const SHOWS = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;

/** The characters as a person counts them. */
export function graphemes(text: string): string[] {
  // Firefox has it since April 2024.
  return Intl.Segmenter ? Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), (part) => part.segment) : [...text];
}

/**
 * "Marta Oliveira" → "MO", "?" for who has no name: what stands in a circle when there is no picture. Names come from
 * strangers, so only what shows counts, as a person sees it; one emoji fills the circle.
 */
export function initials(name: string): string {
  const letters = name.split(BETWEEN).flatMap((word) => graphemes(word).find((one) => SHOWS.test(one)) ?? []);
  const [first = "?"] = letters;
  const last = letters.length > 1 ? letters.at(-1)! : "";
  return PICTURE.test(first) ? first : (first + (PICTURE.test(last) ? "" : last)).toLocaleUpperCase();
}

/** 65_000 → "1:05". */
export function minutes(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
}

/** The photo of an agent only from our own site or by https; anything else is no picture. */
export function safePhoto(photo: string | undefined, base: string): string | undefined {
  if (!photo) return undefined;
  try {
    const url = new URL(photo, base);
    return url.origin === new URL(base).origin || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}
