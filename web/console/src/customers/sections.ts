import type { ConsolePage } from "../pages.ts";
import { may } from "../session/session.ts";
import { Customers } from "./customers.tsx";

export const CUSTOMER_PAGES: readonly ConsolePage[] = [
  {
    name: "customers",
    title: "Customers",
    icon: "building",
    shows: (session) => session.organization.kind !== "customer" && session.support === undefined && may(session, "manage-customers"),
    view: Customers,
  },
];
