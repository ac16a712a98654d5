import type { AuditRecord } from "../../api/shapes.ts";
import { credits, money } from "../../billing/money.ts";

/**
 * What the audit log says, as sentences of a person. The server writes codes (`agents.invited`), names and small
 * details; every code that it writes has its words here (a test reads the server's sources and compares).
 */

/** A piece of a sentence; names are set apart, since they come from strangers. */
export type Piece = string | { readonly name: string };

type Say = (words: Words) => readonly Piece[];

interface Words {
  /** The subject's name, or what stands for it. */
  readonly subject: Piece;
  readonly own: boolean;
  detail(name: string): string | undefined;
}

const plain =
  (before: string, after = ""): Say =>
  ({ subject }) => [before, " ", subject, ...(after === "" ? [] : [` ${after}`])];

const alone =
  (text: string): Say =>
  () => [text];

/** Words that name a detail only where the record has it. */
const withDetail =
  (name: string, before: string, after: (value: string) => string): Say =>
  ({ subject, detail }) => {
    const value = detail(name);
    return [before, " ", subject, ...(value === undefined ? [] : [after(value)])];
  };

type Detail = Words["detail"];

/** "€12.50" of a record that says the currency; else the server's own words for it. */
function amountOf(detail: Detail): string | undefined {
  const text = detail("amount");
  if (text !== undefined) return text;
  const [minor, currency] = [Number(detail("minor") ?? Number.NaN), detail("currency")];
  return Number.isSafeInteger(minor) && currency !== undefined ? money(minor, currency) : undefined;
}

function set(value: string | undefined): readonly Piece[] {
  return value === undefined ? [] : [` to ${value}`];
}

const sum =
  (before: string, after: string): Say =>
  ({ detail }) => {
    const amount = amountOf(detail);
    return [amount === undefined ? `${before} money, ${after}` : `${before} ${amount} ${after}`];
  };

function many(detail: Detail): string {
  const count = Number(detail("credits") ?? Number.NaN);
  return Number.isInteger(count) ? credits(count) : "interaction credits";
}

const counted =
  (before: string): Say =>
  ({ detail }) => {
    const memo = detail("memo");
    return [`${before} ${many(detail)}${memo === undefined ? "" : `: “${memo}”`}`];
  };

const pack =
  (before: string): Say =>
  ({ detail }) => [`${before} a pack of ${many(detail)}`];

const ENDS: Readonly<Record<string, string>> = {
  visitor: "Ended the chat",
  agent: "Ended the chat",
  "visitor-lost": "The chat ended: the visitor's connection did not come back",
  "agent-lost": "The chat ended: the agent's connection did not come back",
};

const MISSES: Readonly<Record<string, string>> = {
  "nobody-available": "A chat was missed: nobody was available",
  "nobody-accepted": "A chat was missed: it rang, and nobody accepted",
  "visitor-left": "A chat was missed: the visitor left while it rang",
  "chats-used-up": "A chat was missed: the plan's chats of the month were used up",
};

