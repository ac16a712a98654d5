import { Purse } from "./purse.ts";
import type { ApiKey, AuditRecord, Member, Organization, OrganizationRow, Room } from "../src/api/shapes.ts";

/** Organizations in memory, for looking at the Customer app and the portal: enough of the API to click through. */
const DAY = 86_400_000;
const NOW = Date.now();

export type World = "full" | "empty" | "broken";

const WORDS = ["Quiet", "Harbor", "Corner", "North", "Blue", "Old", "Lisbon", "Paper", "Green", "Bright", "River", "Stone", "Summer", "Little", "Grand"];
const TRADES = ["Books", "Bakery", "Dental", "Tax Advice", "Bicycles", "Records", "Gardens", "Travel", "Glass", "Opticians", "Coffee", "Yarns", "Tools"];
const PLACES = [["PT", "EUR", "Europe/Lisbon"], ["DE", "EUR", "Europe/Berlin"], ["JP", "JPY", "Asia/Tokyo"], ["US", "USD", "America/New_York"], ["BR", "BRL", "America/Sao_Paulo"], ["KW", "KWD", "Asia/Kuwait"]] as const;
const PLANS = ["free", "team", "business", "business-maximumon"] as const;
const MONTH = new Date(NOW).toISOString().slice(0, 7);

function customer(place: number): Organization {
  const named = place === 0 ? "Northwind Tea" : place === 1 ? "Quiet Corner Books" : undefined;
  const [country, currency, timezone] = PLACES[place % PLACES.length] ?? PLACES[0];
  const name = named ?? `${WORDS[(place * 7) % WORDS.length]} ${WORDS[(place * 11 + 3) % WORDS.length]} ${TRADES[(place * 5) % TRADES.length]}${place > 40 ? ` ${place}` : ""}`;
  const chats = place % 9 === 4 ? 0 : (place * 137) % 1900;
  const missed = Math.floor(chats / 23);
  return {
    id: place === 0 ? "demo" : place === 1 ? "quiet" : `c${place}k3v9${place}`,
    kind: "customer",
    name,
    state: place % 17 === 5 ? "suspended" : "active",
    ...(place % 17 === 5 ? { suspendedReason: "Three invoices are open; agreed with Ana to wait until Monday." } : {}),
    parent: "harbor",
    country,
    currency,
    timezone,
    pricing: place % 3 === 0 ? "postpaid" : "prepaid",
    plan: PLANS[place % PLANS.length] ?? "free",
    billing: { name, follows: true },
    settings: { computers: "both", sites: place === 0 ? ["https://tea.example", "https://shop.northwind.example:8443"] : [], greeting: "Hello! What may we brew for you?", replyMinutes: 20 },
    ...(place % 4 === 2 ? {} : { owner: { id: "marta", name: "Marta Oliveira" } }),
    terms: { version: "2026-11", at: NOW - 20 * DAY, by: { id: "marta", name: "Marta Oliveira" } },
    use: { month: MONTH, chats, answered: chats - missed, missed },
    balance: { currency, minor: place === 6 ? 184_000 : place === 9 ? -9_950 : 0 },
    createdAt: NOW - (40 + place) * DAY,
    version: 1,
  };
}

function member(id: string, name: string, more: Partial<Member> = {}): Member {
  return {
    id,
    name,
    email: `${id}@northwind.example`,
    role: "member",
    portalAccess: true,
    status: "active",
    permissions: ["answer-chats"],
    rooms: ["general"],
    owner: false,
    createdAt: NOW - 40 * DAY,
    lastSignInAt: NOW - 3_600_000,
    version: 1,
    ...more,
  };
}

const MEMBERS: Member[] = [
  member("marta", "Marta Oliveira", { role: "admin", owner: true, permissions: [], title: "Tea buyer", rooms: ["general", "sales"], photo: "/avatars/marta.svg" }),
  member("priya", "Priya Nair", { permissions: ["answer-chats", "manage-rooms", "view-audit"], title: "Orders and shipping", lastSignInAt: NOW - 26 * 3_600_000 }),
  member("jonas", "Jonas Vogel", { status: "invited", createdAt: NOW - DAY, version: 1 }),
  member("ines", "Inês Caldeira-Montenegro de Albuquerque e Vasconcelos", { status: "disabled", lastSignInAt: NOW - 70 * DAY, permissions: ["answer-chats", "manage-agents", "manage-rooms", "manage-settings", "view-audit", "manage-keys"] }),
  member("li", "Li Wei", { portalAccess: false, rooms: [], permissions: [], pendingEmail: "li.wei@new.example" }),
].map((one) => (one.id === "jonas" ? withoutSignIn(one) : one));

