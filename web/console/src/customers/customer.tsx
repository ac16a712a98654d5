import { useEffect, useRef, useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { Organization } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { People } from "../portal/people.tsx";
import { MemberPage } from "../portal/person.tsx";
import { OrganizationStatus, Tag } from "../portal/pills.tsx";
import { hashOf, pageRoute } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { UseView } from "../use/view.tsx";
import { Page } from "../ui/page.tsx";
import { Pop } from "../ui/pop.tsx";
import { ChangeOwner } from "./owner.tsx";
import { Delete, Resume, Suspend } from "./closing.tsx";
import { LogInAs } from "./loginas.tsx";
import { Overview } from "./overview.tsx";
import { Payment } from "./payment/payment.tsx";
import { CustomerSettings } from "./settings.tsx";
import { sectionOf, SECTIONS, type SectionId } from "./tabs.ts";

type Act = "suspend" | "resume" | "delete" | "owner" | "login";

export function CustomerView({ id, path, query }: { id: string; path: readonly string[]; query: string }) {
  const { api, session } = useConsole();
  const found = useResource(() => api.organization(id), [id]);
  const [act, setAct] = useState<Act>();
  const section = sectionOf(path[0]);
  const known = found.state.kind === "ready" ? found.state.value : undefined;
  const close = () => setAct(undefined);

  return (
    <Page
      title={known?.name ?? "Customer"}
      lead={known === undefined ? undefined : <Badges organization={known} />}
      back={{ to: pageRoute("customers"), name: "Customers" }}
      acts={known === undefined || known.state === "deleted" ? undefined : <Acts organization={known} begin={setAct} />}
    >
      {known !== undefined && <Tabs id={id} here={section} />}
      <Whole of={found.state} again={found.again} noun="the customer">
        {(organization) => (
          <>
            {organization.state === "suspended" && (
              <p class="notice">
                Suspended: nobody of this customer can sign in, and the widget is off. Nothing is lost.
                {organization.suspendedReason !== undefined && <> The reason: “{organization.suspendedReason}”.</>}
              </p>
            )}
            <Part organization={organization} section={section} path={path.slice(1)} query={query} put={found.put} fetch={() => api.organization(id)} />
            {act === "suspend" && <Suspend organization={organization} onClose={close} onDone={found.put} again={found.again} />}
            {act === "resume" && <Resume organization={organization} onClose={close} onDone={found.put} again={found.again} />}
            {act === "delete" && <Delete organization={organization} onClose={close} again={found.again} />}
            {act === "owner" && <ChangeOwner organization={organization} mayMove={session.organization.kind === "platform"} onClose={close} onDone={found.again} />}
            {act === "login" && <LogInAs organization={organization} onClose={close} />}
          </>
        )}
      </Whole>
    </Page>
  );
}

function Badges({ organization }: { organization: Organization }) {
  return (
    <span class="badges">
      <OrganizationStatus state={organization.state} />
      {organization.kind === "reseller" && <Tag>Reseller</Tag>}
      <span class="soft">Id {organization.id}</span>
    </span>
  );
}

function Tabs({ id, here }: { id: string; here: SectionId }) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the last ones lie outside of the screen.
    const [box, tab] = [row.current?.getBoundingClientRect(), row.current?.querySelector("[aria-current]")?.getBoundingClientRect()];
    if (box && tab) row.current?.scrollBy({ left: tab.left - box.left - (box.width - tab.width) / 2 });
  }, [here]);
  return (
    <nav ref={row} class="tabs" aria-label="Sections of the customer">
      {SECTIONS.map((section) => (
        <a key={section.id} href={hashOf(pageRoute("customers", section.id === "overview" ? [id] : [id, section.id]))} aria-current={section.id === here ? "page" : undefined}>
          {section.title}
        </a>
      ))}
    </nav>
  );
}

function Acts({ organization, begin }: { organization: Organization; begin: (act: Act) => void }) {
  const item = (act: Act, words: string, danger = false) => (close: () => void) => (
    <button
      type="button"
      class={`item ${danger ? "danger" : ""}`}
      role="menuitem"
      tabIndex={-1}
      onClick={() => {
        close();
        begin(act);
      }}
    >
      {words}
    </button>
  );
  return (
    <>
      <button type="button" class="btn" onClick={() => begin("login")}>
        <Icon name="door" class="s" /> Log in as
      </button>
      <Pop kind="menu" name="More for this customer" buttonClass="btn" button={<>More <Icon name="down" class="s" /></>}>
        {(close) => (
          <>
            {item("owner", "Change the owner…")(close)}
            {organization.state === "suspended" ? item("resume", "Resume…")(close) : item("suspend", "Suspend…", true)(close)}
            {item("delete", "Delete…", true)(close)}
          </>
        )}
      </Pop>
    </>
  );
}

interface PartProps {
  readonly organization: Organization;
  readonly section: SectionId;
  readonly path: readonly string[];
  readonly query: string;
  readonly put: (organization: Organization) => void;
  readonly fetch: () => Promise<Organization>;
}

function Part({ organization, section, path, query, put, fetch }: PartProps) {
  const { id } = organization;
  switch (section) {
    case "overview":
      return <Overview organization={organization} />;
    case "settings":
      return <CustomerSettings organization={organization} put={put} fetch={fetch} />;
    case "members": {
      const place = { page: "customers", path: [id, "members"] } as const;
      const [member] = path;
      return member === undefined ? (
        // Another owner stands in the list, too.
        <People key={organization.owner?.id} organization={id} kind={organization.kind} place={place} noun="member" />
      ) : (
        <MemberPage key={`${member} ${organization.owner?.id}`} organization={id} kind={organization.kind} member={member} place={place} noun="member" as="part" />
      );
    }
    case "payment":
      return <Payment organization={organization} query={query} />;
    case "use":
      return <UseView organization={id} name={organization.name} timeZone={organization.timezone} place={{ page: "customers", path: [id, "use"] }} query={query} />;
  }
}
