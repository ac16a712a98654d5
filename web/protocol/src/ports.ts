/** The world outside, as the library needs it: tests and the mock bring their own. */

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once after `millis`; the result cancels it. */
  after(millis: number, task: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** Strings under keys. Implementations never throw: a blocked or full storage remembers nothing. */
export interface Storage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
}

export interface Network {
  /** False only when the browser is sure that there is none. */
  online(): boolean;
  /** Calls `awake` when the network is back, the page is visible again, or the network went. */
  onChange(changed: () => void): () => void;
}

export type OpenSocket = (url: string, protocols: string[]) => Socket;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (millis, task) => {
    const timer = setTimeout(task, millis);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

export const browserSocket: OpenSocket = (url, protocols) => new WebSocket(url, protocols) as unknown as Socket;

export const browserNetwork: Network = {
  online: () => navigator.onLine !== false,
  onChange(changed) {
    const shown = () => document.visibilityState === "visible" && changed();
    addEventListener("online", changed);
    addEventListener("offline", changed);
    document.addEventListener("visibilitychange", shown);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
      document.removeEventListener("visibilitychange", shown);
    };
  },
};

export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key),
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

/** The browser's own storage under a prefix; one in memory where the browser forbids it (`blocked` tells). */
export function browserStorage(prefix: string, area: () => globalThis.Storage = () => localStorage): Storage & { blocked: boolean } {
  try {
    const store = area();
    const probe = prefix + "?";
    store.setItem(probe, "1");
    store.removeItem(probe);
    return {
      blocked: false,
      get: (key) => store.getItem(prefix + key) ?? undefined,
      set: (key, value) => {
        try {
          store.setItem(prefix + key, value);
        } catch {
          // Full: what is on the screen still works, it only does not survive a reload.
        }
      },
      remove: (key) => store.removeItem(prefix + key),
      keys: () => Object.keys(store).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
    };
  } catch {
    return { ...memoryStorage(), blocked: true };
  }
}

/** A fresh id for a request or a message: 22 characters, 128 random bits. */
export function newCid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
