import type { ConsolePage } from "../pages.ts";
import { may } from "../session/session.ts";
import { Audit } from "./auditpage.tsx";
import { Keys } from "./keys.tsx";
import { Rooms } from "./rooms.tsx";
import { Settings } from "./settings.tsx";
import { Team } from "./team.tsx";

export const PORTAL_PAGES: readonly ConsolePage[] = [
  { name: "team", title: "Agents", icon: "people", shows: (session) => may(session, "manage-agents"), view: Team },
  { name: "rooms", title: "Rooms", icon: "rooms", shows: (session) => may(session, "manage-rooms"), view: Rooms },
  { name: "settings", title: "Settings", icon: "gear", shows: (session) => may(session, "manage-settings") || may(session, "manage-billing"), view: Settings },
  { name: "audit", title: "Audit log", icon: "log", shows: (session) => may(session, "view-audit"), view: Audit },
  // Keys stay closed to support.
  { name: "keys", title: "API keys", icon: "key", shows: (session) => session.support === undefined && may(session, "manage-keys"), view: Keys },
];
