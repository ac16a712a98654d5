import type { UseBy, UseRow } from "../api/shapes.ts";
import { span } from "../format/time.ts";
import { DAY, dayMonth, dayPlus, daysBetween, dayWords, isMonday, monthOf, monthShort, todayIn } from "../billing/days.ts";

/** What is asked of the use of an organization; it lives in the address. */
export interface UseFilters {
  readonly by: UseBy;
  readonly measure: Measure;
  readonly range: UseRange;
  readonly from: string;
  readonly to: string;
}

export type UseRange = "month" | "last-month" | "30d" | "90d" | "days";
export type Measure = "chats" | "wait" | "talk" | "messages";

export const USE_RANGES: readonly (readonly [UseRange, string])[] = [
  ["month", "This month"],
  ["last-month", "Last month"],
  ["30d", "Last 30 days"],
  ["90d", "Last 90 days"],
  ["days", "From … to …"],
];

export const MEASURES: readonly (readonly [Measure, string])[] = [
  ["chats", "Chats"],
  ["wait", "Time to answer"],
  ["talk", "Length of a chat"],
  ["messages", "Messages"],
];

export const USE_BY: readonly (readonly [UseBy, string])[] = [
  ["day", "By day"],
  ["room", "By room"],
  ["agent", "By agent"],
];

export const USUAL_USE: UseFilters = { by: "day", measure: "chats", range: "month", from: "", to: "" };

/** Longer ranges are refused by the server. */
const MOST_DAYS = 366;

export function readUse(query: URLSearchParams): UseFilters {
  const one = <V extends string>(name: string, known: readonly (readonly [V, string])[], usual: V): V => known.find(([value]) => value === query.get(name))?.[0] ?? usual;
  const day = (name: string) => (DAY.test(query.get(name) ?? "") ? (query.get(name) ?? "") : "");
  const [from, to] = [day("from"), day("to")];
  return {
    by: one("by", USE_BY, USUAL_USE.by),
    measure: one("measure", MEASURES, USUAL_USE.measure),
    range: from !== "" || to !== "" ? "days" : one("range", USE_RANGES, USUAL_USE.range),
    from,
    to,
  };
}

export function writeUse(filters: UseFilters): string {
  const query = new URLSearchParams();
  for (const name of ["by", "measure"] as const) if (filters[name] !== USUAL_USE[name]) query.set(name, filters[name]);
  if (filters.range !== "days") {
    if (filters.range !== USUAL_USE.range) query.set("range", filters.range);
  } else if (filters.from === "" && filters.to === "") query.set("range", "days");
  else for (const name of ["from", "to"] as const) if (filters[name] !== "") query.set(name, filters[name]);
  return query.toString();
}

/** The first and last day that are looked at; a range that is begun but not closed reaches to today. */
export function daysOf({ range, from, to }: Pick<UseFilters, "range" | "from" | "to">, now: number, timeZone?: string): { readonly from: string; readonly to: string } {
  const today = todayIn(now, timeZone);
  switch (range) {
    case "month":
      return { from: monthOf(today).from, to: today };
    case "last-month":
      return monthOf(today, -1);
    case "30d":
      return { from: dayPlus(today, -29), to: today };
    case "90d":
      return { from: dayPlus(today, -89), to: today };
    case "days": {
      const last = to === "" ? today : to;
      return { from: from === "" ? monthOf(last).from : from, to: last };
    }
  }
}

export function useFault({ range, from, to }: Pick<UseFilters, "range" | "from" | "to">): string | undefined {
  if (range !== "days" || from === "" || to === "") return undefined;
  if (from > to) return "The first day is after the last one: nothing can lie between.";
  return dayPlus(from, MOST_DAYS) <= to ? "At most a year and a day at once." : undefined;
}

const NONE = { chats: 0, answered: 0, missed: 0, byOperators: 0, waitMillis: 0, talkMillis: 0, messages: 0 } as const;

