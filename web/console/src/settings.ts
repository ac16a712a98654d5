import type { Show, Storage } from "@firstbell/protocol";
import { Cell } from "./cell.ts";

/** What belongs to this computer, whoever signs in on it. */
export interface Settings {
  readonly show: Show;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** Whether A, N, J and K work without Alt (WCAG 2.1.4: a person can turn them off). */
  readonly singleKeys: boolean;
  readonly theme: "system" | "light" | "dark";
  /** The first steps were done or put away. */
  readonly welcomed: boolean;
}

export const DEFAULTS: Settings = {
  show: "online",
  volume: 0.7,
  muted: false,
  singleKeys: true,
  theme: "system",
  welcomed: false,
};

const KEY = "settings";
const SHOWS: readonly string[] = ["online", "away", "xa", "offline"];

/** Reads what was kept; anything unreadable, field by field, is the default. */
export function readSettings(text: string | undefined): Settings {
  let kept: Partial<Record<keyof Settings, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed;
  } catch {
    // Somebody else's or a broken value: the defaults stand.
  }
  const flag = (value: unknown, otherwise: boolean) => (typeof value === "boolean" ? value : otherwise);
  return {
    show: SHOWS.includes(kept.show as string) ? (kept.show as Show) : DEFAULTS.show,
    volume: typeof kept.volume === "number" && kept.volume >= 0 && kept.volume <= 1 ? kept.volume : DEFAULTS.volume,
    muted: flag(kept.muted, DEFAULTS.muted),
    singleKeys: flag(kept.singleKeys, DEFAULTS.singleKeys),
    theme: kept.theme === "light" || kept.theme === "dark" ? kept.theme : DEFAULTS.theme,
    welcomed: flag(kept.welcomed, DEFAULTS.welcomed),
  };
}

/** Settings that are kept, and that follow a change in another tab. */
export class KeptSettings extends Cell<Settings> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    super(readSettings(storage.get(KEY)));
    this.#storage = storage;
  }

  keep(change: Partial<Settings>): void {
    this.change(change);
    this.#storage.set(KEY, JSON.stringify(this.value));
  }

  reload(): void {
    const fresh = readSettings(this.#storage.get(KEY));
    if (JSON.stringify(fresh) !== JSON.stringify(this.value)) this.set(fresh);
  }
}
