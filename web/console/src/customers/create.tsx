import { useState } from "preact/hooks";
import type { Organization, Pricing } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { pageRoute } from "../route.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Choice, FormNotice, SelectField, TextField, useForm } from "../ui/form.tsx";
import { COUNTRIES, countryHere, CURRENCY_CODES, currencyName, timezones } from "./countries.ts";
import { choose, draftFaults, draftRequest, emptyDraft, type Draft } from "./draft.ts";
import { planName, PLANS } from "./plans.ts";

/** Where each field lies in what is sent. */
const POINTERS: Readonly<Record<string, string>> = { ownerName: "/owner/name", ownerEmail: "/owner/email" };
const pointer = (field: keyof Draft) => POINTERS[field] ?? `/${field}`;

export function NewCustomer({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const { api, session, go, toasts } = useConsole();
  const [draft, setDraft] = useState(() => emptyDraft(countryHere()));
  const set = <Field extends keyof Draft>(field: Field, value: Draft[Field]) => setDraft((now) => choose(now, field, value));
  const form = useForm({
    read: () => {
      const found = Object.entries(draftFaults(draft)) as [keyof Draft, string][];
      return found.length > 0 ? { faults: Object.fromEntries(found.map(([field, words]) => [pointer(field), words])) } : { body: draftRequest(draft) };
    },
    send: (body, key) => api.createOrganization(body, key),
    done: (made: Organization) => {
      toasts.say(draft.ownerEmail.trim() === "" ? `${made.name} is made.` : `${made.name} is made, and ${draft.ownerEmail.trim()} is invited.`);
      onMade();
      onClose();
      go(pageRoute("customers", [made.id]));
    },
  });
  const fault = (field: keyof Draft) => form.fault(pointer(field));
  const zones = timezones(draft.timezone);

  return (
    <Dialog title="New customer" onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        {session.organization.kind === "platform" && (
          <Choice
            legend="Kind"
            value={draft.kind}
            options={[
              { value: "customer", name: "Customer", hint: "Has a widget, rooms and agents." },
              { value: "reseller", name: "Reseller", hint: "Also looks after customers of its own." },
            ]}
            onChange={(kind) => set("kind", kind)}
          />
        )}
        <TextField label="Name of the organization" value={draft.name} error={fault("name")} maxLength={200} autocomplete="off" onInput={(name) => set("name", name)} />
        <div class="two">
          <SelectField
            label="Country"
            hint="Decides the tax."
            value={draft.country}
            error={fault("country")}
            options={[["", "Choose…"], ...COUNTRIES.map(({ code, name }) => [code, name] as const)]}
            onChange={(country) => set("country", country)}
          />
          <SelectField
            label="Currency"
            hint="Cannot be changed later."
            value={draft.currency}
            error={fault("currency")}
            options={[["", "Choose…"], ...CURRENCY_CODES.map((code) => [code, currencyName(code)] as const)]}
            onChange={(currency) => set("currency", currency)}
          />
        </div>
        <SelectField
          label="Time zone"
          hint="Its midnight begins a day and a month of use."
          value={draft.timezone}
          error={fault("timezone")}
          options={[["", "Choose…"], ...zones.map((zone) => [zone, zone.replaceAll("_", " ")] as const)]}
          onChange={(timezone) => set("timezone", timezone)}
        />
        <Choice<Pricing>
          legend="Pricing"
          value={draft.pricing}
          options={[
            { value: "prepaid", name: "Prepaid", hint: "Buys credits first, and uses them." },
            { value: "postpaid", name: "Postpaid", hint: "Uses first, and pays at the end of the period." },
          ]}
          onChange={(pricing) => set("pricing", pricing)}
        />
        <SelectField label="Plan" value={draft.plan} error={fault("plan")} options={PLANS.map((plan) => [plan, planName(plan)] as const)} onChange={(plan) => set("plan", plan)} />
        <fieldset class="group">
          <legend>
            <b>First administrator</b> <span class="soft small">optional</span>
          </legend>
          <p class="soft small">Becomes the owner, and is mailed an invitation with a personal link. Members can be added later, too.</p>
          <div class="two">
            <TextField label="Name" value={draft.ownerName} error={fault("ownerName")} maxLength={200} autocomplete="off" onInput={(name) => set("ownerName", name)} />
            <TextField label="E-mail" type="email" inputMode="email" value={draft.ownerEmail} error={fault("ownerEmail")} maxLength={254} autocomplete="off" onInput={(email) => set("ownerEmail", email)} />
          </div>
        </fieldset>
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Making…">
            Make the customer
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}
