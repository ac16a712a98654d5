import type { ComponentChildren } from "preact";
import { problemWords, type ApiProblem } from "../api/problem.ts";
import type { Loaded, UsedPages } from "../api/resource.ts";
import { Busy } from "./form.tsx";
import { Icon } from "./icon.tsx";

/** What was fetched, or that it is being fetched, or why it could not be. `noun`: "the agents". */
export function Whole<T>({ of, again, noun, children }: { of: Loaded<T>; again: () => void; noun: string; children: (value: T) => ComponentChildren }) {
  switch (of.kind) {
    case "loading":
      return <Fetching noun={noun} />;
    case "failed":
      return <Failed problem={of.problem} again={again} noun={noun} />;
    case "ready":
      return (
        <>
          {typeof of.stale === "object" && (
            <p class="notice" role="alert">
              This may be old: {problemWords(of.stale)}{" "}
              <button type="button" class="link" onClick={again}>
                Try again
              </button>
            </p>
          )}
          {children(of.value)}
        </>
      );
  }
}

function Fetching({ noun }: { noun: string }) {
  return (
    <div class="fetching" role="status">
      <span class="unseen">Fetching {noun}…</span>
      <span class="bone" />
      <span class="bone" />
      <span class="bone" />
    </div>
  );
}

function Failed({ problem, again, noun }: { problem: ApiProblem; again: () => void; noun: string }) {
  const gone = problem.status === 404;
  return (
    <div class="failed" role="alert">
      <Icon name={gone ? "note" : "plug"} class="big" />
      <h2>{gone ? "Not here" : `Could not fetch ${noun}`}</h2>
      <p class="soft">{problemWords(problem)}</p>
      {!gone && (
        <button type="button" class="btn" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** A list page by page: fetching, failed, empty, or its items with "Show more". */
export function Listing<T extends { readonly id: string }>({
  pages,
  noun,
  empty,
  children,
}: {
  pages: UsedPages<T>;
  noun: string;
  empty: ComponentChildren;
  children: (items: readonly T[]) => ComponentChildren;
}) {
  return (
    <Whole of={pages.state} again={pages.again} noun={noun}>
      {({ items, next }) =>
        items.length === 0 && next === undefined ? (
          <div class="empty">{empty}</div>
        ) : (
          <>
            {children(items)}
            {next !== undefined && <Pager pages={pages} count={items.length} />}
          </>
        )
      }
    </Whole>
  );
}

function Pager<T>({ pages, count }: { pages: UsedPages<T>; count: number }) {
  return (
    <div class="pager">
      <span class="soft small num" role="status">
        {count} shown
      </span>
      <Busy type="button" class="btn" busy={pages.busyMore} words="Fetching…" onClick={pages.more}>
        Show more
      </Busy>
      {pages.moreFailed !== undefined && (
        <p class="wrong small" role="alert">
          {problemWords(pages.moreFailed)}
        </p>
      )}
    </div>
  );
}

export interface Column<T> {
  readonly name: string;
  readonly cell: (row: T) => ComponentChildren;
  /** Numbers stand to the right. */
  readonly number?: boolean;
  /** The name is for screen readers only: a column of buttons. */
  readonly quiet?: boolean;
}

/** A table; on a phone each row becomes a card whose lines carry the columns' names. The first column names the row. */
export function Table<T extends { readonly id: string }>({ caption, columns, rows }: { caption: string; columns: readonly Column<T>[]; rows: readonly T[] }) {
  return (
    <div class="table-box">
      <table class="table">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={column.number === true ? "number" : ""}>
                {column.quiet === true ? <span class="unseen">{column.name}</span> : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column, place) => {
                const props = { class: column.number === true ? "number num" : "", "data-name": column.quiet === true || place === 0 ? undefined : column.name };
                return place === 0 ? (
                  <th key={column.name} scope="row" {...props}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.name} {...props}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
