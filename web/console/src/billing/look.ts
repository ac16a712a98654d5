import { useEffect, useRef } from "preact/hooks";
import type { Loaded, Pages } from "../api/resource.ts";

/** Focus comes and goes for small reasons, and with it both events: one look is enough for so long. */
const ONE_LOOK_MILLIS = 5_000;

/** Where looking at the page shows; a test has its own. */
export interface Eyes {
  readonly window: EventTarget;
  readonly page: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  readonly now: () => number;
}

export function browserEyes(): Eyes {
  return { window, page: document, now: () => Date.now() };
}

/** Calls when somebody comes back to the page, by the window's focus or the tab's; gives what stops it. */
export function onLook(look: () => void, eyes: Eyes = browserEyes()): () => void {
  let at = eyes.now();
  const looked = () => {
    if (eyes.page.visibilityState !== "visible" || eyes.now() - at < ONE_LOOK_MILLIS) return;
    at = eyes.now();
    look();
  };
  eyes.window.addEventListener("focus", looked);
  eyes.page.addEventListener("visibilitychange", looked);
  return () => {
    eyes.window.removeEventListener("focus", looked);
    eyes.page.removeEventListener("visibilitychange", looked);
  };
}

/** The other side may have paid, received or ordered while nobody looked here: asks again when somebody does. */
export function useLook(look: () => void): void {
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => onLook(() => latest.current()), []);
}

/** Whether no more than the first page is shown: who has walked further down would lose the place by a fresh beginning. */
export function isFirst(state: Loaded<Pages<unknown>>, page: number): boolean {
  return state.kind === "ready" && state.value.items.length <= page;
}
