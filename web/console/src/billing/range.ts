import type { LedgerAccount, LedgerSearch } from "../api/shapes.ts";
import { DAY, dayPlus, monthOf, startOfDay, todayIn } from "./days.ts";

/** Which part of a history is looked at. Days are the organization's; both ends are in. */
export interface HistoryFilters {
  readonly account: LedgerAccount;
  readonly range: HistoryRange;
  readonly from: string;
  readonly to: string;
}

export type HistoryRange = "month" | "last-month" | "90d" | "year" | "all" | "days";

export const HISTORY_RANGES: readonly (readonly [HistoryRange, string])[] = [
  ["month", "This month"],
  ["last-month", "Last month"],
  ["90d", "Last 90 days"],
  ["year", "This year"],
  ["all", "All time"],
  ["days", "From … to …"],
];

export const USUAL: HistoryFilters = { account: "wallet", range: "90d", from: "", to: "" };

/** From an address; what makes no sense is left out. */
export function readHistory(query: URLSearchParams): HistoryFilters {
  const day = (name: string) => (DAY.test(query.get(name) ?? "") ? (query.get(name) ?? "") : "");
  const [from, to] = [day("from"), day("to")];
  const range = query.get("range") ?? "";
  return {
    account: query.get("account") === "credits" ? "credits" : "wallet",
    range: from !== "" || to !== "" ? "days" : HISTORY_RANGES.some(([known]) => known === range) ? (range as HistoryRange) : USUAL.range,
    from,
    to,
  };
}

export function writeHistory(filters: HistoryFilters): string {
  const query = new URLSearchParams();
  if (filters.account !== USUAL.account) query.set("account", filters.account);
  if (filters.range === "days") {
    if (filters.from !== "") query.set("from", filters.from);
    if (filters.to !== "") query.set("to", filters.to);
    if (filters.from === "" && filters.to === "") query.set("range", "days");
  } else if (filters.range !== USUAL.range) query.set("range", filters.range);
  return query.toString();
}

/** The first and last day that are asked for; open where nothing is said. */
export function spanOf({ range, from, to }: Pick<HistoryFilters, "range" | "from" | "to">, now: number, timeZone?: string): { readonly from?: string; readonly to?: string } {
  const today = todayIn(now, timeZone);
  switch (range) {
    case "month":
      return { from: monthOf(today).from };
    case "last-month":
      return monthOf(today, -1);
    case "90d":
      return { from: dayPlus(today, -89) };
    case "year":
      return { from: `${today.slice(0, 4)}-01-01` };
    case "all":
      return {};
    case "days":
      return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
  }
}

/** What the server is asked: instants; `to` is the first that no longer counts. */
export function historyQuery(filters: HistoryFilters, now: number, timeZone?: string): LedgerSearch {
  const { from, to } = spanOf(filters, now, timeZone);
  return {
    account: filters.account,
    ...(from === undefined ? {} : { from: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { to: startOfDay(dayPlus(to, 1), timeZone) }),
  };
}

export function rangeFault({ range, from, to }: Pick<HistoryFilters, "range" | "from" | "to">): string | undefined {
  return range === "days" && from !== "" && to !== "" && from > to ? "The first day is after the last one: nothing can lie between." : undefined;
}
