import type { Profile, ProfileChange, RingTone } from "../api/shapes.ts";
import type { Faults } from "../ui/form.tsx";

/** What stands in the profile's form. */
export interface ProfileDraft {
  readonly name: string;
  readonly title: string;
  readonly greeting: string;
  readonly rooms: readonly string[];
  readonly ringTone: RingTone;
  readonly whatsapp: boolean;
  readonly number: string;
  readonly mail: boolean;
  readonly notification: boolean;
}

export function draftOf(profile: Profile): ProfileDraft {
  return {
    name: profile.name,
    title: profile.title ?? "",
    greeting: profile.greeting ?? "",
    rooms: profile.rooms,
    ringTone: profile.ringTone,
    whatsapp: profile.whatsapp.enabled,
    number: profile.whatsapp.number ?? "",
    mail: profile.alerts.email,
    notification: profile.alerts.notification,
  };
}

/** Only what differs: an edit of one field never undoes somebody else's of another. */
export function changeOf(draft: ProfileDraft, profile: Profile): ProfileChange {
  const before = draftOf(profile);
  const text = (value: string) => (value.trim() === "" ? null : value.trim());
  const rooms = [...draft.rooms].sort().join() !== [...before.rooms].sort().join();
  return {
    ...(draft.name.trim() === before.name ? {} : { name: draft.name.trim() }),
    ...(draft.title.trim() === before.title ? {} : { title: text(draft.title) }),
    ...(draft.greeting.trim() === before.greeting ? {} : { greeting: text(draft.greeting) }),
    ...(rooms ? { rooms: draft.rooms } : {}),
    ...(draft.ringTone === before.ringTone ? {} : { ringTone: draft.ringTone }),
    ...(draft.whatsapp === before.whatsapp && draft.number === before.number
      ? {}
      : { whatsapp: { enabled: draft.whatsapp, ...(draft.number === before.number ? {} : { number: draft.number === "" ? null : draft.number }) } }),
    ...(draft.mail === before.mail && draft.notification === before.notification ? {} : { alerts: { email: draft.mail, notification: draft.notification } }),
  };
}

export function profileFaults(draft: ProfileDraft): Faults {
  const number = draft.whatsapp || draft.number !== "" ? numberFault(draft.number) : undefined;
  return {
    ...(draft.name.trim() === "" ? { "/name": "Write your name as visitors should see it." } : {}),
    ...(number === undefined ? {} : { "/whatsapp/number": number }),
  };
}

/** Digits only with the country code, as the link to a WhatsApp number needs it: 1XXXXXXXXXX, never +001-(XXX)… */
export function numberFault(number: string): string | undefined {
  if (number === "") return "Write the number, or switch WhatsApp off.";
  if (/[^0-9]/u.test(number)) {
    const digits = number.replace(/[^0-9]/gu, "").replace(/^0+/u, "");
    return `Digits only: no plus, no brackets, no spaces.${/^[1-9][0-9]{7,14}$/u.test(digits) ? ` Did you mean ${digits}?` : ""}`;
  }
  if (number.startsWith("0")) return "Begin with the country code, such as 1 or 351, not with a 0.";
  if (number.length < 8) return "That is too short: country code and number have 8 to 15 digits.";
  if (number.length > 15) return "That is too long: country code and number have 8 to 15 digits.";
  return undefined;
}

/** Names that lead to no public host, as the server knows them. */
const PRIVATE = /\.(localhost|local|internal|intranet|private|corp|home|lan|localdomain|home\.arpa|in-addr\.arpa|ip6\.arpa|onion|test|invalid)$/u;

/** Where a photo lies: https, on a host that everybody can reach; as a browser writes it. Or what is wrong with it. The server looks again. */
export function photoUrl(address: string): { readonly url: string } | { readonly fault: string } {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return { fault: "Write the whole address of the picture: https://…" };
  }
  if (url.protocol !== "https:") return { fault: "Use https: pages of visitors show no other pictures." };
  if (url.username !== "" || url.password !== "") return { fault: "An address of a picture has no user name in it." };
  if (url.port !== "") return { fault: "Use an address without a port." };
  if (!/^(?=.{4,253}$)([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/u.test(url.hostname) || PRIVATE.test(`.${url.hostname}`)) {
    return { fault: "Use a picture on a public site, by its name and not by an IP address." };
  }
  return { url: url.href };
}
