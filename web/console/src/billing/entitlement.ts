import type { Entitlements } from "../api/shapes.ts";
import { pageRoute, type Route } from "../route.ts";
import { credits } from "./money.ts";
import { longDay, monthWords, nextMonthDay } from "./days.ts";

/** What the console always shows of what an organization may use: "3 of 500 chats used", and on Operations its credits. */

export type Tone = "calm" | "mild" | "serious";

/** "3 of 500 chats used"; where the plan sets no end "156 chats this month". */
export function chatsUsed({ chats }: Entitlements): string {
  const used = chats.used.toLocaleString("en");
  if (chats.of === undefined) return `${used} ${chats.used === 1 ? "chat" : "chats"} this month`;
  return `${used} of ${chats.of.toLocaleString("en")} chats used`;
}

/** "25 credits"; nothing on the Platform package, where nobody is paid by them. */
export function creditsLeft(entitlements: Entitlements): string | undefined {
  const held = entitlements.credits;
  if (entitlements.package !== "operations" || held === undefined) return undefined;
  switch (held.state) {
    case "frozen":
      return `${credits(held.available)} frozen`;
    case "gone":
      return "no credits left";
    default:
      return credits(held.available);
  }
}

/** How full the meter is, from 0 to 1; `undefined` without an end. */
export function fullness({ chats }: Entitlements): number | undefined {
  if (chats.of === undefined) return undefined;
  return chats.of <= 0 ? 1 : Math.min(1, Math.max(0, chats.used / chats.of));
}

/** Something to know or to do, in words a person can act on. */
export interface Word {
  /** What it is about, whatever the numbers are. */
  readonly id: "chats-near" | "chats-used-up" | "credits-low" | "credits-gone" | "credits-frozen";
  readonly tone: Exclude<Tone, "calm">;
  readonly title: string;
  readonly text: string;
  readonly way?: { readonly words: string; readonly to: Route };
}

/** Who reads it: whoever manages billing can buy; support looks, and an agent tells an administrator. */
export type Reader = "buyer" | "agent" | "support";

/** The most serious first; empty while all is well. `timeZone`: the organization's, in which the fee's day is said. */
export function words(entitlements: Entitlements, reader: Reader, timeZone?: string): readonly Word[] {
  return [...chatWords(entitlements, reader), ...creditWords(entitlements, reader, timeZone)].sort((one, other) => rank(other.tone) - rank(one.tone));
}

export function toneOf(entitlements: Entitlements): Tone {
  return words(entitlements, "agent")[0]?.tone ?? "calm";
}

function rank(tone: Tone): number {
  return tone === "serious" ? 2 : tone === "mild" ? 1 : 0;
}

const LARGER: Readonly<Record<Reader, string>> = {
  buyer: "Ask whoever manages your account for a larger plan.",
  agent: "An administrator can ask for a larger plan.",
  support: "A larger plan is chosen in the Customer app.",
};

function chatWords({ chats }: Entitlements, reader: Reader): readonly Word[] {
  if (chats.of === undefined || chats.state === "ok") return [];
  const month = monthWords(chats.month);
  const again = nextMonthDay(chats.month);
  const way = { words: "See the use", to: pageRoute("use") };
  if (chats.state === "near") {
    return [
      {
        id: "chats-near",
        tone: "mild",
        title: `${chats.used.toLocaleString("en")} of ${chats.of.toLocaleString("en")} chats of ${month} are used.`,
        text: `When all are, visitors can only leave a message until ${again}. ${LARGER[reader]}`,
        way,
      },
    ];
  }
  return [
    {
      id: "chats-used-up",
      tone: "serious",
      title: `All ${chats.of.toLocaleString("en")} chats of ${month} are used.`,
      text: `Nobody rings until ${again}: visitors are asked to leave a message, which stands under Missed. ${LARGER[reader]}`,
      way,
    },
  ];
}

const BUY = { words: "Buy credits", to: pageRoute("billing", ["buy"]) };
const BILLING = { words: "See the billing", to: pageRoute("billing") };

function creditWords(entitlements: Entitlements, reader: Reader, timeZone: string | undefined): readonly Word[] {
  const held = entitlements.credits;
  if (entitlements.package !== "operations" || held === undefined) return [];
  const buy = reader === "buyer" ? { way: BUY } : reader === "support" ? { way: BILLING } : {};
  const ask = reader === "agent" ? " An administrator can buy more." : "";
  switch (held.state) {
    case "ok":
      return [];
    case "low":
      return [
        {
          id: "credits-low",
          tone: "mild",
          title: `${credits(held.available)} for chats with operators ${held.available === 1 ? "is" : "are"} left.`,
          text: `At none, operators ring no more; your own agents still do.${ask}`,
          ...buy,
        },
      ];
    case "gone":
      return [{ id: "credits-gone", tone: "serious", title: "No interaction credits are left.", text: `Operators do not ring; your own agents still do.${ask}`, ...buy }];
    case "frozen":
      return [
        {
          id: "credits-frozen",
          tone: "serious",
          title: "The interaction credits are frozen.",
          text: `The monthly fee ${held.usableUntil === undefined ? "is not paid" : `was paid until ${longDay(held.usableUntil, timeZone)}`}. ${frozenCount(held.available)} Until it is paid, operators do not ring; your own agents still do. ${
            reader === "buyer" ? "Ask whoever manages your account how to pay it." : reader === "agent" ? "Tell an administrator." : "It is recorded in the Customer app, under Payment."
          }`,
          ...(reader === "agent" ? {} : { way: BILLING }),
        },
      ];
  }
}

function frozenCount(available: number): string {
  if (available === 0) return "";
  return `${credits(available)} ${available === 1 ? "is" : "are"} kept and ${available === 1 ? "comes" : "come"} back with it.`;
}
