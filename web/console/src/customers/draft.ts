import type { NewOrganization, Pricing } from "../api/shapes.ts";
import { countryOf, type Country } from "./countries.ts";

/** What stands in the dialog for a new customer. */
export interface Draft {
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly pricing: Pricing;
  readonly plan: string;
  readonly kind: "customer" | "reseller";
  readonly ownerName: string;
  readonly ownerEmail: string;
  /** Currency and time zone follow the country until somebody chooses another one by hand. */
  readonly byHand: readonly ("currency" | "timezone")[];
}

export type Faults<T> = { readonly [field in keyof T]?: string };

export function emptyDraft(here: Country | undefined): Draft {
  return {
    name: "",
    country: here?.code ?? "",
    currency: here?.currency ?? "",
    timezone: here?.timezone ?? "",
    pricing: "prepaid",
    plan: "free",
    kind: "customer",
    ownerName: "",
    ownerEmail: "",
    byHand: [],
  };
}

export function choose<Field extends keyof Draft>(draft: Draft, field: Field, value: Draft[Field]): Draft {
  const next = { ...draft, [field]: value };
  if (field === "currency" || field === "timezone") {
    const hand: "currency" | "timezone" = field;
    return { ...next, byHand: [...new Set([...draft.byHand, hand])] };
  }
  if (field !== "country") return next;
  const country = countryOf(next.country);
  if (country === undefined) return next;
  return {
    ...next,
    currency: draft.byHand.includes("currency") ? draft.currency : country.currency,
    timezone: draft.byHand.includes("timezone") ? draft.timezone : country.timezone,
  };
}

/** What is wrong with it before it is sent; by field. */
export function draftFaults(draft: Draft): Faults<Draft> {
  const administrator = draft.ownerName.trim() !== "" || draft.ownerEmail.trim() !== "";
  return {
    ...nameFault("name", draft.name, "the organization"),
    ...(draft.country === "" ? { country: "Choose the country: it decides the tax." } : {}),
    ...(draft.currency === "" ? { currency: "Choose the currency. It cannot be changed later." } : {}),
    ...(draft.timezone === "" ? { timezone: "Choose the time zone: months of use begin at its midnight." } : {}),
    ...(administrator ? nameFault("ownerName", draft.ownerName, "the administrator") : {}),
    ...(administrator ? emailFault("ownerEmail", draft.ownerEmail) : {}),
  };
}

export function draftRequest(draft: Draft): NewOrganization {
  const email = draft.ownerEmail.trim();
  return {
    name: tidy(draft.name),
    country: draft.country,
    currency: draft.currency,
    timezone: draft.timezone,
    pricing: draft.pricing,
    plan: draft.plan,
    ...(draft.kind === "reseller" ? { kind: "reseller" } : {}),
    ...(email === "" ? {} : { owner: { name: tidy(draft.ownerName), email } }),
  };
}

export const NAME_LIMIT = 80;

export function nameFault<Field extends string>(field: Field, value: string, whose: string): { [name in Field]?: string } {
  const name = tidy(value);
  if (name === "") return { [field]: `Write the name of ${whose}.` } as { [name in Field]?: string };
  const length = [...name].length;
  if (length > NAME_LIMIT) return { [field]: `This name has ${length} characters; ${NAME_LIMIT} is the most.` } as { [name in Field]?: string };
  return {};
}

export function emailFault<Field extends string>(field: Field, value: string): { [name in Field]?: string } {
  const email = value.trim();
  if (email === "") return { [field]: "Write the e-mail address; the invitation goes there." } as { [name in Field]?: string };
  if (email.length > 254 || !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+$/u.test(email)) {
    return { [field]: `“${email.length > 40 ? `${email.slice(0, 40)}…` : email}” is not an e-mail address. It looks like name@example.org.` } as { [name in Field]?: string };
  }
  return {};
}

export function tidy(text: string): string {
  return text.trim().replace(/\s+/gu, " ");
}
