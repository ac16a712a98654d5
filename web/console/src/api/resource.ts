import { useEffect, useState } from "preact/hooks";
import { Cell, useCell } from "../cell.ts";
import { asProblem, type ApiProblem } from "./problem.ts";
import type { Listed } from "./shapes.ts";

/** Something fetched. `stale` says that what is shown is older than it should be: being fetched again, or that failed. */
export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly problem: ApiProblem }
  | { readonly kind: "ready"; readonly value: T; readonly stale?: "loading" | ApiProblem };

/** A value of the server in a cell. Of answers that overtake each other the one asked for last counts. */
export class Resource<T> extends Cell<Loaded<T>> {
  readonly #fetch: () => Promise<T>;
  #asked = 0;

  constructor(fetch: () => Promise<T>) {
    super({ kind: "loading" });
    this.#fetch = fetch;
  }

  /** Fetches, or fetches again: what is shown stays while it comes. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    const before = this.value;
    this.set(before.kind === "ready" ? { ...before, stale: "loading" } : { kind: "loading" });
    try {
      const value = await this.#fetch();
      if (mine === this.#asked) this.set({ kind: "ready", value });
    } catch (error) {
      if (mine !== this.#asked) return;
      const problem = asProblem(error);
      this.set(this.value.kind === "ready" ? { ...this.value, stale: problem } : { kind: "failed", problem });
    }
  }

  /** The answer of a change is newer than anything still on its way. */
  put(value: T): void {
    this.#asked++;
    this.set({ kind: "ready", value });
  }
}

export interface Used<T> {
  readonly state: Loaded<T>;
  readonly again: () => void;
  readonly put: (value: T) => void;
}

/** Fetches when the component comes, whenever one of `on` changes, and when the network is back after a failure. */
export function useResource<T>(fetch: () => Promise<T>, on: readonly unknown[]): Used<T> {
  const [resource, setResource] = useState(() => new Resource(fetch));
  const [first, setFirst] = useState(true);
  useEffect(() => {
    if (!first) {
      const fresh = new Resource(fetch);
      setResource(fresh);
      return follow(fresh);
    }
    setFirst(false);
    return follow(resource);
  }, on);
  return { state: useCell(resource), again: () => void resource.load(), put: (value) => resource.put(value) };
}

function follow<T>(resource: Resource<T>): () => void {
  void resource.load();
  const back = () => {
    const { value } = resource;
    if (value.kind === "failed" || (value.kind === "ready" && typeof value.stale === "object")) void resource.load();
  };
  addEventListener("online", back);
  return () => removeEventListener("online", back);
}

/** What was fetched of a list so far. */
export interface Pages<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface UsedPages<T> extends Used<Pages<T>> {
  /** Fetches the next page behind what is there; `busyMore` while it comes, `moreFailed` when it did not. */
  readonly more: () => void;
  readonly busyMore: boolean;
  readonly moreFailed: ApiProblem | undefined;
  /** Puts the answer of a change in the place of the item with the same id. */
  readonly replace: (item: T) => void;
  readonly remove: (id: string) => void;
}

/** A list page by page. */
export function usePages<T extends { readonly id: string }>(
  fetch: (cursor?: string) => Promise<Listed<T>>,
  on: readonly unknown[],
): UsedPages<T> {
  const used = useResource<Pages<T>>(() => fetch(), on);
  const [busyMore, setBusy] = useState(false);
  const [moreFailed, setFailed] = useState<ApiProblem>();
  const ready = used.state.kind === "ready" ? used.state.value : undefined;
  useEffect(() => setFailed(undefined), on);

  const more = async () => {
    if (ready?.next === undefined || busyMore) return;
    setBusy(true);
    setFailed(undefined);
    try {
      const page = await fetch(ready.next);
      const known = new Set(ready.items.map((item) => item.id));
      used.put({ ...page, items: [...ready.items, ...page.items.filter((item) => !known.has(item.id))] });
    } catch (error) {
      setFailed(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    ...used,
    more: () => void more(),
    busyMore,
    moreFailed,
    replace: (item) => ready && used.put({ ...ready, items: ready.items.map((old) => (old.id === item.id ? item : old)) }),
    remove: (id) => ready && used.put({ ...ready, items: ready.items.filter((item) => item.id !== id) }),
  };
}
