import { useEffect, useMemo, useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { UseBy, UseRow } from "../api/shapes.ts";
import { dayMonth } from "../billing/days.ts";
import { useConsole } from "../console.ts";
import { fileName } from "../portal/audit/save.ts";
import { FilterBar, FilterSelect } from "../portal/filterbar.tsx";
import type { Place } from "../portal/people.tsx";
import { Tag } from "../portal/pills.tsx";
import { replaceQuery } from "../portal/place.ts";
import { DayRange, Switch } from "../ui/days.tsx";
import { Icon } from "../ui/icon.tsx";
import { Table, Whole } from "../ui/listing.tsx";
import { SaveCsv } from "../ui/save.tsx";
import { DayChart } from "./chart.tsx";
import { Key } from "./plot.tsx";
import {
  averageWords,
  lengthWords,
  daysOf,
  everyDay,
  isOperatorRow,
  MEASURES,
  partsOf,
  ranked,
  readUse,
  rowName,
  rowSentence,
  rowUnit,
  share,
  total,
  USE_BY,
  USE_RANGES,
  useFault,
  valueWords,
  writeUse,
  type Counted,
  type Measure,
  type UseFilters,
  type UseRange,
} from "./rows.ts";

interface Props {
  readonly organization: string;
  readonly name: string;
  readonly timeZone?: string | undefined;
  readonly place: Place;
  readonly query: string;
}

/** Chats by day, room and agent: in figures, as a chart, and as a table. */
export function UseView({ organization, name, timeZone, place, query }: Props) {
  const console = useConsole();
  const { api } = console;
  const [filters, setFilters] = useState<UseFilters>(() => readUse(new URLSearchParams(query)));
  const [asked, setAsked] = useState(() => daysOf(filters, Date.now(), timeZone));
  const fault = useFault(filters);
  const search = { ...asked, by: filters.by };
  const found = useResource(() => api.use(organization, search), [organization, JSON.stringify(search)]);

  const show = (next: UseFilters) => {
    setFilters(next);
    if (useFault(next) === undefined) setAsked(daysOf(next, Date.now(), timeZone));
  };
  useEffect(() => {
    const there = readUse(new URLSearchParams(query));
    if (writeUse(there) !== writeUse(filters)) show(there);
  }, [query]);
  const choose = (change: Partial<UseFilters>) => {
    const next = { ...filters, ...change };
    show(next);
    replaceQuery(console, place.page, place.path, writeUse(next));
  };

  return (
    <div class="use">
      <FilterBar label="Which use">
        <Switch<UseBy> label="Rows" value={filters.by} options={USE_BY} onChange={(by) => choose({ by })} />
        <FilterSelect label="Time" all={undefined} value={filters.range} options={USE_RANGES} onChange={(range) => choose({ range: range as UseRange })} />
        {filters.range === "days" && <DayRange from={filters.from} to={filters.to} fault={fault} onFrom={(from) => choose({ from })} onTo={(to) => choose({ to })} />}
        <FilterSelect label="What the chart shows" all={undefined} value={filters.measure} options={MEASURES} onChange={(measure) => choose({ measure: measure as Measure })} />
        <span class="grow" />
        <SaveCsv fetch={() => api.exportUse(organization, search)} name={() => fileName(name, Date.now(), `use-by-${filters.by}`)} done="The use is saved as a file." />
      </FilterBar>
      {fault !== undefined && (
        <p class="wrong small" role="alert">
          {fault}
        </p>
      )}
      <Whole of={found.state} again={found.again} noun="the use">
        {({ items }) => <Shown items={items} by={filters.by} measure={filters.measure} from={asked.from} to={asked.to} all={() => choose({ range: "90d" })} />}
      </Whole>
    </div>
  );
}

function Shown({ items, by, measure, from, to, all }: { items: readonly UseRow[]; by: UseBy; measure: Measure; from: string; to: string; all: () => void }) {
  const rows = useMemo(() => (by === "day" ? everyDay(items, from, to) : ranked(items, measure)), [items, by, from, to, by === "day" ? "" : measure]);
  const sum = useMemo(() => total(rows), [rows]);
  if (sum.chats === 0) {
    return (
      <div class="empty">
        <Icon name="bars" class="big" />
        <h2>No chats in this time</h2>
        <p class="soft">Every chat that rings is counted here within seconds, by its day, room and agent.</p>
        <button type="button" class="btn" onClick={all}>
          Look at the last 90 days
        </button>
      </div>
    );
  }
  return (
    <>
      <Figures sum={sum} by={by} />
      <div class="use-grid">
        {by === "day" ? <DayChart days={rows} measure={measure} /> : <RowChart rows={rows} by={by} measure={measure} />}
        <Rows rows={by === "day" ? [...rows].reverse() : rows} by={by} />
      </div>
    </>
  );
}

function Figures({ sum, by }: { sum: Counted; by: UseBy }) {
  // An agent's rows know nothing of who was missed.
  return (
    <ul class="figures" aria-label="In short">
      <Figure name={by === "agent" ? "Chats answered" : "Chats"} value={(by === "agent" ? sum.answered : sum.chats).toLocaleString("en")} note={sum.byOperators > 0 ? `${sum.byOperators.toLocaleString("en")} answered by operators` : `${sum.messages.toLocaleString("en")} messages`} />
      {by !== "agent" && <Figure name="Answered" value={share(sum.answered, sum.chats)} note={`${sum.missed.toLocaleString("en")} missed`} />}
      <Figure name="Time to answer" value={averageWords(sum.waitMillis, sum.answered)} note="On average" />
      <Figure name="Length of a chat" value={lengthWords(sum)} note="On average" />
    </ul>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <li class="figure card">
      <span class="soft small">{name}</span>
      <b class="num">{value}</b>
      <span class="soft small">{note}</span>
    </li>
  );
}

/** Rooms and agents have long names, so their bars lie: one under the other, the name over each. */
function RowChart({ rows, by, measure }: { rows: readonly UseRow[]; by: UseBy; measure: Measure }) {
  // Whom nobody answered, no agent has missed.
  const parts = partsOf(measure).filter((part) => by !== "agent" || part.tone === "accent");
  const sizes = rows.map((row) => parts.reduce((sum, part) => sum + part.of(row), 0));
  const most = Math.max(1, ...sizes);
  return (
    <figure class="chart">
      <figcaption>
        <Key unit={rowUnit(measure, by)} names={parts.map((part) => [part.tone, part.name] as const)} />
      </figcaption>
      <ol class="bars" aria-label={`Chart ${by === "room" ? "by room" : "by agent"}`}>
        {rows.map((row, place) => (
          <li key={row.key} title={rowSentence(row, by, measure)}>
            <span class="line-up">
              <span class="cut">{rowName(row, by)}</span>
              <span class="num soft whole-line">{valueWords(sizes[place] ?? 0, measure)}</span>
            </span>
            <span class="bar-line" aria-hidden="true">
              {parts.map((part) => (
                <span key={part.name} class={part.tone} style={{ width: `${(part.of(row) / most) * 100}%` }} />
              ))}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

const FIRST: Readonly<Record<UseBy, string>> = { day: "Day", room: "Room", agent: "Agent" };

function Rows({ rows, by }: { rows: readonly UseRow[]; by: UseBy }) {
  const operators = rows.some((row) => row.byOperators > 0);
  const years = by === "day" && rows[0]?.key.slice(0, 4) !== rows.at(-1)?.key.slice(0, 4);
  return (
    <div class="use-table" tabIndex={0} role="region" aria-label="The same as a table">
      <Table
        caption={`Use, ${by === "day" ? "by day" : by === "room" ? "by room" : "by agent"}`}
        rows={rows.map((row) => ({ ...row, id: row.key }))}
        columns={[
          {
            name: FIRST[by],
            cell: (row) => (
              <>
                {by === "day" ? <time dateTime={row.key}>{years ? dayMonth(row.key, true) : rowName(row, by)}</time> : <span class="named">{rowName(row, by)}</span>}
                {isOperatorRow(row, by) && <Tag>Operator</Tag>}
              </>
            ),
          },
          { name: "Chats", number: true, cell: (row) => row.chats.toLocaleString("en") },
          { name: "Answered", number: true, cell: (row) => row.answered.toLocaleString("en") },
          ...(by === "agent" ? [] : [{ name: "Missed", number: true, cell: (row: UseRow) => row.missed.toLocaleString("en") }]),
          ...(operators && by !== "agent" ? [{ name: "Operators", number: true, cell: (row: UseRow) => row.byOperators.toLocaleString("en") }] : []),
          { name: "To answer", number: true, cell: (row) => averageWords(row.waitMillis, row.answered) },
          { name: "Length", number: true, cell: (row) => lengthWords(row) },
          { name: "Messages", number: true, cell: (row) => row.messages.toLocaleString("en") },
        ]}
      />
    </div>
  );
}
