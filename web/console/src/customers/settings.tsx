import type { Organization, OrganizationChange } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { useEdit } from "../portal/edit.ts";
import { SaveRow } from "../portal/saverow.tsx";
import { Check, FormNotice, SelectField, TextField } from "../ui/form.tsx";
import { Section } from "../ui/page.tsx";
import { billingNameOf, setFollows, settingsDraft, settingsFaults, settingsPatch, type SettingsDraft } from "./billing.ts";
import { COUNTRIES, currencyName, timezones } from "./countries.ts";
import { planName, PLANS } from "./plans.ts";

interface Props {
  readonly organization: Organization;
  readonly put: (organization: Organization) => void;
  readonly fetch: () => Promise<Organization>;
}

const NAMES: Readonly<Record<keyof SettingsDraft, string>> = {
  name: "name",
  country: "country",
  timezone: "time zone",
  plan: "plan",
  follows: "billing name",
  billingName: "billing name",
  line1: "street",
  line2: "second line",
  city: "city",
  region: "region",
  postalCode: "postal code",
  addressCountry: "country of the address",
  taxId: "tax id",
};

const POINTERS = {
  billingName: "billing/name",
  line1: "billing/address/line1",
  line2: "billing/address/line2",
  city: "billing/address/city",
  region: "billing/address/region",
  postalCode: "billing/address/postalCode",
  addressCountry: "billing/address/country",
  taxId: "billing/taxId",
} as const;

export function useOrganizationEdit({ organization, put, fetch }: Props, said: string) {
  const { api, toasts } = useConsole();
  return useEdit<Organization, SettingsDraft, OrganizationChange>({
    value: organization,
    draft: settingsDraft,
    faults: settingsFaults,
    pointers: POINTERS,
    body: settingsPatch,
    send: (value, body) => (Object.keys(body).length === 0 ? Promise.resolve(value) : api.changeOrganization(value.id, value.version, body)),
    fetch,
    seen: put,
    done: (value) => {
      put(value);
      toasts.say(said);
    },
    name: (field) => NAMES[field],
  });
}

/** What a reseller edits of a customer: who they are, how they are billed, and their plan. */
export function CustomerSettings(props: Props) {
  const { organization } = props;
  const edit = useOrganizationEdit(props, "The settings are saved.");
  const { draft, set, fault, form } = edit;
  return (
    <form class="stack" onSubmit={form.submit} noValidate aria-label="Settings">
      <FormNotice form={form} />
      <Section title="General">
        <TextField label="Name of the organization" value={draft.name} error={fault("name")} maxLength={200} autocomplete="off" onInput={(name) => set("name", name)} />
        <div class="two">
          <SelectField
            label="Country"
            hint="Decides the tax."
            value={draft.country}
            error={fault("country")}
            options={COUNTRIES.map(({ code, name }) => [code, name] as const)}
            onChange={(country) => set("country", country)}
          />
          <TextField label="Currency" hint="Was chosen at the beginning, and stays." value={currencyName(organization.currency)} disabled onInput={() => undefined} />
        </div>
        <SelectField
          label="Time zone"
          hint="Its midnight begins a day and a month of use."
          value={draft.timezone}
          error={fault("timezone")}
          options={timezones(draft.timezone).map((zone) => [zone, zone.replaceAll("_", " ")] as const)}
          onChange={(timezone) => set("timezone", timezone)}
        />
        <SelectField
          label="Plan"
          hint={draft.plan === "free" ? "On the free plan only the room GENERAL rings." : undefined}
          value={draft.plan}
          error={fault("plan")}
          options={[...new Set<string>([...PLANS, draft.plan])].map((plan) => [plan, planName(plan)] as const)}
          onChange={(plan) => set("plan", plan)}
        />
      </Section>
      <BillingFields edit={edit} />
      <SaveRow edit={edit} />
    </form>
  );
}

/** The name and address on an invoice. The name follows the organization's until it is set apart. */
export function BillingFields({ edit }: { edit: Pick<ReturnType<typeof useOrganizationEdit>, "draft" | "set" | "change" | "fault"> }) {
  const { draft, set, change, fault } = edit;
  return (
    <Section title="Billing" lead="What stands on an invoice.">
      <Check label="The billing name is the organization’s name" hint="It changes along with it." checked={draft.follows} onChange={(follows) => change(setFollows(draft, follows))} />
      <TextField
        label="Billing name"
        value={draft.follows ? billingNameOf(draft) : draft.billingName}
        disabled={draft.follows}
        error={fault("billingName")}
        maxLength={200}
        autocomplete="off"
        onInput={(name) => set("billingName", name)}
      />
      <TextField label="Street and number" optional value={draft.line1} error={fault("line1")} maxLength={200} autocomplete="off" onInput={(line) => set("line1", line)} />
      <TextField label="Second line" optional value={draft.line2} error={fault("line2")} maxLength={200} autocomplete="off" onInput={(line) => set("line2", line)} />
      <div class="two">
        <TextField label="Postal code" optional value={draft.postalCode} error={fault("postalCode")} maxLength={20} autocomplete="off" onInput={(code) => set("postalCode", code)} />
        <TextField label="City" optional value={draft.city} error={fault("city")} maxLength={100} autocomplete="off" onInput={(city) => set("city", city)} />
      </div>
      <div class="two">
        <TextField label="Region" optional value={draft.region} error={fault("region")} maxLength={100} autocomplete="off" onInput={(region) => set("region", region)} />
        <SelectField
          label="Country of the address"
          value={draft.addressCountry}
          error={fault("addressCountry")}
          options={COUNTRIES.map(({ code, name }) => [code, name] as const)}
          onChange={(country) => set("addressCountry", country)}
        />
      </div>
      <TextField label="Tax id" optional hint="With its country’s letters, such as PT509442013." value={draft.taxId} error={fault("taxId")} maxLength={40} autocomplete="off" onInput={(id) => set("taxId", id)} />
    </Section>
  );
}
