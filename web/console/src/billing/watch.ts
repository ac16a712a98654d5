import type { AccountApi } from "../api/api.ts";
import { Resource } from "../api/resource.ts";
import type { Entitlements } from "../api/shapes.ts";
import type { Session } from "../session/session.ts";

/** How old what is always in sight may get while somebody looks. */
const FRESH_MILLIS = 60_000;
/** A chat is counted a moment after it began or ended: its record travels through a stream. */
const COUNTED_MILLIS = 4_000;

/** Keeps "3 of 500 chats used" fresh: every minute while the page is looked at, and after a chat or a purchase. */
export class EntitlementWatch extends Resource<Entitlements> {
  #at = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<AccountApi, "entitlements">, organization: string) {
    super(() => api.entitlements(organization));
  }

  override load(): Promise<void> {
    this.#at = Date.now();
    return super.load();
  }

  /** Asks again when what just happened has been counted. */
  soon(): void {
    if (this.#soon !== undefined) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      void this.load();
    }, COUNTED_MILLIS);
  }

  watch(): () => void {
    void this.load();
    const look = () => {
      if (document.visibilityState === "visible" && Date.now() - this.#at >= FRESH_MILLIS) void this.load();
    };
    const again = () => void this.load();
    const timer = setInterval(look, FRESH_MILLIS / 4);
    document.addEventListener("visibilitychange", look);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#soon);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("online", again);
    };
  }
}

/** A reseller or the platform has entitlements too; they are in sight there once there is something to see. */
export function isShown(session: Session, { chats, package: chosen }: Entitlements): boolean {
  return session.organization.kind === "customer" || chats.of !== undefined || chats.used > 0 || chosen === "operations";
}
