import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Cell } from "./cell.ts";
import type { TestPorts } from "./connection/selftest.ts";
import type { Desk } from "./desk.ts";
import type { Attention } from "./ring/attention.ts";
import type { Bell } from "./ring/bell.ts";
import type { Route } from "./route.ts";
import type { Session } from "./session/session.ts";
import type { KeptSettings } from "./settings.ts";
import type { Drafts } from "./composer/drafts.ts";
import type { Announcer } from "./ui/announcer.tsx";

/** Everything that the parts of a signed-in console share. */
export interface Console {
  readonly session: Session;
  readonly desk: Desk;
  readonly settings: KeptSettings;
  readonly drafts: Drafts;
  readonly bell: Bell;
  readonly attention: Attention;
  readonly announcer: Announcer;
  readonly route: Cell<Route>;
  readonly go: (route: Route) => void;
  readonly signOut: () => void;
  readonly testPorts: TestPorts;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
  const found = useContext(ConsoleContext);
  if (found === undefined) throw new Error("A part of the console stands outside of it.");
  return found;
}
