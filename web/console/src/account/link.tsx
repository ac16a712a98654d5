import type { AccountApi } from "../api/api.ts";
import type { SignedIn } from "../api/shapes.ts";
import type { Link } from "../root.tsx";
import type { Route } from "../route.ts";

export function LinkPage(_: { api: AccountApi; link: Link; onSignedIn: (signedIn: SignedIn, to?: Route) => void; onAway: (to: Route) => void }) {
  return null;
}
