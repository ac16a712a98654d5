/** Times as people say them. All instants are epoch milliseconds; the zone and the language are the browser's. */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const WEEKDAY = new Intl.DateTimeFormat("en", { weekday: "long", day: "numeric", month: "long" });
const DATE = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", year: "numeric" });
const SHORT_DATE = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const FULL = new Intl.DateTimeFormat("en", { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });

/** "12:41" */
export function clock(at: number): string {
  return CLOCK.format(at);
}

/** The whole of it, for a title: "Sunday 22 November 2026 at 12:41:07". */
export function fullTime(at: number): string {
  return FULL.format(at);
}

/** "0:07", "12:16", "1:02:03": how long something lasts, counted up. Never negative, though clocks disagree. */
export function countUp(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "3.1 s", "41 s", "2 min 5 s", "1 h 4 min": for a sentence. */
export function span(millis: number): string {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 10 && whole % 60 > 0) return `${minutes} min ${whole % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "0.4 s": how far two people were apart; never shown as nothing. */
export function margin(millis: number): string {
  return millis < 95 ? `${Math.max(1, Math.round(millis))} ms` : span(millis);
}

function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 86_400_000);
}

/** Whether two instants fall on one calendar day here. */
export function sameDay(one: number, other: number): boolean {
  return dayNumber(one) === dayNumber(other);
}

/** A separator between days: "Today", "Yesterday", "Friday, November 20", "March 3, 2025". */
export function dayName(at: number, now: number): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return days > 0 && days < 300 ? WEEKDAY.format(at) : DATE.format(at);
}

/** For a list: the time if it was today, else the date. */
export function listTime(at: number, now: number): string {
  return sameDay(at, now) ? clock(at) : SHORT_DATE.format(at);
}
