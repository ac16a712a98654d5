import type { Show, Storage } from "@firstbell/protocol";
import type { RingTone } from "./api/shapes.ts";
import { Cell } from "./cell.ts";
import type { Keys } from "./help/keys.ts";

/** What belongs to this computer, whoever signs in on it. */
export interface Settings {
  readonly show: Show;
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  /** Which keys command (WCAG 2.1.4: a person can turn them off). */
  readonly keys: Keys;
  readonly theme: "system" | "light" | "dark";
  readonly density: "comfortable" | "compact";
  /** `profile`: the agent's own tone, wherever they sign in. */
  readonly ringTone: "profile" | RingTone;
  /** A short sound for each message in a chat that is not in sight. */
  readonly messageSound: boolean;
  /** Minutes without a touch until presence becomes away, and extended away, by itself; 0 is never. */
  readonly awayMinutes: number;
  readonly xaMinutes: number;
  /** The first steps were done or put away. */
  readonly welcomed: boolean;
}

export const DEFAULTS: Settings = {
  show: "online",
  volume: 0.7,
  muted: false,
  keys: "single",
  theme: "system",
  density: "comfortable",
  ringTone: "profile",
  messageSound: true,
  awayMinutes: 20,
  xaMinutes: 60,
  welcomed: false,
};

const KEY = "settings";
const SHOWS: readonly string[] = ["online", "away", "xa", "offline"];
const KEYS: readonly string[] = ["single", "modified", "off"];
const TONES: readonly string[] = ["profile", "bell", "chime", "marimba", "digital"];
/** Eight hours: who is away for longer signs out. */
export const MOST_MINUTES = 480;

/** Reads what was kept; anything unreadable, field by field, is the default. */
export function readSettings(text: string | undefined): Settings {
  // `singleKeys` is what was kept before there were three ways.
  let kept: Partial<Record<keyof Settings | "singleKeys", unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? "{}");
    if (typeof parsed === "object" && parsed !== null) kept = parsed;
  } catch {
    // Somebody else's or a broken value: the defaults stand.
  }
  const flag = (value: unknown, otherwise: boolean) => (typeof value === "boolean" ? value : otherwise);
  const minutes = (value: unknown, otherwise: number) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST_MINUTES ? value : otherwise;
  return {
    show: SHOWS.includes(kept.show as string) ? (kept.show as Show) : DEFAULTS.show,
    volume: typeof kept.volume === "number" && kept.volume >= 0 && kept.volume <= 1 ? kept.volume : DEFAULTS.volume,
    muted: flag(kept.muted, DEFAULTS.muted),
    keys: KEYS.includes(kept.keys as string) ? (kept.keys as Keys) : kept.singleKeys === false ? "modified" : DEFAULTS.keys,
    theme: kept.theme === "light" || kept.theme === "dark" ? kept.theme : DEFAULTS.theme,
    density: kept.density === "compact" ? "compact" : DEFAULTS.density,
    ringTone: TONES.includes(kept.ringTone as string) ? (kept.ringTone as Settings["ringTone"]) : DEFAULTS.ringTone,
    messageSound: flag(kept.messageSound, DEFAULTS.messageSound),
    awayMinutes: minutes(kept.awayMinutes, DEFAULTS.awayMinutes),
    xaMinutes: minutes(kept.xaMinutes, DEFAULTS.xaMinutes),
    welcomed: flag(kept.welcomed, DEFAULTS.welcomed),
  };
}

/** The page as this computer's user wants it, before anybody has signed in too. */
export function dress({ theme, density }: Pick<Settings, "theme" | "density">): void {
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.density = density;
}

/** What this computer keeps. */
export function keptSettings(storage: Pick<Storage, "get">): Settings {
  return readSettings(storage.get(KEY));
}

/** Settings that are kept, and that follow a change in another tab. */
export class KeptSettings extends Cell<Settings> {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    super(keptSettings(storage));
    this.#storage = storage;
  }

  keep(change: Partial<Settings>): void {
    this.change(change);
    this.#storage.set(KEY, JSON.stringify(this.value));
  }

  reload(): void {
    const fresh = keptSettings(this.#storage);
    if (JSON.stringify(fresh) !== JSON.stringify(this.value)) this.set(fresh);
  }
}
