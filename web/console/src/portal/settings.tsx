import { useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { Computers, Organization, OrganizationChange } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { BillingFields, useOrganizationEdit } from "../customers/settings.tsx";
import { may } from "../session/session.ts";
import { Choice, Field, FormNotice, TextField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { useEdit, type Edit } from "./edit.ts";
import { Install } from "./install.tsx";
import { orgDraft, orgFaults, orgPatch, type OrgDraft } from "./org.ts";
import { SaveRow } from "./saverow.tsx";
import { originOf } from "./snippet.ts";
import { TermsPart } from "./terms.tsx";

/** `#/settings`: the own organization, as its administrators see it. */
export function Settings() {
  const { api, session } = useConsole();
  const { id } = session.organization;
  const found = useResource(() => api.organization(id), [id]);
  const settings = may(session, "manage-settings");
  const billing = session.support === undefined && may(session, "manage-billing");
  return (
    <Page title="Settings" lead={`How ${session.organization.name} appears to visitors, and how its agents work.`} width="form">
      <Whole of={found.state} again={found.again} noun="the settings">
        {(organization) => (
          <>
            {settings && session.support === undefined && <TermsPart organization={organization} put={found.put} again={found.again} />}
            {settings && organization.kind === "customer" && <Install organization={organization.id} />}
            {settings && <General organization={organization} put={found.put} />}
            {billing && <Billing organization={organization} put={found.put} fetch={() => api.organization(id)} />}
          </>
        )}
      </Whole>
    </Page>
  );
}

const NAMES: Readonly<Record<keyof OrgDraft, string>> = {
  name: "name",
  greeting: "greeting",
  replyMinutes: "reply time",
  sites: "sites",
  computers: "two computers",
};

function General({ organization, put }: { organization: Organization; put: (organization: Organization) => void }) {
  const { api, session, toasts, renewSession } = useConsole();
  const edit = useEdit<Organization, OrgDraft, OrganizationChange>({
    value: organization,
    draft: orgDraft,
    faults: orgFaults,
    pointers: { greeting: "settings/greeting", replyMinutes: "settings/replyMinutes", sites: "settings/sites", computers: "settings/computers" },
    body: orgPatch,
    send: (value, body) => (Object.keys(body).length === 0 ? Promise.resolve(value) : api.changeOrganization(value.id, value.version, body)),
    fetch: () => api.organization(organization.id),
    seen: put,
    done: (saved) => {
      put(saved);
      if (saved.name !== session.organization.name || saved.settings.computers !== session.organization.computers) renewSession();
      toasts.say("The settings are saved.");
    },
    name: (field) => NAMES[field],
  });
  const { draft, set, fault, form } = edit;
  return (
    <form class="stack" onSubmit={form.submit} noValidate aria-label="Settings">
      <FormNotice form={form} />
      <Section title="The organization">
        <TextField label="Name" hint="Visitors see it on top of the chat." value={draft.name} error={fault("name")} maxLength={200} autocomplete="organization" onInput={(name) => set("name", name)} />
        <TextField label="Greeting" optional hint="What a visitor reads before writing." rows={3} value={draft.greeting} error={fault("greeting")} maxLength={1000} onInput={(greeting) => set("greeting", greeting)} />
        <TextField
          label="Usual reply time"
          optional
          type="number"
          inputMode="numeric"
          hint="In minutes. Visitors are told it when nobody is there."
          value={draft.replyMinutes}
          error={fault("replyMinutes")}
          onInput={(minutes) => set("replyMinutes", minutes)}
        />
      </Section>
      <Section title="Sites" lead="Where the chat may be shown. With an empty list it works on every site that carries the line.">
        <Sites edit={edit} />
      </Section>
      <Section title="One agent, two computers">
        <Choice<Computers>
          legend="When an agent signs in on a second computer"
          value={draft.computers}
          options={[
            { value: "takeover", name: "The new one takes over", hint: "The older computer is told, and stops ringing." },
            { value: "both", name: "Both ring", hint: "Whichever accepts first gets the chat; it can be read on both." },
          ]}
          onChange={(computers) => set("computers", computers)}
        />
      </Section>
      <SaveRow edit={edit} />
    </form>
  );
}

function Sites({ edit }: { edit: Edit<OrgDraft> }) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const { sites } = edit.draft;
  const add = () => {
    const found = originOf(typed);
    if ("fault" in found) return setWrong(found.fault);
    if (sites.includes(found.origin)) return setWrong(`${found.origin} is in the list already.`);
    edit.set("sites", [...sites, found.origin]);
    setTyped("");
    setWrong(undefined);
  };
  return (
    <>
      {sites.length > 0 && (
        <ul class="sites" aria-label="Sites">
          {sites.map((site) => (
            <li key={site}>
              <span class="cut">{site}</span>
              <button
                type="button"
                class="ico"
                aria-label={`Take ${site} away`}
                onClick={(event) => {
                  event.currentTarget.closest("section")?.querySelector("input")?.focus();
                  edit.set("sites", sites.filter((one) => one !== site));
                }}
              >
                <Icon name="close" class="s" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field label="Add a site" hint="Such as https://shop.example. The path does not matter." error={wrong ?? edit.fault("sites")}>
        {(control) => (
          <div class="secret">
            <input
              class="input"
              inputMode="url"
              autocomplete="off"
              spellcheck={false}
              maxLength={300}
              value={typed}
              onInput={(event) => (setTyped(event.currentTarget.value), setWrong(undefined))}
              onKeyDown={(event) => {
                // Enter adds the site; it does not save the form.
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
              {...control}
            />
            <button type="button" class="btn" onClick={add}>
              Add
            </button>
          </div>
        )}
      </Field>
    </>
  );
}

function Billing(props: { organization: Organization; put: (organization: Organization) => void; fetch: () => Promise<Organization> }) {
  const edit = useOrganizationEdit(props, "The billing information is saved.");
  return (
    <form class="stack" onSubmit={edit.form.submit} noValidate aria-label="Billing">
      <FormNotice form={edit.form} />
      <BillingFields edit={edit} />
      <SaveRow edit={edit} words="Save the billing information" />
    </form>
  );
}
