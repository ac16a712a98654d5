import { useEffect } from "preact/hooks";
import { Cell, useCell } from "../cell.ts";
import type { Announcer } from "./announcer.tsx";
import { Icon } from "./icon.tsx";

const SHOWN_MILLIS = 6_000;

/** A short word that something was done. Errors stay where they happened; this is for good news only. */
export class Toasts {
  readonly shown = new Cell<{ readonly words: string; readonly count: number } | undefined>(undefined);
  readonly #announcer: Announcer;
  #count = 0;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  say(words: string): void {
    this.#announcer.say(words);
    this.shown.set({ words, count: ++this.#count });
  }

  away(): void {
    this.shown.set(undefined);
  }
}

/** Said by the announcer already, so hidden from screen readers here. */
export function ToastPlace({ toasts }: { toasts: Toasts }) {
  const shown = useCell(toasts.shown);
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => toasts.away(), SHOWN_MILLIS);
    return () => clearTimeout(timer);
  }, [shown]);
  if (shown === undefined) return null;
  return (
    <div class="toast" key={shown.count} aria-hidden="true" onClick={() => toasts.away()}>
      <Icon name="tick" class="s" /> {shown.words}
    </div>
  );
}
