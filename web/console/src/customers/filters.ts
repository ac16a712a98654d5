import { PLANS, PRICINGS, STATES } from "./plans.ts";
import { countryOf } from "./countries.ts";

/** Which customers are looked at. */
export interface Filters {
  readonly search: string;
  /** The reseller whose customers they are; the platform's own list has those that have none. */
  readonly parent: string;
  readonly state: string;
  readonly pricing: string;
  readonly plan: string;
  readonly country: string;
}

export const EVERYBODY: Filters = { search: "", parent: "", state: "", pricing: "", plan: "", country: "" };

const KNOWN: Readonly<Record<Exclude<keyof Filters, "search">, (value: string) => boolean>> = {
  parent: (value) => /^[a-z0-9][a-z0-9-]{0,39}$/u.test(value),
  state: (value) => (STATES as readonly string[]).includes(value),
  pricing: (value) => (PRICINGS as readonly string[]).includes(value),
  plan: (value) => (PLANS as readonly string[]).includes(value),
  country: (value) => countryOf(value) !== undefined,
};

const NAMES = ["parent", "state", "pricing", "plan", "country"] as const;

/** From an address; what makes no sense is left out. */
export function readFilters(query: URLSearchParams): Filters {
  const chosen = Object.fromEntries(NAMES.map((name) => [name, KNOWN[name](query.get(name) ?? "") ? (query.get(name) ?? "") : ""]));
  return { ...EVERYBODY, ...chosen, search: (query.get("search") ?? "").slice(0, 80) };
}

/** For an address and for the server: only what was chosen. */
export function chosen(filters: Filters): Readonly<Record<string, string>> {
  const query: Record<string, string> = {};
  const search = filters.search.trim().replace(/\s+/gu, " ");
  if (search !== "") query.search = search;
  for (const name of NAMES) if (filters[name] !== "") query[name] = filters[name];
  return query;
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(chosen(filters)).length > 0;
}
