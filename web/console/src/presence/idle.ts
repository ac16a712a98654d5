import type { Show } from "@firstbell/protocol";
import { Cell } from "../cell.ts";

/** After how many minutes without a touch; 0 is never. */
export interface IdleTimes {
  readonly awayMinutes: number;
  readonly xaMinutes: number;
}

const MINUTE = 60_000;

/** What others see: presence chosen by hand, or, when nobody has touched the computer for long, a lesser one. */
export function shownWhenIdle(chosen: Show, idleMillis: number, { awayMinutes, xaMinutes }: IdleTimes): Show {
  const extended = xaMinutes > 0 && idleMillis >= xaMinutes * MINUTE;
  const away = awayMinutes > 0 && idleMillis >= awayMinutes * MINUTE;
  switch (chosen) {
    case "online":
      return extended ? "xa" : away ? "away" : "online";
    case "away":
      return extended ? "xa" : "away";
    case "xa":
    case "offline":
      return chosen;
  }
}

/** How long until what is shown may change by itself. */
export function nextLook(idleMillis: number, { awayMinutes, xaMinutes }: IdleTimes): number | undefined {
  const waits = [awayMinutes, xaMinutes].filter((minutes) => minutes > 0).map((minutes) => minutes * MINUTE - idleMillis);
  const ahead = waits.filter((wait) => wait > 0);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"] as const;

/** Since when nobody has touched this window. Looks by itself when a time may be over; any touch ends it at once. */
export class Idleness {
  readonly shown: Cell<Show>;
  #chosen: Show;
  #times: IdleTimes;
  #touchedAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #now: () => number;

  constructor(chosen: Show, times: IdleTimes, now: () => number = () => Date.now()) {
    this.shown = new Cell(chosen);
    this.#chosen = chosen;
    this.#times = times;
    this.#now = now;
    this.#touchedAt = now();
  }

  watch(): () => void {
    const touched = () => this.touch();
    for (const type of TOUCHES) addEventListener(type, touched, { capture: true, passive: true });
    document.addEventListener("visibilitychange", touched);
    this.look();
    return () => {
      clearTimeout(this.#timer);
      for (const type of TOUCHES) removeEventListener(type, touched, { capture: true });
      document.removeEventListener("visibilitychange", touched);
    };
  }

  /** Presence or times were chosen anew; choosing is a touch. */
  choose(chosen: Show, times: IdleTimes): void {
    const same = chosen === this.#chosen && times.awayMinutes === this.#times.awayMinutes && times.xaMinutes === this.#times.xaMinutes;
    if (same) return;
    this.#chosen = chosen;
    this.#times = times;
    this.touch();
  }

  touch(): void {
    const now = this.#now();
    const recent = now - this.#touchedAt < 1_000 && this.shown.value === this.#chosen;
    this.#touchedAt = now;
    // A moving mouse says so hundreds of times a second.
    if (!recent) this.look();
  }

  look(): void {
    clearTimeout(this.#timer);
    const idle = this.#now() - this.#touchedAt;
    this.shown.set(shownWhenIdle(this.#chosen, idle, this.#times));
    const wait = nextLook(idle, this.#times);
    if (wait !== undefined) this.#timer = setTimeout(() => this.look(), Math.max(1_000, wait));
  }
}
