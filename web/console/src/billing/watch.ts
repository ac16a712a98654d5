import type { AccountApi } from "../api/api.ts";
import { Resource } from "../api/resource.ts";
import type { Entitlements } from "../api/shapes.ts";
import type { Session } from "../session/session.ts";
import { browserEyes, onLook, type Eyes } from "./look.ts";

/** How old what is always in sight may get under somebody's eyes. Whoever comes back to the page gets it fresh. */
const FRESH_MILLIS = 300_000;
/** A chat is counted a moment after it began or ended: its record travels through a stream. */
const COUNTED_MILLIS = 4_000;

/** Keeps "3 of 500 chats used" fresh: when somebody comes back to the page, after a chat or a purchase, and now and then. */
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

  watch(eyes: Eyes = browserEyes()): () => void {
    void this.load();
    const again = () => void this.load();
    const unlook = onLook(again, eyes);
    const timer = setInterval(() => {
      if (eyes.page.visibilityState === "visible" && eyes.now() - this.#at >= FRESH_MILLIS) again();
    }, FRESH_MILLIS / 5);
    eyes.window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#soon);
      unlook();
      eyes.window.removeEventListener("online", again);
    };
  }
}

/** A reseller or the platform has entitlements too; they are in sight there once there is something to see. */
export function isShown(session: Session, { chats, package: chosen }: Entitlements): boolean {
  return session.organization.kind === "customer" || chats.of !== undefined || chats.used > 0 || chosen === "operations";
}
