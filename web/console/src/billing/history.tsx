import { useEffect, useState } from "preact/hooks";
import { usePages } from "../api/resource.ts";
import type { LedgerItem, LedgerPage } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { fileName } from "../portal/audit/save.ts";
import { FilterBar, FilterSelect } from "../portal/filterbar.tsx";
import type { Place } from "../portal/people.tsx";
import { replaceQuery } from "../portal/place.ts";
import { DayRange, Switch } from "../ui/days.tsx";
import { Icon } from "../ui/icon.tsx";
import { Table, Whole } from "../ui/listing.tsx";
import { Busy } from "../ui/form.tsx";
import { SaveCsv } from "../ui/save.tsx";
import { problemWords } from "../api/problem.ts";
import { BalanceLine } from "./balance.tsx";
import { longDay, shortTime } from "./days.ts";
import { isFirst, useLook } from "./look.ts";
import { amount, credits, moved } from "./money.ts";
import { HISTORY_RANGES, historyQuery, rangeFault, readHistory, writeHistory, type HistoryFilters, type HistoryRange } from "./range.ts";
import { byWords, kindWords } from "./words.ts";

export interface HistoryProps {
  readonly organization: string;
  readonly name: string;
  readonly timeZone?: string | undefined;
  readonly place: Place;
  readonly query: string;
  /** Something was posted: fetches again. */
  readonly turn?: number;
  /** What may be done about an entry; `taken` are the postings that were reversed already. */
  readonly act?: (item: LedgerItem, taken: ReadonlySet<string>) => preact.ComponentChildren;
}

const PAGE = 50;

/** One line of the table. A posting may touch an account twice, so its own id does not name a line. */
export interface Line extends LedgerItem {
  readonly posting: string;
}

export function linesOf(items: readonly LedgerItem[]): readonly Line[] {
  return items.map((item) => ({ ...item, posting: item.id, id: `${item.id}.${item.minor}.${item.after}` }));
}