function withoutSignIn({ lastSignInAt: _, ...rest }: Member): Member {
  return rest;
}

const ROOMS: Room[] = [
  { id: "general", name: "GENERAL", ringSeconds: 45, agents: [{ id: "marta", name: "Marta Oliveira" }, { id: "priya", name: "Priya Nair" }], effective: true, version: 1, etag: "1" },
  { id: "sales", name: "Sales", ringSeconds: 30, agents: [{ id: "marta", name: "Marta Oliveira" }], effective: true, version: 4, etag: "4" },
  { id: "wholesale", name: "Wholesale, returns and the harbour warehouse", ringSeconds: 60, agents: [], effective: true, version: 2, etag: "2" },
];

const KEYS: ApiKey[] = [
  { id: "k1", name: "Nightly import", scopes: ["members:read", "members:write", "rooms:read"], createdAt: NOW - 90 * DAY, lastUsedDay: new Date(NOW - DAY).toISOString().slice(0, 10) },
  { id: "k2", name: "Audit archive", scopes: ["audit:read"], createdAt: NOW - 400 * DAY, expiresAt: NOW - 35 * DAY, lastUsedDay: "2026-10-18" },
  { id: "k3", name: "Status page", scopes: ["organizations:read"], createdAt: NOW - DAY, expiresAt: NOW + 89 * DAY },
];

const by = { kind: "member", id: "marta", name: "Marta Oliveira" };
const rosa = { kind: "support", id: "rosa", name: "Rosa Lind", organization: "Harbor Partners" };
const ACTS: readonly Partial<AuditRecord>[] = [
  { application: "security", what: "security.signed-in", by },
  { application: "support", what: "support.entered", by: rosa, as: "Northwind Tea", subject: { kind: "organization", id: "demo", name: "Northwind Tea" }, details: { reason: "Asked by Marta on the phone to set up the room Sales" } },
  { application: "rooms", what: "rooms.created", by: rosa, as: "Northwind Tea", subject: { kind: "room", id: "sales", name: "Sales" }, details: { ringSeconds: "30" } },
  { application: "agents", what: "agents.invited", by, subject: { kind: "member", id: "jonas", name: "Jonas Vogel" }, details: { role: "member" } },
  { application: "agents", what: "agents.updated", by, subject: { kind: "member", id: "priya", name: "Priya Nair" }, details: { changed: "name,portalAccess", name: "Priya → Priya Nair" } },
  { application: "agents", what: "agents.permissions", by, subject: { kind: "member", id: "priya", name: "Priya Nair" }, details: { permissions: "answer-chats, manage-rooms, view-audit" } },
  { application: "keys", what: "keys.created", by, subject: { kind: "key", id: "k3", name: "Status page" }, details: { scopes: "organizations:read" } },
  { application: "chat", what: "chat.ringing", by: { kind: "visitor" }, details: { rung: "2", room: "GENERAL" } },
  { application: "chat", what: "chat.accepted", by: { kind: "agent", id: "priya", name: "Priya Nair" }, details: { afterMillis: "3100" } },
  { application: "chat", what: "chat.ended", by: { kind: "visitor" }, details: { why: "visitor" } },
  { application: "chat", what: "chat.rated", by: { kind: "visitor" }, details: { stars: "5" } },
  { application: "settings", what: "settings.updated", by, details: { changed: "greeting,sites" } },
  { application: "organization", what: "organization.suspended", by: { ...rosa, kind: "member" }, subject: { kind: "organization", id: "demo", name: "Northwind Tea" }, details: { reason: "Invoice 2026-104 is open" } },
  { application: "rooms", what: "rooms.hours-set", by, subject: { kind: "room", id: "sales", name: "<img src=x onerror=alert(1)>" }, details: {} },
];

const AUDIT: readonly AuditRecord[] = Array.from({ length: 130 }, (_, place) => ({
  id: `f${place}`,
  n: 130 - place,
  at: NOW - place * 41 * 60_000,
  application: "security",
  what: "security.signed-in",
  by,
  details: {},
  hash: "9f2c51d0b7a34e6688f10c2d5be7a9134f6ad0c8e2b91f7730d4a5c6e8f90b12",
  ...ACTS[place % ACTS.length],
}));

/** Answers one request of a page; `undefined` where this town knows nothing of it. */
export class Town {
  #customers: Organization[];
  readonly #members: Member[];
  readonly #rooms: Room[];
  #keys: ApiKey[];
  readonly #world: World;
  readonly #purse: Purse;

