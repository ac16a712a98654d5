import type { LedgerItem, LedgerPage } from "../api/shapes.ts";
import { dayMonth, dayPlus, daysBetween, startOfDay, todayIn } from "./days.ts";
import { amount } from "./money.ts";

/** What a balance stood at from a time on. */
export interface Point {
  readonly at: number;
  readonly balance: number;
  /** What made it so; nothing at both ends of what is looked at. */
  readonly item?: LedgerItem;
}

export interface Stretch extends Pick<LedgerPage, "opening" | "closing"> {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly now: number;
  /** Older entries than these there are, not fetched yet: what was before is not known here. */
  readonly isCut: boolean;
}

/** The balance as a line of steps, oldest first, out of entries that stand newest first. */
export function pointsOf(items: readonly LedgerItem[], { opening, closing, from, to, now, isCut }: Stretch): readonly Point[] {
  let latest = 0;
  // Two servers' clocks differ by a little: a line goes only forward.
  const moved = [...items].reverse().map((item): Point => ({ at: (latest = Math.max(latest, item.at)), balance: item.after, item }));
  const first = moved[0];
  if (first === undefined) return [];
  const end = Math.max(latest, Math.min(now, to ?? now));
  const begins = isCut || from === undefined || from >= first.at ? [] : [{ at: from, balance: opening }];
  return [...begins, ...moved, { at: end, balance: closing }];
}

/** A day as wide as this has a label of its own, or a part of it. */
const HOURS = [1, 2, 3, 6, 12];
const DAYS = [1, 2, 7, 14];
const MONTHS = [1, 2, 3, 6, 12, 24, 60];

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round times under the line, at most `fit`: hours of a day or two, days, or beginnings of months; in the organization's zone. */
export function ticksOf(from: number, to: number, fit: number, timeZone?: string): readonly Tick[] {
  const [first, last] = [todayIn(from, timeZone), todayIn(to, timeZone)];
  const years = first.slice(0, 4) !== last.slice(0, 4);
  const hours = (to - from) / 3_600_000;
  if (hours <= 36) {
    const step = HOURS.find((one) => hours / one <= fit) ?? 12;
    const midnight = startOfDay(first, timeZone);
    return Array.from({ length: Math.floor(60 / step) }, (_, nth) => midnight + nth * step * 3_600_000)
      .filter((at) => at >= from && at <= to)
      .map((at) => ({ at, label: hourWords(at, timeZone) }));
  }
  const days = hours / 24;
  const everyDays = DAYS.find((one) => days / one <= fit);
  // Counted back from the last day, which is the one that people look for.
  const chosen = everyDays === undefined ? months(first, last, fit) : daysBetween(first, last).filter((_, nth, all) => (all.length - 1 - nth) % everyDays === 0);
  return chosen
    .map((day) => ({ day, at: startOfDay(day, timeZone) }))
    .filter(({ at }) => at >= from && at <= to)
    .map(({ day, at }, nth, all) => ({ at, label: dayMonth(day, years && (nth === 0 || all[nth - 1]?.day.slice(0, 4) !== day.slice(0, 4))) }));
}

function months(first: string, last: string, fit: number): readonly string[] {
  const number = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const begin = (month: number) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  const [from, to] = [number(dayPlus(first, 31)), number(last)];
  const step = MONTHS.find((one) => (to - from + 1) / one <= fit) ?? 120;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, nth) => from + nth).filter((month) => month % step === 0).map(begin);
}

function hourWords(at: number, timeZone: string | undefined): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...(timeZone === undefined ? {} : { timeZone }) });
}

/** Round steps of the upright axis, in minor units or credits. */
export const STEPS: readonly number[] = Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat();

/** What stands beside the upright axis: without the digits behind the point where all of them are noughts. */
export function axisWords(values: readonly number[], unit: string): readonly string[] {
  const words = values.map((value) => (unit === "interactions" ? value.toLocaleString("en") : amount(value, unit)));
  return words.every((word) => /\.0+$/u.test(word)) ? words.map((word) => word.replace(/\.0+$/u, "")) : words;
}