export type Counted = typeof NONE extends infer One ? { readonly [name in keyof One]: number } : never;

/** Days without a chat are days too: a chart with gaps would lie. */
export function everyDay(rows: readonly UseRow[], from: string, to: string): readonly UseRow[] {
  const known = new Map(rows.map((row) => [row.key, row]));
  return daysBetween(from, to).map((day) => known.get(day) ?? { key: day, ...NONE });
}

export function total(rows: readonly Counted[]): Counted {
  return rows.reduce<Counted>(
    (sum, row) => ({
      chats: sum.chats + row.chats,
      answered: sum.answered + row.answered,
      missed: sum.missed + row.missed,
      byOperators: sum.byOperators + row.byOperators,
      waitMillis: sum.waitMillis + row.waitMillis,
      talkMillis: sum.talkMillis + row.talkMillis,
      messages: sum.messages + row.messages,
    }),
    NONE,
  );
}

/** The average of a sum over the answered chats; nothing where none was answered. */
export function average(millis: number, answered: number): number | undefined {
  return answered === 0 ? undefined : millis / answered;
}

/** How long chats were on average; as long as none of the answered ones is over, nobody knows. */
export function lengthWords(row: { readonly talkMillis: number; readonly answered: number }): string {
  return averageWords(row.talkMillis, row.talkMillis === 0 ? 0 : row.answered);
}

export function averageWords(millis: number, answered: number): string {
  const mean = average(millis, answered);
  return mean === undefined ? "–" : span(mean);
}