  constructor(world: World, scene = "", many = 10_000) {
    this.#purse = new Purse(scene);
    this.#world = world;
    const long = scene.includes("-long") ? { name: "Donaudampfschifffahrtsgesellschaft Niederösterreich-Wachau & Söhne, Nachfolger GmbH & Co. KG" } : {};
    this.#customers = world === "empty" ? [customer(0)] : Array.from({ length: many }, (_, place) => ({ ...customer(place), ...(place > 1 ? long : {}) }));
    this.#members = [...MEMBERS];
    this.#rooms = [...ROOMS];
    this.#keys = world === "empty" ? [] : [...KEYS];
  }

  answer(method: string, path: string, query: URLSearchParams, body: Record<string, unknown>, version: number | undefined): Response | undefined {
    const parts = path.split("/").filter((part) => part !== "");
    if (parts[0] !== "organizations") return undefined;
    const [, id, what, which, deeper] = parts;
    if (id === undefined) return method === "POST" ? this.#create(body) : this.#list(query);
    const organization = this.#customers.find((one) => one.id === id);
    if (organization === undefined) return problem(404, "not-found");
    switch (what) {
      case undefined:
        return this.#organization(method, organization, body, version);
      case "suspension":
        return this.#put({ ...organization, state: method === "PUT" ? "suspended" : "active", suspendedReason: String(body["reason"] ?? "") });
      case "owner":
        return Response.json({ owner: { id: String(body["member"]), name: this.#members.find((one) => one.id === body["member"])?.name ?? "?" }, toAssignAgain: [] });
      case "members":
        return this.#memberRoutes(method, which, deeper, body, version);
      case "rooms":
        return this.#roomRoutes(method, which, deeper, body, version);
      case "api-keys":
        return this.#keyRoutes(method, which, body);
      case "audit":
        return this.#audit(which, query);
      case "support-sessions":
        return problem(403, "forbidden");
      default:
        return this.#purse.answer(method, organization, what, which, deeper, query, body);
    }
  }

  #list(query: URLSearchParams): Response {
    const wanted = (query.get("search") ?? "").toLowerCase();
    const rows = this.#customers.filter(
      (one) =>
        one.name.toLowerCase().split(/\s+/u).some((word) => word.startsWith(wanted)) &&
        ["state", "pricing", "plan", "country"].every((name) => (query.get(name) ?? "") === "" || query.get(name) === String(one[name as keyof Organization])),
    );
    if (this.#world === "empty") return Response.json({ items: [] });
    return page(rows.map(rowOf).sort((one, other) => one.name.localeCompare(other.name)), query);
  }

  #create(body: Record<string, unknown>): Response {
    const made = { ...customer(2), ...body, id: `new${this.#customers.length}`, billing: { name: String(body["name"]), follows: true }, createdAt: Date.now(), version: 1, state: "active" } as Organization;
    this.#customers = [made, ...this.#customers];
    return Response.json(made, { status: 201 });
  }

  #organization(method: string, organization: Organization, body: Record<string, unknown>, version: number | undefined): Response {
    if (method === "GET") return Response.json(organization);
    if (version !== organization.version) return problem(412, "precondition-failed");
    if (method === "DELETE") {
      if (organization.balance.minor !== 0) return problem(409, "balance-not-zero", { balance: organization.balance });
      this.#customers = this.#customers.filter((one) => one !== organization);
      return new Response(null, { status: 204 });
    }
    const { billing, settings, ...plain } = body as { billing?: { name?: string | null } & Record<string, unknown>; settings?: Record<string, unknown> };
    const name = String(plain["name" as keyof typeof plain] ?? organization.name);
    const apart = billing?.name === null ? undefined : (billing?.name ?? (organization.billing.follows ? undefined : organization.billing.name));
    return this.#put({
      ...organization,
      ...plain,
      billing: { ...organization.billing, ...(billing as object), name: apart ?? name, follows: apart === undefined },
      settings: { ...organization.settings, ...(settings as object) },
      version: organization.version + 1,
    } as Organization);
  }

  #put(organization: Organization): Response {
    this.#customers = this.#customers.map((one) => (one.id === organization.id ? organization : one));
    return Response.json(organization);
  }

  #memberRoutes(method: string, id: string | undefined, deeper: string | undefined, body: Record<string, unknown>, version: number | undefined): Response {
    if (id === undefined) {
      if (method === "GET") return Response.json({ items: this.#members });
      const fresh = member(`m${this.#members.length}`, String(body["name"]), { ...(body as Partial<Member>), status: "invited", createdAt: Date.now() });
      this.#members.push(withoutSignIn(fresh));
      return Response.json(fresh, { status: 201 });
    }
    const place = this.#members.findIndex((one) => one.id === id);
    const found = this.#members[place];
    if (found === undefined) return problem(404, "not-found");
    if (method === "GET") return Response.json(found);
    if (deeper === "invitation" || deeper === "password-reset") return Response.json({}, { status: 202 });
    // Somebody else is faster once, to see what a page makes of it.
    if (found.id === "priya" && found.version === 1) {
      this.#members[place] = { ...found, title: "Head of shipping", version: 2 };
      return problem(412, "precondition-failed");
    }
    if (version !== found.version) return problem(412, "precondition-failed");
    if (method === "DELETE") {
      this.#members.splice(place, 1);
      return new Response(null, { status: 204 });
    }
    const { email, ...rest } = body as { email?: string };
    const next = { ...found, ...rest, ...(email === undefined ? {} : { pendingEmail: email }), version: found.version + 1 };
    this.#members[place] = next;
    return Response.json(next);
  }

  #roomRoutes(method: string, id: string | undefined, deeper: string | undefined, body: Record<string, unknown>, version: number | undefined): Response {
    if (id === undefined) {
      if (method === "GET") return Response.json({ items: this.#rooms });
      const fresh: Room = { id: `r${this.#rooms.length}`, name: String(body["name"]), ringSeconds: Number(body["ringSeconds"]), agents: [], effective: true, version: 1, etag: "1" };
      this.#rooms.push(fresh);
      return Response.json(fresh, { status: 201 });
    }
    const place = this.#rooms.findIndex((one) => one.id === id);
    const found = this.#rooms[place];
    if (found === undefined) return problem(404, "not-found");
    if (method === "GET") return Response.json(found);
    if (version !== found.version) return problem(412, "precondition-failed");
    if (method === "DELETE") {
      this.#rooms.splice(place, 1);
      return new Response(null, { status: 204 });
    }
    const agents = deeper === "agents" ? (body["agents"] as string[]).map((one) => ({ id: one, name: this.#members.find((known) => known.id === one)?.name ?? one })) : found.agents;
    const next = { ...found, ...(deeper === undefined ? body : {}), agents, version: found.version + 1, etag: String(found.version + 1) };
    this.#rooms[place] = next;
    return Response.json(next);
  }

  #keyRoutes(method: string, id: string | undefined, body: Record<string, unknown>): Response {
    if (id !== undefined) {
      this.#keys = this.#keys.filter((one) => one.id !== id);
      return new Response(null, { status: 204 });
    }
    if (method === "GET") return Response.json({ items: this.#keys });
    const fresh = { ...(body as unknown as ApiKey), id: `k${this.#keys.length + 1}`, createdAt: Date.now() };
    this.#keys = [fresh, ...this.#keys];
    return Response.json({ ...fresh, key: "k.demo.k4q8.8Qw2mZtY1nVbR6sLx0cPfHjKdUaGeTiO3MvBnWyXzQk" }, { status: 201 });
  }

  #audit(what: string | undefined, query: URLSearchParams): Response {
    const records = this.#world === "empty" ? [] : AUDIT;
    if (what === "export") return new Response("n,at,who,what\n", { headers: { "content-type": "text/csv" } });
    if (what === "verification") {
      const head = { n: records.length, hash: AUDIT[0]?.hash ?? "" };
      return Response.json(this.#world === "broken" ? { intact: false, records: 61, head, broken: { n: 62, at: NOW - 2 * DAY, why: "Its fingerprint does not fit its content." } } : { intact: true, records: records.length, head });
    }
    const [from, to, search] = [Number(query.get("from") ?? 0), Number(query.get("to") ?? Infinity), (query.get("search") ?? "").toLowerCase()];
    return page(
      records.filter(
        (one) =>
          one.at >= from &&
          one.at <= to &&
          ["", one.application].includes(query.get("application") ?? "") &&
          ["", one.by.id].includes(query.get("agent") ?? "") &&
          JSON.stringify(one).toLowerCase().includes(search),
      ),
      query,
    );
  }
}

function page(rows: readonly unknown[], query: URLSearchParams): Response {
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 25);
  return Response.json({ items: rows.slice(from, from + limit), ...(from + limit < rows.length ? { next: String(from + limit) } : {}) });
}

function rowOf({ id, name, kind, state, plan, pricing, country, currency, createdAt, use, balance }: Organization): OrganizationRow {
  return { id, name, kind, state, plan, pricing, country, currency, createdAt, use, balance };
}

function problem(status: number, slug: string, more: object = {}): Response {
  return Response.json({ type: `urn:firstbell:problem:${slug}`, title: slug, status, detail: "", ...more }, { status });
}
