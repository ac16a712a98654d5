import { useEffect, useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { OrganizationRow } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { ClearFilters, FilterBar, FilterSelect, SearchField } from "../portal/filterbar.tsx";
import { OrganizationStatus, Tag } from "../portal/pills.tsx";
import { replaceQuery } from "../portal/place.ts";
import { useSearch } from "../portal/search.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Listing, Table } from "../ui/listing.tsx";
import { Page } from "../ui/page.tsx";
import { COUNTRIES, countryName } from "./countries.ts";
import { NewCustomer } from "./create.tsx";
import { chosen, EVERYBODY, isFiltered, readFilters, type Filters } from "./filters.ts";
import { money } from "./money.ts";
import { planName, PLANS, pricingName, PRICINGS, stateName, STATES } from "./plans.ts";
import { monthName } from "./month.ts";
import { Shortcut } from "./shortcut.tsx";

const PAGE = 50;

export function CustomerList({ query }: { query: string }) {
  const console = useConsole();
  const { api, session } = console;
  const isPlatform = session.organization.kind === "platform";
  // Only the platform has customers of others to look at.
  const read = (): Filters => ({ ...readFilters(new URLSearchParams(query)), ...(isPlatform ? {} : { parent: "" }) });
  const [filters, setFilters] = useState(read);
  const [making, setMaking] = useState(false);
  const asked = chosen(filters);
  const reseller = useReseller(filters.parent);
  const pages = useSearch((question: Record<string, string>, cursor) => api.organizations({ ...question, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }), asked);

  // Back, forward and a colleague's link change the address; typing here changes it too.
  useEffect(() => {
    const there = read();
    if (JSON.stringify(chosen(there)) !== JSON.stringify(asked)) setFilters(there);
  }, [query]);

  const choose = (change: Partial<Filters>) => {
    const next = { ...filters, ...change };
    setFilters(next);
    replaceQuery(console, "customers", [], new URLSearchParams(chosen(next)).toString());
  };

  const month = pages.state.kind === "ready" ? pages.state.value.items[0]?.use.month : undefined;
  return (
    <Page
      title="Customers"
      lead={isPlatform ? "Every reseller, and the customers of the platform itself." : "The organizations that you look after."}
      acts={
        <button type="button" class="btn primary" onClick={() => setMaking(true)}>
          <Icon name="plus" class="s" /> New customer
        </button>
      }
    >
      <FilterBar label="Find customers">
        <SearchField label="Search by name" value={filters.search} onInput={(search) => choose({ search })} />
        {filters.parent !== "" && (
          <FilterSelect label="Reseller" all="The platform’s own" value={filters.parent} options={[[filters.parent, `Of ${reseller}`]]} onChange={(parent) => choose({ parent })} />
        )}
        <FilterSelect label="State" all="Any state" value={filters.state} options={STATES.map((one) => [one, stateName(one)])} onChange={(state) => choose({ state })} />
        <FilterSelect label="Pricing" all="Any pricing" value={filters.pricing} options={PRICINGS.map((one) => [one, pricingName(one)])} onChange={(pricing) => choose({ pricing })} />
        <FilterSelect label="Plan" all="Any plan" value={filters.plan} options={PLANS.map((one) => [one, planName(one)])} onChange={(plan) => choose({ plan })} />
        <FilterSelect label="Country" all="Any country" value={filters.country} options={COUNTRIES.map(({ code, name }) => [code, name])} onChange={(country) => choose({ country })} />
        {isFiltered(filters) && (
          <ClearFilters onClear={() => choose(EVERYBODY)} />
        )}
      </FilterBar>
      <div class={pages.asking ? "asking" : ""} aria-busy={pages.asking}>
        <Listing
          pages={pages}
          noun="the customers"
          empty={isFiltered(filters) ? <NobodyFound clear={() => choose(EVERYBODY)} search={filters.search.trim()} /> : <NobodyYet make={() => setMaking(true)} />}
        >
          {(items) => (
            <>
              <p class="unseen" role="status">
                {items.length} customers shown
              </p>
              <Table
                caption="Customers"
                rows={items}
                columns={[
                  { name: "Name", cell: Name },
                  { name: "State", cell: (row) => <OrganizationStatus state={row.state} /> },
                  { name: "Plan", cell: (row) => <>{planName(row.plan)}<span class="soft small block">{pricingName(row.pricing)}</span></> },
                  { name: month === undefined ? "Use" : `Chats in ${monthName(month)}`, number: true, cell: Use },
                  { name: "Balance", number: true, cell: (row) => money(row.balance.minor, row.balance.currency) },
                  { name: "Open", quiet: true, cell: (row) => <Shortcut row={row} /> },
                ]}
              />
            </>
          )}
        </Listing>
      </div>
      {making && <NewCustomer onClose={() => setMaking(false)} onMade={() => pages.again()} />}
    </Page>
  );
}

/** A reseller's name; until it is known, its id. */
function useReseller(id: string): string {
  const { api } = useConsole();
  const { state } = useResource(() => (id === "" ? Promise.resolve(undefined) : api.organization(id)), [id]);
  return state.kind === "ready" && state.value !== undefined ? state.value.name : id;
}

function Name(row: OrganizationRow) {
  return (
    <div class="named">
      <a href={hashOf(pageRoute("customers", [row.id]))}>{row.name}</a>
      {row.kind === "reseller" && <Tag>Reseller</Tag>}
      <span class="soft small block">
        {countryName(row.country)}
        {row.kind === "reseller" && (
          <>
            {" · "}
            <a href={hashOf(pageRoute("customers", [], { parent: row.id }))} aria-label={`Customers of ${row.name}`}>
              its customers
            </a>
          </>
        )}
      </span>
    </div>
  );
}

function Use({ use }: OrganizationRow) {
  return (
    <>
      {use.chats.toLocaleString("en")}
      {use.missed > 0 && <span class="soft small block">{use.missed.toLocaleString("en")} missed</span>}
    </>
  );
}

function NobodyFound({ search, clear }: { search: string; clear: () => void }) {
  return (
    <>
      <Icon name="search" class="big" />
      <h2>{search === "" ? "No customer is like this" : `Nobody is called “${search}”`}</h2>
      <p class="soft">The search looks at the beginnings of the words of a name. Fewer letters or fewer filters find more.</p>
      <button type="button" class="btn" onClick={clear}>
        Show all customers
      </button>
    </>
  );
}

function NobodyYet({ make }: { make: () => void }) {
  return (
    <>
      <Icon name="building" class="big" />
      <h2>No customers yet</h2>
      <p class="soft">Each customer is an organization of its own: members, rooms, widget and audit log. You see them all here.</p>
      <button type="button" class="btn primary" onClick={make}>
        Make the first customer
      </button>
    </>
  );
}
