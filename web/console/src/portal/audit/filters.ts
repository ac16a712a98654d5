import type { AuditSearch } from "../../api/shapes.ts";
import { APPLICATIONS } from "./words.ts";

/** What of the audit log is looked at. Days are days on this computer; both ends are in. */
export interface AuditFilters {
  /** "today", "7d", "30d", "all", or "days" with `from` and `to`. */
  readonly range: Range;
  readonly from: string;
  readonly to: string;
  readonly application: string;
  readonly agent: string;
  readonly search: string;
}

export type Range = "today" | "7d" | "30d" | "all" | "days";

export const RANGES: readonly (readonly [Range, string])[] = [
  ["today", "Today"],
  ["7d", "Last 7 days"],
  ["30d", "Last 30 days"],
  ["all", "All time"],
  ["days", "From … to …"],
];

export const NO_FILTERS: AuditFilters = { range: "7d", from: "", to: "", application: "", agent: "", search: "" };

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** From an address; what makes no sense is left out, so that a shortened link still opens. */
export function readFilters(query: URLSearchParams): AuditFilters {
  const range = query.get("range") ?? "";
  const from = query.get("from") ?? "";
  const to = query.get("to") ?? "";
  const days = { from: DAY.test(from) ? from : "", to: DAY.test(to) ? to : "" };
  const application = query.get("application") ?? "";
  return {
    range: days.from !== "" || days.to !== "" ? "days" : RANGES.some(([known]) => known === range) ? (range as Range) : NO_FILTERS.range,
    ...days,
    application: (APPLICATIONS as readonly string[]).includes(application) ? application : "",
    agent: query.get("agent") ?? "",
    search: (query.get("search") ?? "").slice(0, 100),
  };
}

/** For an address: only what differs from what is shown without it. */
export function writeFilters(filters: AuditFilters): string {
  const query = new URLSearchParams();
  if (filters.range === "days") {
    if (filters.from !== "") query.set("from", filters.from);
    if (filters.to !== "") query.set("to", filters.to);
    if (filters.from === "" && filters.to === "") query.set("range", "days");
  } else if (filters.range !== NO_FILTERS.range) query.set("range", filters.range);
  for (const name of ["application", "agent", "search"] as const) if (filters[name] !== "") query.set(name, filters[name]);
  return query.toString();
}

/** What the server is asked: instants, in epoch milliseconds; `to` is the first one that no longer counts. */
export function auditQuery(filters: AuditFilters, now: number): AuditSearch {
  const search = filters.search.trim();
  return {
    ...span(filters, now),
    ...(filters.application === "" ? {} : { application: filters.application }),
    ...(filters.agent === "" ? {} : { agent: filters.agent }),
    ...(search === "" ? {} : { search }),
  };
}

function span(filters: AuditFilters, now: number): { from?: number; to?: number } {
  switch (filters.range) {
    case "today":
      return { from: startOfDay(now, 0) };
    case "7d":
      return { from: startOfDay(now, -6) };
    case "30d":
      return { from: startOfDay(now, -29) };
    case "all":
      return {};
    case "days": {
      const from = dayStart(filters.from);
      const to = dayStart(filters.to);
      return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to: startOfDay(to, 1) }) };
    }
  }
}

/** Days begin at midnight here, also on the two days of a year that have 23 or 25 hours. */
function startOfDay(at: number, plusDays: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + plusDays).getTime();
}

function dayStart(day: string): number | undefined {
  if (!DAY.test(day)) return undefined;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).getTime();
}

/** What is wrong with the two days, if anything. */
export function rangeFault(filters: AuditFilters): string | undefined {
  return filters.range === "days" && filters.from !== "" && filters.to !== "" && filters.from > filters.to
    ? "The first day is after the last one: nothing can lie between."
    : undefined;
}

export function isFiltered(filters: AuditFilters): boolean {
  return filters.application !== "" || filters.agent !== "" || filters.search.trim() !== "" || filters.range === "today" || filters.range === "days";
}