const SENTENCES: Readonly<Record<string, Say>> = {
  "chat.ringing": ({ detail }) => {
    const rung = Number(detail("rung"));
    const room = detail("room");
    return [
      "Rang",
      ...(Number.isFinite(rung) && rung >= 0 ? [rung === 0 ? " at nobody" : rung === 1 ? " at one agent" : ` at ${rung} agents`] : []),
      ...(room === undefined ? [] : [" in ", { name: room }]),
    ];
  },
  "chat.accepted": ({ detail }) => {
    const millis = Number(detail("afterMillis"));
    return ["Accepted a chat", ...(Number.isFinite(millis) ? [` after ${(millis / 1000).toFixed(1)} s`] : [])];
  },
  "chat.ended": ({ detail }) => [ENDS[detail("why") ?? ""] ?? "The chat ended"],
  "chat.missed": ({ detail }) => [MISSES[detail("why") ?? ""] ?? "A chat was missed"],
  "chat.left": alone("Left a message with an e-mail address"),
  "chat.rated": ({ detail }) => {
    const stars = Number(detail("stars"));
    return [Number.isFinite(stars) ? `Rated the chat with ${stars} of 5 stars` : "Rated the chat"];
  },

  "agents.invited": plain("Invited"),
  "agents.invited-again": plain("Sent the invitation again to"),
  "agents.accepted": ({ own, subject }) => (own ? ["Accepted the invitation"] : [subject, " accepted the invitation"]),
  "agents.updated": ({ own, subject }) => (own ? ["Changed the own account"] : ["Changed the account of ", subject]),
  "agents.permissions": plain("Set the permissions of"),
  "agents.deleted": plain("Deleted"),
  "agents.profile": ({ own, subject }) => (own ? ["Changed the own profile"] : ["Changed the profile of ", subject]),
  "agents.email-changed": ({ own, subject }) => (own ? ["Confirmed a new e-mail address"] : ["The e-mail address of ", subject, " was changed"]),
  "agents.password-reset": ({ own, subject }) => (own ? ["Asked for a link to reset the password"] : ["Had a link to reset the password mailed to ", subject]),

  "rooms.created": plain("Made the room"),
  "rooms.updated": plain("Changed the room"),
  "rooms.agents": plain("Chose who serves the room"),
  "rooms.deleted": plain("Deleted the room"),

  "organization.created": plain("Made the organization"),
  "organization.updated": plain("Changed the organization"),
  "organization.suspended": withDetail("reason", "Suspended", (reason) => `: “${reason}”`),
  "organization.resumed": plain("Resumed"),
  "organization.deleted": plain("Deleted the organization"),
  "organization.owner-changed": plain("Made", "the owner"),
  "organization.parent-changed": withDetail("parent", "Moved", (parent) => ` to the reseller ${parent}`),
  "organization.terms-accepted": withDetail("version", "Accepted the terms of use for", (version) => ` (version ${version})`),

  "settings.updated": alone("Changed the settings"),
  "billing.updated": plain("Changed the billing information of"),
  "billing.topped-up": sum("Added", "of credit"),
  "billing.withdrawn": sum("Withdrew", "of credit"),
  "billing.debt-paid": sum("Received", "for the debt"),
  "billing.limit-set": ({ detail }) => ["Set the credit limit", ...set(amountOf(detail))],
  "billing.reversed": withDetail("memo", "Reversed an entry of", (memo) => `: “${memo}”`),
  "billing.credits-granted": counted("Gave"),
  "billing.credits-withdrawn": counted("Took back"),
  "billing.package-set": ({ detail }) => ["Set the package", ...set(detail("package"))],
  "billing.fee-paid": ({ detail }) => {
    const months = Number(detail("months"));
    return [Number.isInteger(months) && months > 0 ? `Recorded the monthly fee as paid for ${months === 1 ? "one month" : `${months} months`}` : "Recorded the monthly fee as paid"];
  },
  "billing.pack-ordered": pack("Ordered"),
  "billing.pack-received": pack("Received the payment for"),
  "billing.pack-cancelled": pack("Cancelled the order of"),
  "billing.threshold-set": ({ detail }) => ["Set the low-credit threshold", ...set(detail("threshold"))],

  "security.signed-in": alone("Signed in"),
  "security.signed-out": alone("Signed out"),
  "security.session-revoked": alone("Ended a session on another computer"),
  "security.password-changed": alone("Changed the own password"),
  "security.password-reset": alone("Set a new password by a mailed link"),
  "security.refresh-reused": alone("A session was ended: its old key was used a second time, as a thief would"),

  "support.entered": withDetail("reason", "Logged in as", (reason) => `: “${reason}”`),
  "support.left": plain("Ended the support session with"),
  "support.ended": plain("Put an end to the support session with"),

  "keys.created": withDetail("scopes", "Made the API key", (scopes) => `, which may: ${scopes}`),
  "keys.deleted": plain("Revoked the API key"),
};

/** Every code with words, for the test that compares them with the server's. */
export const KNOWN: readonly string[] = Object.keys(SENTENCES);

/** The sentence of one record, without who: "Invited Priya Nair". */
export function sentence(record: AuditRecord): readonly Piece[] {
  const { subject, by, details } = record;
  const named = subject === undefined ? undefined : subject.name?.trim() || subject.id;
  const words: Words = {
    subject: named === undefined ? standIn(record.what) : { name: named },
    own: subject !== undefined && subject.id === by.id,
    detail: (name) => textOf(details[name]),
  };
  const say = SENTENCES[record.what];
  if (say !== undefined) return say(words);
  // A newer server may know more than this page: its code, read aloud, is better than nothing.
  return [readAloud(record.what), ...(named === undefined ? [] : [": ", { name: named }])];
}

/** The sentence as one text, for search, titles and tests. */
export function sentenceText(record: AuditRecord): string {
  return sentence(record)
    .map((piece) => (typeof piece === "string" ? piece : piece.name))
    .join("");
}

function standIn(what: string): string {
  if (what.startsWith("organization.") || what.startsWith("support.") || what.startsWith("billing.")) return "this organization";
  if (what.startsWith("rooms.")) return "(its name is not in the record)";
  if (what.startsWith("keys.")) return "(without a name)";
  return "somebody";
}

function readAloud(code: string): string {
  const words = code.replace(/[.-]+/gu, " ").trim();
  return words === "" ? "Did something" : words[0]?.toUpperCase() + words.slice(1);
}

