import { useLayoutEffect, useReducer } from "preact/hooks";

/** A value that says when it changed. */
export class Cell<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  change(change: Partial<T>): void {
    this.set({ ...this.#value, ...change });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** Draws the component again whenever the cell changes. */
export function useCell<T>(cell: Cell<T>): T {
  const [, again] = useReducer((count: number, _: undefined) => count + 1, 0);
  useLayoutEffect(() => {
    const before = cell.value;
    const leave = cell.subscribe(() => again(undefined));
    // It may have changed between drawing and listening.
    if (cell.value !== before) again(undefined);
    return leave;
  }, [cell]);
  return cell.value;
}
