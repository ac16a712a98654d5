/** Where the console is: kept in the address's hash, so that a notification, a mail or a colleague can link to it. */
export type Route =
  | { readonly at: "home" }
  | { readonly at: "chat" | "missed"; readonly id: string; readonly details: boolean }
  | { readonly at: "connection" }
  | { readonly at: "signin" };

export const HOME: Route = { at: "home" };

export function parseRoute(hash: string): Route {
  const [first, second, third, ...rest] = hash.replace(/^#\/?/u, "").split("/");
  if (rest.length > 0) return HOME;
  const plain = second === undefined;
  if (first === "connection" && plain) return { at: "connection" };
  if (first === "signin" && plain) return { at: "signin" };
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
    case "connection":
      return "#/connection";
    case "signin":
      return "#/signin";
  }
}

export function chatRoute(id: string): Route {
  return { at: "chat", id, details: false };
}
