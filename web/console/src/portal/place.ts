import type { Console } from "../console.ts";
import { hashOf, pageRoute, type PageName } from "../route.ts";

/** Keeps what a person chose in the address without a step in the browser's history for every letter. */
export function replaceQuery({ route }: Pick<Console, "route">, page: PageName, path: readonly string[], query: string): void {
  const here = pageRoute(page, path, Object.fromEntries(new URLSearchParams(query)));
  if (hashOf(here) === location.hash) return;
  history.replaceState(history.state, "", hashOf(here));
  route.set(here);
}
