import type { Organization } from "../api/shapes.ts";
import { countryOf } from "./countries.ts";
import { nameFault, tidy } from "./draft.ts";

/** The parts of an organization that its settings page edits. */
export type Editable = Pick<Organization, "name" | "country" | "timezone" | "plan" | "billing">;

/** What stands in the form. The billing name follows the organization's name until it is set apart. */
export interface SettingsDraft {
  readonly name: string;
  readonly country: string;
  readonly timezone: string;
  readonly plan: string;
  readonly follows: boolean;
  readonly billingName: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly addressCountry: string;
  readonly taxId: string;
}

export type SettingsFaults = { readonly [field in keyof SettingsDraft]?: string };

export function settingsDraft(organization: Editable): SettingsDraft {
  const { billing } = organization;
  return {
    name: organization.name,
    country: organization.country,
    timezone: organization.timezone,
    plan: organization.plan,
    follows: billing.follows,
    billingName: billing.follows ? organization.name : billing.name,
    line1: billing.address?.line1 ?? "",
    line2: billing.address?.line2 ?? "",
    city: billing.address?.city ?? "",
    region: billing.address?.region ?? "",
    postalCode: billing.address?.postalCode ?? "",
    addressCountry: billing.address?.country ?? organization.country,
    taxId: billing.taxId ?? "",
  };
}

/** The billing name as it will stand on an invoice. */
export function billingNameOf(draft: SettingsDraft): string {
  return draft.follows ? tidy(draft.name) : tidy(draft.billingName);
}

/** Setting apart begins with the organization's name, so that a small difference is a small edit. */
export function setFollows(draft: SettingsDraft, follows: boolean): SettingsDraft {
  return { ...draft, follows, billingName: follows ? draft.billingName : draft.billingName || tidy(draft.name) };
}

const ADDRESS = ["line1", "line2", "city", "region", "postalCode"] as const;

function hasAddress(draft: SettingsDraft): boolean {
  return ADDRESS.some((field) => draft[field].trim() !== "");
}

export function settingsFaults(draft: SettingsDraft): SettingsFaults {
  const address = hasAddress(draft);
  return {
    ...nameFault("name", draft.name, "the organization"),
    ...(countryOf(draft.country) === undefined ? { country: "Choose the country: it decides the tax." } : {}),
    ...(draft.timezone === "" ? { timezone: "Choose the time zone." } : {}),
    ...(draft.follows ? {} : nameFault("billingName", draft.billingName, "who is billed, or let it follow the organization's name")),
    ...(address && draft.line1.trim() === "" ? { line1: "Write the street and number, or leave the whole address empty." } : {}),
    ...(address && draft.city.trim() === "" ? { city: "Write the city, or leave the whole address empty." } : {}),
    ...(draft.taxId.trim() !== "" && !/^[A-Za-z0-9 ./-]{4,40}$/u.test(draft.taxId.trim())
      ? { taxId: "A tax id has 4 to 40 letters and digits, such as PT509442013." }
      : {}),
  };
}

/** Only what changed, as a merge patch: what another person changed elsewhere stays as they left it. */
export function settingsPatch(organization: Editable, draft: SettingsDraft): Record<string, unknown> {
  const before = settingsDraft(organization);
  const patch: Record<string, unknown> = {};
  if (tidy(draft.name) !== before.name) patch.name = tidy(draft.name);
  if (draft.country !== before.country) patch.country = draft.country;
  if (draft.timezone !== before.timezone) patch.timezone = draft.timezone;
  if (draft.plan !== before.plan) patch.plan = draft.plan;
  const billing: Record<string, unknown> = {};
  if (draft.follows !== before.follows || (!draft.follows && tidy(draft.billingName) !== before.billingName)) {
    billing.name = draft.follows ? null : tidy(draft.billingName);
  }
  const now = addressOf(draft);
  if (JSON.stringify(now) !== JSON.stringify(hasAddress(before) ? addressOf(before) : null)) billing.address = now === null ? null : cleared(now, before);
  const taxId = draft.taxId.trim();
  if (taxId !== before.taxId) billing.taxId = taxId === "" ? null : taxId;
  if (Object.keys(billing).length > 0) patch.billing = billing;
  return patch;
}

function addressOf(draft: SettingsDraft): Record<string, string> | null {
  if (!hasAddress(draft)) return null;
  const parts: Record<string, string> = { line1: tidy(draft.line1) };
  for (const field of ["line2", "city", "region", "postalCode"] as const) if (draft[field].trim() !== "") parts[field] = tidy(draft[field]);
  parts.country = draft.addressCountry;
  return parts;
}

/** In a merge patch a missing part stays as it was: one that was emptied has to be said. */
function cleared(now: Record<string, string>, before: SettingsDraft): Record<string, string | null> {
  const whole: Record<string, string | null> = { ...now };
  for (const field of ["line2", "region", "postalCode"] as const) if (!(field in now) && before[field].trim() !== "") whole[field] = null;
  return whole;
}
