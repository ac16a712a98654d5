import { useEffect, useState } from "preact/hooks";
import type { AuditRecord, AuditSearch, Member } from "../../api/shapes.ts";
import { useConsole } from "../../console.ts";
import { clock, dayName, fullTime, sameDay } from "../../format/time.ts";
import { may } from "../../session/session.ts";
import { DayRange } from "../../ui/days.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Listing } from "../../ui/listing.tsx";
import { SaveCsv } from "../../ui/save.tsx";
import { ClearFilters, FilterBar, FilterSelect, SearchField } from "../filterbar.tsx";
import type { Place } from "../people.tsx";
import { replaceQuery } from "../place.ts";
import { useSearch } from "../search.ts";
import { whole } from "../pages.ts";
import { actorOptions, firstOfEach } from "./actors.ts";
import { auditQuery, isFiltered, NO_FILTERS, rangeFault, RANGES, readFilters, writeFilters, type AuditFilters, type Range } from "./filters.ts";
import { fileName } from "./save.ts";
import { Verify } from "./verify.tsx";
import { actor, applicationName, APPLICATIONS, extras, sentence } from "./words.ts";

interface Props {
  readonly organization: string;
  readonly name: string;
  readonly place: Place;
  readonly query: string;
}

const PAGE = 50;

/** Who did what, newest first; the same for the own organization and for a customer's. */
export function AuditLog({ organization, name, place, query }: Props) {
  const console = useConsole();
  const { api, session } = console;
  const [filters, setFilters] = useState<AuditFilters>(() => readFilters(new URLSearchParams(query)));
  // "Today" is counted from when the filters were chosen, so that asking again asks the same.
  const [asked, setAsked] = useState(() => auditQuery(filters, Date.now()));
  const people = usePeople(organization);
  const fault = rangeFault(filters);
  const records = useSearch((search: AuditSearch, cursor) => api.audit(organization, { ...search, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }), asked);

  // Who was seen once stays a choice when the log is filtered.
  const [seen, setSeen] = useState<readonly AuditRecord[]>([]);
  const shown = records.state.kind === "ready" ? records.state.value.items : undefined;
  useEffect(() => {
    if (shown !== undefined) setSeen((before) => firstOfEach([...before, ...shown]));
  }, [shown]);

  const show = (next: AuditFilters) => {
    setFilters(next);
    if (rangeFault(next) === undefined) setAsked(auditQuery(next, Date.now()));
  };
  useEffect(() => {
    const there = readFilters(new URLSearchParams(query));
    if (writeFilters(there) !== writeFilters(filters)) show(there);
  }, [query]);
  const choose = (change: Partial<AuditFilters>) => {
    const next = { ...filters, ...change };
    show(next);
    replaceQuery(console, place.page, place.path, writeFilters(next));
  };

  if (session.organization.id !== organization && records.state.kind === "failed" && [403, 404].includes(records.state.problem.status)) {
    return <FromWithin name={name} />;
  }
  return (
    <div class="audit">
      <FilterBar label="Find records">
        <SearchField label="Keyword" placeholder="Keyword: a name, a room, a reason" value={filters.search} onInput={(search) => choose({ search })} />
        <FilterSelect label="Time" all={undefined} value={filters.range} options={RANGES} onChange={(range) => choose({ range: range as Range })} />
        {filters.range === "days" && (
          <DayRange from={filters.from} to={filters.to} fault={fault} onFrom={(from) => choose({ from })} onTo={(to) => choose({ to })} />
        )}
        <FilterSelect label="Application" all="All applications" value={filters.application} options={APPLICATIONS.map((one) => [one, applicationName(one)])} onChange={(application) => choose({ application })} />
        <FilterSelect label="Agent" all="Everybody" value={filters.agent} options={actorOptions(people, seen, filters.agent)} onChange={(agent) => choose({ agent })} />
        {isFiltered(filters) && (
          <ClearFilters onClear={() => choose(NO_FILTERS)} />
        )}
      </FilterBar>
      {fault !== undefined && (
        <p class="wrong small" role="alert">
          {fault}
        </p>
      )}
      <div class="above between">
        <Verify organization={organization} />
        <SaveCsv fetch={() => api.exportAudit(organization, asked)} name={() => fileName(name, Date.now())} done="The records are saved as a file." />
      </div>
      <div class={records.asking ? "asking" : ""} aria-busy={records.asking}>
        <Listing pages={records} noun="the records" empty={<NothingFound filters={filters} all={() => choose({ ...NO_FILTERS, range: "all" })} />}>
          {(items) => <Records items={items} />}
        </Listing>
      </div>
    </div>
  );
}