/** What was posted in a range of time, newest first, with the balance after each entry. */
export function History({ organization, name, timeZone, place, query, turn = 0, act }: HistoryProps) {
  const console = useConsole();
  const { api } = console;
  const [filters, setFilters] = useState<HistoryFilters>(() => readHistory(new URLSearchParams(query)));
  const [asked, setAsked] = useState(() => historyQuery(filters, Date.now(), timeZone));
  const question = `${organization} ${JSON.stringify(asked)}`;
  const [framed, setFramed] = useState<Pick<LedgerPage, "unit" | "opening" | "closing"> & { readonly question: string; readonly now: number }>();
  // An answer that was overtaken frames nothing.
  const frame = framed?.question === question ? framed : undefined;
  const fault = rangeFault(filters);
  const pages = usePages<Line>(
    async (cursor) => {
      const page = await api.ledger(organization, { ...asked, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      if (cursor === undefined) setFramed({ question, unit: page.unit, opening: page.opening, closing: page.closing, now: Date.now() });
      return { items: linesOf(page.items), ...(page.next === undefined ? {} : { next: page.next }) };
    },
    [question, turn],
  );
  useLook(() => isFirst(pages.state, PAGE) && pages.again());

  const show = (next: HistoryFilters) => {
    setFilters(next);
    if (rangeFault(next) === undefined) setAsked(historyQuery(next, Date.now(), timeZone));
  };
  useEffect(() => {
    const there = readHistory(new URLSearchParams(query));
    if (writeHistory(there) !== writeHistory(filters)) show(there);
  }, [query]);
  const choose = (change: Partial<HistoryFilters>) => {
    const next = { ...filters, ...change };
    show(next);
    replaceQuery(console, place.page, place.path, writeHistory(next));
  };

  return (
    <div class="history">
      <FilterBar label="Which part of the history">
        <Switch
          label="Account"
          value={filters.account}
          options={[
            ["wallet", "Money"],
            ["credits", "Credits"],
          ]}
          onChange={(account) => choose({ account })}
        />
        <FilterSelect label="Time" all={undefined} value={filters.range} options={HISTORY_RANGES} onChange={(range) => choose({ range: range as HistoryRange })} />
        {filters.range === "days" && <DayRange from={filters.from} to={filters.to} fault={fault} onFrom={(from) => choose({ from })} onTo={(to) => choose({ to })} />}
        <span class="grow" />
        <SaveCsv fetch={() => api.exportLedger(organization, asked)} name={() => fileName(name, Date.now(), filters.account)} done="The history is saved as a file." />
      </FilterBar>
      {fault !== undefined && (
        <p class="wrong small" role="alert">
          {fault}
        </p>
      )}
      <Whole of={pages.state} again={pages.again} noun="the history">
        {({ items, next }) => (
          <>
            {frame !== undefined && <Frame frame={frame} />}
            {frame !== undefined && <BalanceLine account={filters.account} items={items} unit={frame.unit} stretch={{ ...frame, from: asked.from, to: asked.to, isCut: next !== undefined }} timeZone={timeZone} />}
            {items.length === 0 ? (
              <Nothing filters={filters} all={() => choose({ range: "all", from: "", to: "" })} />
            ) : (
              <Lines items={items} unit={frame?.unit ?? "interactions"} filters={filters} timeZone={timeZone} {...(act === undefined ? {} : { act })} />
            )}
            {next !== undefined && (
              <div class="pager">
                <span class="soft small num" role="status">
                  {items.length} shown
                </span>
                <Busy type="button" class="btn" busy={pages.busyMore} words="Fetching…" onClick={pages.more}>
                  Show older entries
                </Busy>
                {pages.moreFailed !== undefined && (
                  <p class="wrong small" role="alert">
                    {problemWords(pages.moreFailed)}
                  </p>
                )}
              </div>
            )}
          </>
        )}
      </Whole>
    </div>
  );
}

function Frame({ frame: { unit, opening, closing } }: { frame: Pick<LedgerPage, "unit" | "opening" | "closing"> }) {
  const change = closing - opening;
  return (
    <dl class="frame num">
      <div>
        <dt class="soft small">At the beginning</dt>
        <dd>{amount(opening, unit)}</dd>
      </div>
      <div>
        <dt class="soft small">Change</dt>
        <dd>{movement(change, unit)}</dd>
      </div>
      <div>
        <dt class="soft small">At the end</dt>
        <dd>
          <b>{amount(closing, unit)}</b>
        </dd>
      </div>
    </dl>
  );
}

function movement(minor: number, unit: string): string {
  return unit === "interactions" ? `${minor > 0 ? "+" : ""}${minor.toLocaleString("en")}` : moved(minor, unit);
}

function Lines({ items, unit, filters, timeZone, act }: { items: readonly Line[]; unit: string; filters: HistoryFilters; timeZone: string | undefined; act?: HistoryProps["act"] }) {
  const taken = new Set(items.map((item) => item.reverses).filter((one) => one !== undefined));
  return (
    <Table
      caption={filters.account === "credits" ? "History of the interaction credits" : "History of the money"}
      rows={items}
      columns={[
        { name: "What", cell: (item) => <What item={item} filters={filters} taken={taken} /> },
        {
          name: "When",
          cell: (item) => (
            <time class="num" dateTime={new Date(item.at).toISOString()} title={longDay(item.at, timeZone)}>
              {shortTime(item.at, timeZone)}
            </time>
          ),
        },
        { name: "By", cell: (item) => byWords(item) ?? <span class="soft">Firstbell</span> },
        { name: unit === "interactions" ? "Credits" : "Amount", number: true, cell: (item) => <b class={item.minor > 0 ? "good" : ""}>{movement(item.minor, unit)}</b> },
        { name: "Balance", number: true, cell: (item) => (unit === "interactions" ? item.after.toLocaleString("en") : amount(item.after, unit)) },
        ...(act === undefined ? [] : [{ name: "Act", quiet: true, cell: (item: Line) => act({ ...item, id: item.posting }, taken) }]),
      ]}
    />
  );
}

function What({ item, filters, taken }: { item: Line; filters: HistoryFilters; taken: ReadonlySet<string> }) {
  const notes = [item.memo, item.reference === undefined ? undefined : `Reference: ${item.reference}`].filter((note) => note !== undefined && note !== "");
  return (
    <>
      {kindWords(item, filters.account)}
      {taken.has(item.posting) && <span class="tag">Reversed</span>}
      {notes.map((note) => (
        <span key={note} class="soft small block">
          {note}
        </span>
      ))}
    </>
  );
}

function Nothing({ filters, all }: { filters: HistoryFilters; all: () => void }) {
  return (
    <div class="empty">
      <Icon name={filters.account === "credits" ? "coin" : "card"} class="big" />
      <h2>{filters.range === "all" ? "Nothing has moved yet" : "Nothing moved in this time"}</h2>
      <p class="soft">
        {filters.account === "credits" ? `Packs, and each chat that an operator answers, stand here: ${credits(1)} a chat.` : "Credit that is added, packs that are bought and fees stand here, each with the balance after it."}
      </p>
      {filters.range !== "all" && (
        <button type="button" class="btn" onClick={all}>
          Show all time
        </button>
      )}
    </div>
  );
}
