/** Where the console is: kept in the address's hash, so that a notification, a mail or a colleague can link to it. */
export type Route =
  | { readonly at: "home" }
  | { readonly at: "chat" | "missed"; readonly id: string; readonly details: boolean }
  | { readonly at: Plain }
  | { readonly at: Linked; readonly token: string }
  | { readonly at: "page"; readonly page: PageName; readonly path: readonly string[]; readonly query: string };

/** Pages without anything behind their name. */
const PLAIN = ["connection", "profile", "options", "sessions", "welcome", "signin", "forgot", "signup"] as const;
export type Plain = (typeof PLAIN)[number];

/** What a mailed link opens; its token leaves the address bar as soon as it is read. */
const LINKED = ["reset", "invitation", "confirm", "email", "renewal"] as const;
export type Linked = (typeof LINKED)[number];

/** Pages of the registry (pages.ts), each with a path and a query of its own. */
const PAGES = ["team", "rooms", "settings", "audit", "keys", "customers", "use", "billing"] as const;
export type PageName = (typeof PAGES)[number];

export const HOME: Route = { at: "home" };

const has = <T extends string>(names: readonly T[], name: string | undefined): name is T => (names as readonly (string | undefined)[]).includes(name);

export function parseRoute(hash: string): Route {
  const [way = "", ...asked] = hash.replace(/^#\/?/u, "").split("?");
  const [named, ...path] = way.split("/");
  // As it would be said aloud, and as a person may shorten it.
  const first = named === "renew" ? "renewal" : named;
  if (has(PAGES, first)) {
    const parts = path.filter((part) => part !== "").map(decoded);
    return parts.length > 6 || parts.some((part) => part.length > 200) ? HOME : { at: "page", page: first, path: parts, query: asked.join("?").slice(0, 2_000) };
  }
  const [second, third, ...rest] = path;
  if (asked.length > 0 || rest.length > 0) return HOME;
  if (has(PLAIN, first) && second === undefined) return { at: first };
  if (has(LINKED, first) && second !== undefined && third === undefined && /^[\w.~-]{8,600}$/u.test(second)) return { at: first, token: second };
  if ((first === "chats" || first === "missed") && second !== undefined && /^[a-z0-9]{1,64}$/u.test(second)) {
    if (third !== undefined && third !== "details") return HOME;
    return { at: first === "chats" ? "chat" : "missed", id: second, details: third === "details" };
  }
  return HOME;
}

export function hashOf(route: Route): string {
  switch (route.at) {
    case "home":
      return "#/";
    case "chat":
    case "missed":
      return `#/${route.at === "chat" ? "chats" : "missed"}/${route.id}${route.details ? "/details" : ""}`;
    case "page":
      return `#/${[route.page, ...route.path].map(encodeURIComponent).join("/")}${route.query === "" ? "" : `?${route.query}`}`;
    case "reset":
    case "invitation":
    case "confirm":
    case "email":
    case "renewal":
      return `#/${route.at}/${route.token}`;
    default:
      return `#/${route.at}`;
  }
}

export function chatRoute(id: string): Route {
  return { at: "chat", id, details: false };
}

/** `pageRoute("customers", ["c1", "members"])` is `#/customers/c1/members`. */
export function pageRoute(page: PageName, path: readonly string[] = [], query: Readonly<Record<string, string>> = {}): Route {
  return { at: "page", page, path, query: new URLSearchParams(query).toString() };
}

/** Whether a route is for people who are not signed in: a mailed link counts, whoever is. */
export function isLinked(route: Route): route is Extract<Route, { readonly token: string }> {
  return "token" in route;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
