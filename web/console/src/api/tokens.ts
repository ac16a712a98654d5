import type { Storage } from "@firstbell/protocol";
import { ApiProblem } from "./problem.ts";
import type { SignedIn } from "./shapes.ts";

/** What this browser keeps of a sign-in. `since` is by this computer's own clock, which may be wrong by any amount. */
export interface Held {
  readonly token: string;
  readonly refreshToken?: string;
  readonly session: string;
  readonly since: number;
}

/** A token lives ten minutes by the server's clock; a fresh one is fetched before that. */
const FRESH_MILLIS = 8 * 60_000;
const KEY = "session";
const LOCK = "firstbell.refresh";

/** Runs one task at a time in all tabs of this browser; where it cannot, in this one. */
export type Locks = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export const browserLocks: Locks = (name, task) =>
  typeof navigator !== "undefined" && navigator.locks !== undefined ? navigator.locks.request(name, task) as ReturnType<typeof task> : task();

/**
 * The tokens of who is signed in. A refresh token works once, so tabs take turns: who comes second finds the pair that
 * the first one brought. A support session lives in its own tab (`support`) and covers the own one while it lasts.
 */
export class Tokens {
  readonly #storage: Storage;
  readonly #support: Storage;
  readonly #now: () => number;
  readonly #locks: Locks;
  readonly #renew: (refreshToken: string) => Promise<SignedIn>;
  #turn: Promise<string> | undefined;

  constructor(
    storage: Storage,
    support: Storage,
    renew: (refreshToken: string) => Promise<SignedIn>,
    locks: Locks = browserLocks,
    now: () => number = () => Date.now(),
  ) {
    this.#storage = storage;
    this.#support = support;
    this.#renew = renew;
    this.#locks = locks;
    this.#now = now;
  }

  held(): Held | undefined {
    return this.supporting() ?? read(this.#storage.get(KEY));
  }

  supporting(): Held | undefined {
    return read(this.#support.get(KEY));
  }

  keep(signedIn: SignedIn): void {
    this.#storage.set(KEY, this.#text(signedIn));
  }

  /** From now on this tab acts as support; other tabs stay who they are. */
  keepSupport(signedIn: SignedIn): void {
    this.#support.set(KEY, this.#text(signedIn));
  }

  /** Forgets the support session of this tab; else who is signed in on this browser. */
  forget(): void {
    if (this.supporting() !== undefined) this.#support.remove(KEY);
    else this.#storage.remove(KEY);
  }

  /** A token that should be good. `refused`: the server has just said no to this one, so another is needed. */
  async fresh(refused?: string): Promise<string> {
    const held = this.held();
    if (held === undefined) throw signedOut();
    if (this.#good(held, refused)) return held.token;
    if (held.refreshToken === undefined) throw signedOut();
    this.#turn ??= this.#locks(LOCK, () => this.#refresh(refused)).finally(() => (this.#turn = undefined));
    return this.#turn;
  }

  async #refresh(refused: string | undefined): Promise<string> {
    const held = this.held();
    if (held === undefined) throw signedOut();
    // Another tab was here first.
    if (this.#good(held, refused)) return held.token;
    if (held.refreshToken === undefined) throw signedOut();
    const fresh = await this.#renew(held.refreshToken);
    // Signed out, or somebody else in, while the answer travelled: theirs stands.
    if (this.held()?.session === held.session) this.keep(fresh);
    return fresh.token;
  }

  #good(held: Held, refused: string | undefined): boolean {
    if (held.token === refused) return false;
    const age = this.#now() - held.since;
    // A negative age: the clock was set back, and nothing is known. The server will say.
    return held.refreshToken === undefined || age < FRESH_MILLIS;
  }

  #text({ token, refreshToken, session }: SignedIn): string {
    const held: Held = { token, session, since: this.#now(), ...(refreshToken === undefined ? {} : { refreshToken }) };
    return JSON.stringify(held);
  }
}

function read(text: string | undefined): Held | undefined {
  try {
    const held: unknown = JSON.parse(text ?? "null");
    if (typeof held !== "object" || held === null) return undefined;
    const { token, session, since } = held as Partial<Held>;
    return typeof token === "string" && typeof session === "string" && typeof since === "number" ? (held as Held) : undefined;
  } catch {
    // From an older console: signing in again mends it.
    return undefined;
  }
}

function signedOut(): ApiProblem {
  return new ApiProblem(401, "unauthorized", "Signed out", "Sign in again.");
}
