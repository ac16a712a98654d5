/** Days and months of money and use, in words. A month is "2026-11", a day "2026-11-22"; both are the organization's own. */

function parts(text: string): readonly [year: number, month: number, day: number] {
  const [year = 1970, month = 1, day = 1] = text.split("-").map(Number);
  return [year, month, day];
}

const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day));

/** "November"; with its year where that is not this one. */
export function monthWords(month: string, now = new Date()): string {
  const [year, number] = parts(month);
  return utc(year, number, 1).toLocaleDateString("en", { timeZone: "UTC", month: "long", ...(year === now.getFullYear() ? {} : { year: "numeric" }) });
}

/** The day on which the month after begins: "1 December". */
export function nextMonthDay(month: string): string {
  const [year, number] = parts(month);
  return `1 ${utc(year, number + 1, 1).toLocaleDateString("en", { timeZone: "UTC", month: "long" })}`;
}

/** An instant as a day: "22 December 2026", in the organization's time zone where it is known. */
export function longDay(at: number, timeZone?: string): string {
  return format(at, { day: "numeric", month: "long", year: "numeric" }, timeZone);
}

/** "22 Nov 2026, 14:05" */
export function shortTime(at: number, timeZone?: string): string {
  return format(at, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, timeZone);
}

function format(at: number, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  try {
    return new Date(at).toLocaleString("en-GB", { ...options, ...(timeZone === undefined ? {} : { timeZone }) });
  } catch {
    // A zone that this browser does not know.
    return new Date(at).toLocaleString("en-GB", options);
  }
}

/** "Sun 22 Nov" of a day. */
export function dayWords(day: string): string {
  return dayText(day, { weekday: "short", day: "numeric", month: "short" });
}

/** "22 Nov", "22 Nov 2026" */
export function dayMonth(day: string, year = false): string {
  return dayText(day, { day: "numeric", month: "short", ...(year ? { year: "numeric" } : {}) });
}

/** "Nov", "Nov 2026" of a day. */
export function monthShort(day: string, year = false): string {
  return dayText(day, { month: "short", ...(year ? { year: "numeric" } : {}) });
}

function dayText(day: string, options: Intl.DateTimeFormatOptions): string {
  const [year, month, date] = parts(day);
  return utc(year, month, date).toLocaleDateString("en-GB", { timeZone: "UTC", ...options });
}

export function isMonday(day: string): boolean {
  const [year, month, date] = parts(day);
  return utc(year, month, date).getUTCDay() === 1;
}

/** Today in a time zone: "2026-11-22". */
export function todayIn(now: number, timeZone?: string): string {
  const text = format(now, { year: "numeric", month: "2-digit", day: "2-digit" }, timeZone);
  return text.split("/").reverse().join("-");
}

/** A day so many days later (or earlier). */
export function dayPlus(day: string, days: number): string {
  const [year, month, date] = parts(day);
  return utc(year, month, date + days).toISOString().slice(0, 10);
}

/** The first and the last day of a day's month, `months` later. */
export function monthOf(day: string, months = 0): { readonly from: string; readonly to: string } {
  const [year, month] = parts(day);
  return { from: utc(year, month + months, 1).toISOString().slice(0, 10), to: utc(year, month + months + 1, 0).toISOString().slice(0, 10) };
}

/** Every day from the first to the last, both in; at most `most`. */
export function daysBetween(from: string, to: string, most = 400): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < most; day = dayPlus(day, 1)) days.push(day);
  return days;
}

export const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** The instant at which a day begins in a time zone, also on days with 23 or 25 hours and where midnight does not exist. */
export function startOfDay(day: string, timeZone?: string): number {
  const [year, month, date] = parts(day);
  if (timeZone === undefined) return new Date(year, month - 1, date).getTime();
  const guess = Date.UTC(year, month - 1, date);
  // The zone's own midnight lies within a day of the guess: the first instant that belongs to the day, found by halves.
  let before = guess - 16 * 3_600_000;
  let after = guess + 16 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (todayIn(middle, timeZone) >= day) after = middle;
    else before = middle;
  }
  return after;
}
