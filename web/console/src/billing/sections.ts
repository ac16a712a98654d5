import type { ConsolePage } from "../pages.ts";
import { answersChats, may } from "../session/session.ts";
import { UsePage } from "../use/page.tsx";
import { Billing } from "./billing.tsx";

export const BILLING_PAGES: readonly ConsolePage[] = [
  // Every member of a customer may see it; elsewhere who answers chats.
  { name: "use", title: "Use", icon: "bars", shows: (session) => session.organization.kind === "customer" || answersChats(session), view: UsePage },
  { name: "billing", title: "Billing", icon: "card", shows: (session) => session.organization.kind === "customer" && may(session, "manage-billing"), view: Billing },
];
