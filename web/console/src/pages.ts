import type { ComponentType } from "preact";
import { BILLING_PAGES } from "./billing/sections.ts";
import { CUSTOMER_PAGES } from "./customers/sections.ts";
import { PORTAL_PAGES } from "./portal/sections.ts";
import type { PageName } from "./route.ts";
import type { Session } from "./session/session.ts";
import type { IconName } from "./ui/icon.tsx";

/** A section of the console beside the chats: one entry of the rail, for whom it is, and what it shows. */
export interface ConsolePage {
  readonly name: PageName;
  readonly title: string;
  readonly icon: IconName;
  /** By permission and by kind of organization; the server decides again, whatever is shown. */
  readonly shows: (session: Session) => boolean;
  /** `path` is what follows the page's name in the address: `#/customers/c1/members` gives ["c1", "members"]. */
  readonly view: ComponentType<PageProps>;
}

export interface PageProps {
  readonly path: readonly string[];
  readonly query: string;
}

/** In the rail's order. */
export const CONSOLE_PAGES: readonly ConsolePage[] = [...CUSTOMER_PAGES, ...PORTAL_PAGES.slice(0, 2), ...BILLING_PAGES, ...PORTAL_PAGES.slice(2)];

export function pagesFor(session: Session): readonly ConsolePage[] {
  return CONSOLE_PAGES.filter((page) => page.shows(session));
}
