/** What a program with a key may do, scope by scope. */
import { SCOPES, type Kind, type Scope } from "../api/shapes.ts";

const SENTENCES: Readonly<Record<Scope, readonly [own: string, customers: string]>> = {
  "organizations:read": ["See the organization and its settings", "See this organization and its customers"],
  "organizations:write": ["Change the organization’s settings", "Create, edit, suspend and delete customers, and change this organization"],
  "members:read": ["See the members", "See the members, also the customers’"],
  "members:write": ["Invite, edit, disable and delete members", "Invite, edit, disable and delete members, also the customers’"],
  "rooms:read": ["See the rooms and who serves them", "See this organization’s rooms and who serves them"],
  "rooms:write": ["Make, edit and delete rooms", "Make, edit and delete this organization’s rooms"],
  "billing:read": ["See the balance, its history, orders and use", "See balances, histories, orders and use, also the customers’"],
  "billing:write": ["Buy interaction credits and set the low-credit threshold", "Move money and interaction credits of the customers, and mark orders as received"],
  "audit:read": ["Read, export and verify the audit log", "Read, export and verify this organization’s audit log"],
};

export function scopeSentence(scope: string, kind: Kind): string {
  const words = (SENTENCES as Readonly<Record<string, readonly [string, string]>>)[scope];
  return words === undefined ? scope : words[kind === "customer" ? 0 : 1];
}

/** Whoever may write may also read: choosing one takes the other along, as the server would ask for both. */
export function toggled(scopes: ReadonlySet<string>, scope: string): ReadonlySet<string> {
  const next = new Set(scopes);
  const [thing, verb] = scope.split(":");
  if (next.has(scope)) {
    next.delete(scope);
    if (verb === "read") next.delete(`${thing}:write`);
  } else {
    next.add(scope);
    if (verb === "write") next.add(`${thing}:read`);
  }
  return next;
}

export function orderedScopes(scopes: ReadonlySet<string>): readonly Scope[] {
  return SCOPES.filter((scope) => scopes.has(scope));
}

/** How long a key lives; `days` 0 is without end. */
export const LIVES: readonly (readonly [days: number, words: string])[] = [
  [30, "30 days"],
  [90, "90 days"],
  [365, "One year"],
  [0, "Until it is revoked"],
];