const ACTORS: Readonly<Record<string, string>> = {
  system: "Firstbell",
  visitor: "A visitor",
  anonymous: "Somebody not signed in",
  key: "An API key",
  member: "A member",
  agent: "An agent",
  support: "Support",
};

/** Who acted: the name, and in which role when that is not plain. */
export function actor(record: AuditRecord): { readonly name: string; readonly note?: string } {
  const { by } = record;
  const name = by.name?.trim() || ACTORS[by.kind] || by.id || "Firstbell";
  const home = nameOf(by.organization);
  const acting = nameOf(record.as);
  if (acting !== undefined) return { name, note: `support${home === undefined ? "" : ` from ${home}`}, as ${acting}` };
  if (by.kind === "key" && by.name !== undefined) return { name, note: home === undefined ? "API key" : `API key of ${home}` };
  return home === undefined ? { name } : { name, note: home };
}

function nameOf(organization: string | undefined): string | undefined {
  return organization === undefined || organization.trim() === "" ? undefined : organization;
}

/** Details that the sentence does not say already: "Changed: name, title" and the rest by name. */
export interface Extra {
  readonly name: string;
  readonly value: string;
}

const SAID: Readonly<Record<string, readonly string[]>> = {
  "chat.ringing": ["rung", "room"],
  "chat.accepted": ["afterMillis", "agent"],
  "chat.ended": ["why"],
  "chat.missed": ["why"],
  "chat.rated": ["stars"],
  "organization.suspended": ["reason"],
  "organization.parent-changed": ["parent"],
  "organization.terms-accepted": ["version"],
  "support.entered": ["reason"],
  "keys.created": ["scopes"],
  "billing.topped-up": ["amount", "minor", "currency"],
  "billing.withdrawn": ["amount", "minor", "currency"],
  "billing.debt-paid": ["amount", "minor", "currency"],
  "billing.limit-set": ["amount", "minor", "currency"],
  "billing.reversed": ["memo"],
  "billing.credits-granted": ["credits", "memo"],
  "billing.credits-withdrawn": ["credits", "memo"],
  "billing.package-set": ["package"],
  "billing.fee-paid": ["months"],
  "billing.pack-ordered": ["credits"],
  "billing.pack-received": ["credits"],
  "billing.pack-cancelled": ["credits"],
  "billing.threshold-set": ["threshold"],
};

const FIELDS: Readonly<Record<string, string>> = {
  portalAccess: "portal access",
  taxId: "tax id",
  ringSeconds: "ring time",
  ringTone: "ring tone",
  whatsapp: "WhatsApp",
  billingName: "billing name",
  billingAddress: "billing address",
  replyMinutes: "reply time",
  email: "e-mail",
  until: "until",
  lastUsedDay: "last used",
};

export function fieldName(field: string): string {
  return FIELDS[field] ?? field.replace(/[/.]/gu, " ").replace(/([a-z])([A-Z])/gu, "$1 $2").toLowerCase().trim();
}

export function extras(record: AuditRecord): readonly Extra[] {
  const said = SAID[record.what] ?? [];
  return Object.keys(record.details)
    .filter((name) => !said.includes(name))
    .map((name) => ({ name: fieldName(name), value: valueOf(name, record.details[name]) }))
    .filter((extra) => extra.value !== "");
}

function valueOf(name: string, value: unknown): string {
  const text = textOf(value) ?? "";
  if (name === "changed" || name === "fields") return text.split(/\s*,\s*/u).map(fieldName).join(", ");
  if (/(At|until)$/u.test(name) && /^\d{12,14}$/u.test(text)) return new Date(Number(text)).toLocaleString("en", { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" });
  return text;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one) ?? "").join(", ");
  if (typeof value === "object") {
    const { old, from, new: fresh, to } = value as Record<string, unknown>;
    const before = textOf(old ?? from);
    const after = textOf(fresh ?? to);
    if (before !== undefined || after !== undefined) return `${before ?? "nothing"} → ${after ?? "nothing"}`;
    return Object.entries(value)
      .map(([key, one]) => `${fieldName(key)} ${textOf(one) ?? ""}`)
      .join(", ");
  }
  return undefined;
}

export const APPLICATIONS = ["chat", "agents", "rooms", "organization", "settings", "security", "support", "keys", "billing"] as const;

const APPLICATION_NAMES: Readonly<Record<string, string>> = {
  chat: "Chats",
  agents: "Agents",
  rooms: "Rooms",
  organization: "Organization",
  settings: "Settings",
  security: "Security",
  support: "Support",
  keys: "API keys",
  billing: "Billing",
};

export function applicationName(application: string): string {
  return APPLICATION_NAMES[application] ?? application;
}
