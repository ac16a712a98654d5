import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AccountApi } from "./api/api.ts";
import type { Profile, SignedIn } from "./api/shapes.ts";
import type { EntitlementWatch } from "./billing/watch.ts";
import type { Cell } from "./cell.ts";
import type { TestPorts } from "./connection/selftest.ts";
import type { Desk } from "./desk.ts";
import type { Idleness } from "./presence/idle.ts";
import type { Attention } from "./ring/attention.ts";
import type { Bell } from "./ring/bell.ts";
import type { Route } from "./route.ts";
import type { Session } from "./session/session.ts";
import type { KeptSettings } from "./settings.ts";
import type { Drafts } from "./composer/drafts.ts";
import type { Announcer } from "./ui/announcer.tsx";
import type { Toasts } from "./ui/toast.tsx";

/** Everything that the parts of a signed-in console share. */
export interface Console {
  /** Who is signed in; changes when the profile does. */
  readonly session: Session;
  readonly api: AccountApi;
  readonly desk: Desk;
  /** What the organization may still use; every page may ask for it anew. */
  readonly entitled: EntitlementWatch;
  readonly settings: KeptSettings;
  readonly drafts: Drafts;
  readonly bell: Bell;
  readonly attention: Attention;
  readonly announcer: Announcer;
  readonly route: Cell<Route>;
  readonly go: (route: Route) => void;
  /** A chat that was accepted and not opened, since something on the page is not saved. */
  readonly held: Cell<string | undefined>;
  readonly toasts: Toasts;
  readonly idleness: Idleness;
  readonly signOut: () => void;
  /** Signs out so that somebody else can sign in here; this computer's settings stay. */
  readonly changeUser: () => void;
  /** From now on this tab shows a customer's account, until the time is over or support leaves. */
  readonly enterSupport: (session: SignedIn) => void;
  readonly leaveSupport: () => void;
  /** Asks again who is signed in, after the own name, photo or rooms have changed; and for the profile, unless it is at hand. */
  readonly renewSession: (profile?: Profile) => void;
  readonly testPorts: TestPorts;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (found === undefined) throw new Error("A part of the console stands outside of it.");
  return found;
}
