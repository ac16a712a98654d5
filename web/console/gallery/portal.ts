import type { DeskState } from "../src/desk.ts";
import type { Session } from "../src/session/session.ts";
import type { Scene } from "./fixtures.ts";
import { moneyScenes } from "./money.tsx";
import { Town, type World } from "./town.ts";

/** Scenes of the Customer app and the portal; `-slow` never answers, `-failed` answers with trouble. */
export function portalScenes(desk: DeskState, chatting: DeskState, marta: Session): Readonly<Record<string, Scene>> {
  const rosa: Session = {
    id: "gallery",
    organization: { id: "harbor", name: "Harbor Partners", kind: "reseller", plan: "business", state: "active", computers: "both", timezone: "Europe/London" },
    member: { id: "rosa", name: "Rosa Lind", email: "rosa@harbor.example", role: "admin", permissions: [], rooms: [], generalOnly: false },
  };
  const as = (session: Session, hash: string, press?: string): Scene => ({ desk, hash, session, ...(press === undefined ? {} : { press }) });
  const support: Session = { ...marta, support: { by: { id: "rosa", name: "Rosa Lind", organization: { id: "harbor", name: "Harbor Partners" } }, reason: "Asked by Marta on the phone to set up the room Sales", until: Date.now() + 900_000 } };
  return {
    ...moneyScenes(desk, chatting, marta, rosa),
    "customer-delete": as(rosa, "#/customers/demo", ".page-head .acts .menu > .btn"),
    customers: as(rosa, "#/customers"),
    "customers-filtered": as(rosa, "#/customers?search=qui&state=active&country=PT"),
    "customers-none": as(rosa, "#/customers"),
    "customers-nobody": as(rosa, "#/customers?search=xyzzy"),
    "customers-slow": as(rosa, "#/customers"),
    "customers-failed": as(rosa, "#/customers"),
    "customers-new": as(rosa, "#/customers", ".page-head .btn.primary"),
    "customers-shortcut": as(rosa, "#/customers", ".split .btn[aria-haspopup]"),
    customer: as(rosa, "#/customers/demo"),
    "customer-settings": as(rosa, "#/customers/demo/settings"),
    "customer-members": as(rosa, "#/customers/demo/members"),
    "customer-member": as(rosa, "#/customers/demo/members/li"),
    "customer-payment": as(rosa, "#/customers/demo/payment"),
    "customer-audit": as(rosa, "#/customers/demo/audit"),
    "customer-suspended": as(rosa, "#/customers/c5k3v95"),
    "customer-absent": as(rosa, "#/customers/nobody"),
    "customer-login": as(rosa, "#/customers/demo", ".page-head .acts > .btn"),
    "customer-more": as(rosa, "#/customers/demo", ".page-head .acts .menu > .btn"),
    team: as(marta, "#/team"),
    "team-new": as(marta, "#/team", ".page-head .btn.primary"),
    person: as(marta, "#/team/priya"),
    "person-invited": as(marta, "#/team/jonas"),
    "person-self": as(marta, "#/team/marta"),
    "person-disabled": as(marta, "#/team/ines"),
    rooms: as(marta, "#/rooms"),
    room: as(marta, "#/rooms/sales"),
    settings: as(marta, "#/settings"),
    terms: as(marta, "#/settings"),
    audit: as(marta, "#/audit"),
    "audit-days": as(marta, "#/audit?from=2026-11-20&to=2026-11-19"),
    "audit-broken": as(marta, "#/audit", ".verify .btn"),
    "audit-verified": as(marta, "#/audit", ".verify .btn"),
    "audit-none": as(marta, "#/audit?search=xyzzy"),
    keys: as(marta, "#/keys"),
    "keys-none": as(marta, "#/keys"),
    "keys-new": as(marta, "#/keys", ".page-head .btn.primary"),
    support: as(support, "#/team/priya"),
  };
}

const towns = new Map<string, Town>();

/** What this scene's town answers; each scene has a town of its own. */
export function townAnswer(scene: string, input: string, init: RequestInit | undefined): Response | undefined {
  const world: World = scene === "customers-none" || scene === "keys-none" ? "empty" : scene === "audit-broken" ? "broken" : "full";
  const town = towns.get(scene) ?? new Town(world, scene);
  towns.set(scene, town);
  const url = new URL(input, location.origin);
  const version = new Headers(init?.headers).get("if-match")?.replaceAll('"', "");
  const body = typeof init?.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
  return town.answer(init?.method ?? "GET", url.pathname.replace(/^\/api/u, ""), url.searchParams, body, version === undefined ? undefined : Number(version));
}
