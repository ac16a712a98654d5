import { useEffect, useState } from "preact/hooks";
import type { Loaded, Pages as Fetched, UsedPages } from "../api/resource.ts";
import { useCell } from "../cell.ts";
import { Pages, type Fetch, type Paged } from "./pages.ts";

export interface Search<T> extends UsedPages<T> {
  /** The list is the answer to the question before this one. */
  readonly asking: boolean;
}

/**
 * A list whose question changes while a person types: what is shown stays until the new answer is there. Waits a
 * moment after each change, so that a word is one question and not nine. For another organization, another component
 * (`key`): nothing of the one before may be seen.
 */
export function useSearch<T extends { readonly id: string }, Q>(fetch: Fetch<T, Q>, query: Q, waitMillis = 180): Search<T> {
  const [pages] = useState(() => new Pages(fetch));
  const question = JSON.stringify(query);

  useEffect(() => {
    const timer = setTimeout(() => void pages.show(query), pages.value.phase === "first" ? 0 : waitMillis);
    return () => clearTimeout(timer);
  }, [pages, question]);

  useEffect(() => {
    const back = () => void (pages.value.phase === "failed" && pages.again());
    addEventListener("online", back);
    return () => removeEventListener("online", back);
  }, [pages]);

  const shown = useCell(pages);
  return {
    state: loaded(shown),
    asking: shown.phase === "again",
    again: () => void pages.again(),
    put: ({ items, next }) => pages.set({ items, phase: "still", ...(next === undefined ? {} : { next }) }),
    more: () => void pages.more(),
    busyMore: shown.phase === "more",
    moreFailed: shown.phase === "failed" && shown.next !== undefined ? shown.problem : undefined,
    replace: (item) => pages.put(item),
    remove: (id) => pages.drop(id),
  };
}

function loaded<T>({ items, phase, problem, next }: Paged<T>): Loaded<Fetched<T>> {
  if (phase === "first") return { kind: "loading" };
  if (phase === "failed" && problem !== undefined && items.length === 0) return { kind: "failed", problem };
  const value = { items, ...(next === undefined ? {} : { next }) };
  // A page that could not be added is said beside its button.
  return phase === "failed" && problem !== undefined && next === undefined ? { kind: "ready", value, stale: problem } : { kind: "ready", value };
}
