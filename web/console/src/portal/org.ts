import type { Computers, Organization, OrganizationChange } from "../api/shapes.ts";
import { nameFault, tidy } from "../customers/draft.ts";

/** What an administrator sets for the own organization. */
export interface OrgDraft {
  readonly name: string;
  readonly greeting: string;
  readonly replyMinutes: string;
  readonly sites: readonly string[];
  readonly computers: Computers;
}

export function orgDraft({ name, settings }: Pick<Organization, "name" | "settings">): OrgDraft {
  return {
    name,
    greeting: settings.greeting,
    replyMinutes: settings.replyMinutes === undefined ? "" : String(settings.replyMinutes),
    sites: settings.sites,
    computers: settings.computers,
  };
}

const GREETING_LIMIT = 500;

export function orgFaults(draft: OrgDraft): { readonly [field in keyof OrgDraft]?: string } {
  const greeting = [...draft.greeting.trim()].length;
  const minutes = Number(draft.replyMinutes);
  const known = draft.replyMinutes.trim() !== "";
  return {
    ...nameFault("name", draft.name, "the organization"),
    ...(greeting > GREETING_LIMIT ? { greeting: `The greeting has ${greeting} characters; ${GREETING_LIMIT} is the most.` } : {}),
    ...(known && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080) ? { replyMinutes: "Write whole minutes from 1 to 10080 (a week), or leave it empty." } : {}),
  };
}

export function orgPatch(organization: Pick<Organization, "name" | "settings">, draft: OrgDraft): OrganizationChange {
  const before = orgDraft(organization);
  const minutes = draft.replyMinutes.trim();
  const settings = {
    ...(draft.greeting.trim() === before.greeting ? {} : { greeting: draft.greeting.trim() }),
    ...(minutes === before.replyMinutes ? {} : { replyMinutes: minutes === "" ? null : Number(minutes) }),
    ...(JSON.stringify(draft.sites) === JSON.stringify(before.sites) ? {} : { sites: draft.sites }),
    ...(draft.computers === before.computers ? {} : { computers: draft.computers }),
  };
  return {
    ...(tidy(draft.name) === before.name ? {} : { name: tidy(draft.name) }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}
