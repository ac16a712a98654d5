import { COUNTRIES, countryOf, type Country } from "../customers/countries.ts";
import { emailFault } from "../session/session.ts";
import type { Faults } from "../ui/form.tsx";
import { passwordFaults } from "./passwords.ts";

export interface SignUpDraft {
  readonly organization: string;
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export function signUpFaults(draft: SignUpDraft, accepted: boolean): Faults {
  const email = emailFault(draft.email);
  return {
    ...(draft.organization.trim() === "" ? { "/organization/name": "Write the name of your organization." } : {}),
    ...(draft.name.trim() === "" ? { "/name": "Write your name." } : {}),
    ...(email === undefined ? {} : { "/email": email }),
    ...passwordFaults(draft.password, draft.email),
    ...(accepted ? {} : { "/terms": "Read the terms and accept them: without that no account can begin." }),
  };
}

/** The country whose time zone this computer keeps; else the one of its language; else the first by name. */
export function guessCountry(timezone: string, languages: readonly string[]): Country {
  const spoken = languages.map((language) => language.split("-")[1]?.toUpperCase()).find((code) => code !== undefined && countryOf(code) !== undefined);
  const byZone = COUNTRIES.filter((country) => country.timezone === timezone);
  return byZone.find((country) => country.code === spoken) ?? byZone[0] ?? (spoken === undefined ? undefined : countryOf(spoken)) ?? (COUNTRIES[0] as Country);
}

const CURRENCY_NAMES = new Intl.DisplayNames("en", { type: "currency" });

export function currencies(): readonly (readonly [string, string])[] {
  const codes = [...new Set(COUNTRIES.map((country) => country.currency))].sort();
  return codes.map((code) => [code, `${code} · ${CURRENCY_NAMES.of(code) ?? code}`] as const);
}

/** What the browser knows, and the chosen one even if it does not. */
export function timezones(chosen: string): readonly (readonly [string, string])[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : COUNTRIES.map((country) => country.timezone);
  return [...new Set([...known, chosen])].sort().map((zone) => [zone, zone.replaceAll("_", " ")] as const);
}