/** A customer's record of acts is theirs. */
function FromWithin({ name }: { name: string }) {
  return (
    <div class="empty">
      <Icon name="log" class="big" />
      <h2>The audit log is read from within</h2>
      <p class="soft">It belongs to {name}. Log in as this customer to read it: that, too, is written into it.</p>
    </div>
  );
}

/** A column of days; each record is a sentence that begins with who. */
function Records({ items }: { items: readonly AuditRecord[] }) {
  const days: (readonly AuditRecord[])[] = [];
  for (const record of items) {
    const last = days.at(-1);
    if (last?.[0] !== undefined && sameDay(last[0].at, record.at)) days[days.length - 1] = [...last, record];
    else days.push([record]);
  }
  return (
    <>
      {days.map((records) => (
        <section key={records[0]?.id} class="audit-day">
          <h2 class="soft small">{dayName(records[0]?.at ?? 0, Date.now())}</h2>
          <ol class="records card">
            {records.map((record) => (
              <Record key={record.id} record={record} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function Record({ record }: { record: AuditRecord }) {
  const { name, note } = actor(record);
  const more = extras(record);
  return (
    <li>
      <time class="num soft" dateTime={new Date(record.at).toISOString()} title={fullTime(record.at)}>
        {clock(record.at)}
      </time>
      <div class="said">
        <p>
          <b>{name}</b>
          {note !== undefined && <span class="note-by"> ({note})</span>}
          <span aria-hidden="true"> · </span>
          {sentence(record).map((piece, place) => (typeof piece === "string" ? piece : <b key={place}>{piece.name}</b>))}
        </p>
        {more.length > 0 && (
          <dl class="extras small">
            {more.map((extra) => (
              <div key={extra.name}>
                <dt class="soft">{extra.name}</dt>
                <dd>{extra.value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <span class="tag">{applicationName(record.application)}</span>
      <span class="num soft small number-of" title={`Fingerprint ${record.hash}`}>
        {record.n}
      </span>
    </li>
  );
}

/** The members to filter by; the log works without them where they may not be listed. */
function usePeople(organization: string): readonly Member[] {
  const { api, session } = useConsole();
  const [people, setPeople] = useState<readonly Member[]>([]);
  const listed = session.organization.id !== organization || may(session, "manage-agents") || may(session, "manage-rooms");
  useEffect(() => {
    if (!listed) return undefined;
    let here = true;
    whole((cursor) => api.members(organization, { limit: 100, ...(cursor === undefined ? {} : { cursor }) }), 500).then(
      (all) => here && setPeople(all),
      () => undefined,
    );
    return () => void (here = false);
  }, [organization]);
  return people;
}

function NothingFound({ filters, all }: { filters: AuditFilters; all: () => void }) {
  return (
    <>
      <Icon name="log" class="big" />
      <h2>{isFiltered(filters) ? "No record is like this" : "Nothing happened in this time"}</h2>
      <p class="soft">{filters.search.trim() === "" ? "Another time or fewer filters find more." : `No record of this time has “${filters.search.trim()}” in it.`}</p>
      <button type="button" class="btn" onClick={all}>
        Show all records
      </button>
    </>
  );
}
