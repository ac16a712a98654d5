import { clock, sameDay } from "../format/time.ts";

const DATE = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });

/** "Today, 12:41", "Yesterday, 09:02", "Nov 3, 2026". */
export function since(at: number, now = Date.now()): string {
  if (sameDay(at, now)) return `Today, ${clock(at)}`;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return sameDay(at, yesterday.getTime()) ? `Yesterday, ${clock(at)}` : DATE.format(at);
}

export function date(at: number): string {
  return DATE.format(at);
}
