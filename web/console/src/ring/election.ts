/** What of the browser's Web Locks is used. Browsers without them have every window sound. */
export interface Locks {
  request(name: string, options: { signal?: AbortSignal; ifAvailable?: boolean }, held: (lock: object | null) => Promise<void>): Promise<unknown>;
}

/**
 * Of all windows of a browser one sounds: the one that holds a lock. It stands for election only while it is to ring and steps down
 * when it is not any more, so that a window whose agent is away never keeps another one silent.
 */
export class Election {
  readonly #locks: Locks | undefined;
  readonly #name: string;
  #standing: AbortController | undefined;
  #elected = false;
  #leave: () => void = () => undefined;

  constructor(name: string, locks: Locks | undefined) {
    this.#name = name;
    this.#locks = locks;
  }

  get elected(): boolean {
    return this.#elected;
  }

  /** Calls `won` once it is this window's turn; asking again changes nothing. */
  stand(won: () => void): void {
    if (this.#standing !== undefined) return;
    const standing = new AbortController();
    this.#standing = standing;
    if (this.#locks === undefined) {
      this.#elected = true;
      return won();
    }
    const held = () => {
      // It stepped down just as its turn came.
      if (standing.signal.aborted) return Promise.resolve();
      this.#elected = true;
      won();
      return new Promise<void>((resolve) => {
        this.#leave = resolve;
      });
    };
    this.#locks.request(this.#name, { signal: standing.signal }, held).catch(() => undefined);
  }

  stepDown(): void {
    this.#standing?.abort();
    this.#standing = undefined;
    this.#elected = false;
    this.#leave();
    this.#leave = () => undefined;
  }
}

/** Does something in the first window that comes, and in no other for a while: all of them hear the same news. */
export function inOneWindow(locks: Locks | undefined, name: string, holdMillis: number, act: () => void): void {
  if (locks === undefined) return act();
  const held = (lock: object | null) => {
    if (lock === null) return Promise.resolve();
    act();
    return new Promise<void>((resolve) => void setTimeout(resolve, holdMillis));
  };
  locks.request(name, { ifAvailable: true }, held).catch(() => undefined);
}