/** "87 %" of all, or a dash. */
export function share(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

/** One bar of the chart: a day, or several to `last`. */
export interface Bar extends UseRow {
  readonly last?: string;
}

/** More days than this are bars that nobody can tell apart; on a phone they are so sooner. */
export const MOST_BARS = 100;
export const MOST_BARS_NARROW = 62;

/** The days themselves, or weeks from Monday to Sunday; the first and the last as much of one as is looked at. */
export function barsOf(days: readonly UseRow[], most = MOST_BARS): readonly Bar[] {
  if (days.length <= most) return days;
  const weeks: UseRow[][] = [];
  for (const day of days) {
    if (weeks.length === 0 || isMonday(day.key)) weeks.push([]);
    weeks.at(-1)?.push(day);
  }
  return weeks.map((week) => ({ ...total(week), key: week[0]?.key ?? "", last: week.at(-1)?.key ?? "" }));
}

/** What stands under the bars: so many labels as fit, the year with the first and where it changes. */
export function placeLabels(bars: readonly Bar[], fit: number): readonly (readonly [place: number, label: string])[] {
  const year = (place: number) => (bars[place]?.key ?? "").slice(0, 4);
  const years = year(0) !== year(bars.length - 1);
  if (bars[0]?.last === undefined) {
    const step = Math.max(1, Math.ceil(bars.length / fit));
    const places: number[] = [];
    // The last day always has one.
    for (let place = bars.length - 1; place >= 0; place -= step) places.unshift(place);
    return places.map((place, nth) => [place, dayMonth(bars[place]?.key ?? "", years && (nth === 0 || year(place) !== year(places[nth - 1] ?? 0)))]);
  }
  const firsts = bars.flatMap((bar, place) => (place > 0 && (bar.key.endsWith("-01") || bar.key.slice(0, 7) !== bar.last?.slice(0, 7)) ? [place] : []));
  const step = Math.max(1, Math.ceil(firsts.length / fit));
  const places = firsts.filter((_, nth) => (firsts.length - 1 - nth) % step === 0);
  const month = (place: number) => bars[place]?.last ?? "";
  return places.map((place, nth) => [place, monthShort(month(place), years && (nth === 0 || month(place).slice(0, 4) !== month(places[nth - 1] ?? 0).slice(0, 4)))]);
}

/** What a row is called. Several days are only looked at in a range that has more than one year. */
export function rowName(row: Bar, by: UseBy): string {
  if (by === "day") return row.last === undefined || row.last === row.key ? dayWords(row.key) : `${dayMonth(row.key, row.key.slice(0, 4) !== row.last.slice(0, 4))} – ${dayMonth(row.last, true)}`;
  return row.name ?? (row.key === "" ? "Nobody" : row.key);
}

/** An operator of the platform or of a reseller carries the home in the id. */
export function isOperatorRow(row: UseRow, by: UseBy): boolean {
  return by === "agent" && row.key.includes("--");
}

/** The parts of one bar, from its foot. */
export interface Part {
  readonly name: string;
  readonly tone: "accent" | "stop";
  readonly of: (row: Counted) => number;
}

export function partsOf(measure: Measure): readonly Part[] {
  switch (measure) {
    case "chats":
      return [
        { name: "Answered", tone: "accent", of: (row) => row.answered },
        { name: "Missed", tone: "stop", of: (row) => row.missed },
      ];
    case "wait":
      return [{ name: "Time to answer, on average", tone: "accent", of: (row) => average(row.waitMillis, row.answered) ?? 0 }];
    case "talk":
      return [{ name: "Length of a chat, on average", tone: "accent", of: (row) => average(row.talkMillis, row.answered) ?? 0 }];
    case "messages":
      return [{ name: "Messages", tone: "accent", of: (row) => row.messages }];
  }
}

export function isTime(measure: Measure): boolean {
  return measure === "wait" || measure === "talk";
}

export function valueWords(value: number, measure: Measure): string {
  if (!isTime(measure)) return Math.round(value).toLocaleString("en");
  return value === 0 ? "–" : span(value);
}

/** What the upright axis of the chart counts: "Chats a day". */
export function unitWords(measure: Measure, bars: readonly Bar[]): string {
  const step = bars[0]?.last === undefined ? "day" : "week";
  switch (measure) {
    case "chats":
      return `Chats a ${step}`;
    case "messages":
      return `Messages a ${step}`;
    default:
      return `${partsOf(measure)[0]?.name ?? ""}, by ${step}`;
  }
}

/** What the lying bars of rooms and agents count. An agent's rows know nothing of who was missed. */
export function rowUnit(measure: Measure, by: UseBy): string {
  if (measure === "chats") return by === "agent" ? "Chats answered" : "Chats";
  return partsOf(measure)[0]?.name ?? "";
}

/** The longest bar is on top, as in the table beside it; where two are as long, the more chats. */
export function ranked(rows: readonly UseRow[], measure: Measure): readonly UseRow[] {
  const parts = partsOf(measure);
  const size = (row: UseRow) => parts.reduce((sum, part) => sum + part.of(row), 0);
  return [...rows].sort((one, other) => size(other) - size(one) || other.chats - one.chats);
}

/** One row in a sentence: what the chart says for who cannot see it, and the line over it. */
export function rowSentence(row: Bar, by: UseBy, measure: Measure): string {
  const name = rowName(row, by);
  switch (measure) {
    case "chats":
      return `${name}: ${count(row.chats, "chat")}, ${row.answered.toLocaleString("en")} answered, ${row.missed.toLocaleString("en")} missed${row.byOperators > 0 ? `, ${row.byOperators.toLocaleString("en")} by operators` : ""}`;
    case "wait":
      return `${name}: ${row.answered === 0 ? "none answered" : `answered after ${averageWords(row.waitMillis, row.answered)} on average`}`;
    case "talk":
      return `${name}: ${row.answered === 0 ? "none answered" : `${lengthWords(row)} a chat on average`}`;
    case "messages":
      return `${name}: ${count(row.messages, "message")}`;
  }
}

function count(many: number, noun: string): string {
  return `${many.toLocaleString("en")} ${many === 1 ? noun : `${noun}s`}`;
}

/** Round numbers for the time axis, in milliseconds: seconds, minutes, hours. */
export const TIME_STEPS: readonly number[] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400].map((seconds) => seconds * 1_000);
