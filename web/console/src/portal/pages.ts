import { asProblem, type ApiProblem } from "../api/problem.ts";
import type { Listed } from "../api/shapes.ts";
import { Cell } from "../cell.ts";

/** A list that comes page by page. What was there stays on the screen while the next answer is on its way. */
export interface Paged<T> {
  readonly items: readonly T[];
  /** `first`: nothing was ever here. `again`: another question was asked. `more`: the next page. `failed` keeps what was there. */
  readonly phase: "first" | "again" | "more" | "still" | "failed";
  readonly problem?: ApiProblem;
  readonly next?: string;
}

export type Fetch<T, Q> = (query: Q, cursor: string | undefined) => Promise<Listed<T>>;

/** How many pages without a match are looked behind, before the person is asked whether to go on. */
const EMPTY_PAGES = 20;

/** Only the answer to the last question counts: a slow answer to "no" never covers the one to "northwind". */
export class Pages<T extends { readonly id: string }, Q> extends Cell<Paged<T>> {
  readonly #fetch: Fetch<T, Q>;
  #query: Q | undefined;
  #turn = 0;

  constructor(fetch: Fetch<T, Q>) {
    super({ items: [], phase: "first" });
    this.#fetch = fetch;
  }

  async show(query: Q): Promise<void> {
    this.#query = query;
    const turn = ++this.#turn;
    this.set({ items: this.value.items, phase: this.value.phase === "first" ? "first" : "again" });
    try {
      let { items, next } = await this.#fetch(query, undefined);
      // The server looks so far at a time: a rare match may lie behind some empty pages.
      for (let reads = 0; items.length === 0 && next !== undefined && reads < EMPTY_PAGES && turn === this.#turn; reads++) {
        ({ items, next } = await this.#fetch(query, next));
      }
      if (turn === this.#turn) this.set({ items, phase: "still", ...(next === undefined ? {} : { next }) });
    } catch (error) {
      if (turn === this.#turn) this.set({ items: this.value.items, phase: "failed", problem: asProblem(error) });
    }
  }

  /** Asks the same again, as after a change elsewhere or a failure. */
  again(): Promise<void> {
    return this.#query === undefined ? Promise.resolve() : this.show(this.#query);
  }

  async more(): Promise<void> {
    const { next, items, phase } = this.value;
    if (next === undefined || this.#query === undefined || phase === "more" || phase === "again") return;
    const turn = ++this.#turn;
    this.set({ items, phase: "more", next });
    try {
      const page = await this.#fetch(this.#query, next);
      if (turn !== this.#turn) return;
      // Somebody may have been added meanwhile: nobody stands here twice.
      const known = new Set(items.map((item) => item.id));
      const fresh = page.items.filter((item) => !known.has(item.id));
      this.set({ items: [...items, ...fresh], phase: "still", ...(page.next === undefined ? {} : { next: page.next }) });
    } catch (error) {
      if (turn === this.#turn) this.set({ items, phase: "failed", problem: asProblem(error), next });
    }
  }

  /** One of them is known to be otherwise now. */
  put(item: T): void {
    this.set({ ...this.value, items: this.value.items.map((one) => (one.id === item.id ? item : one)) });
  }

  drop(id: string): void {
    this.set({ ...this.value, items: this.value.items.filter((one) => one.id !== id) });
  }
}

/** Every page of a list that a person needs whole, such as the agents to choose from; `most` is a stop against a list without end. */
export async function whole<T>(fetch: (cursor: string | undefined) => Promise<Listed<T>>, most = 2_000): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetch(cursor);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && all.length < most);
  return all;
}
