import type { AccountApi } from "../api/api.ts";
import type { Entitlements } from "../api/shapes.ts";
import { may, type Session } from "../session/session.ts";
import { startOfDay } from "./days.ts";

/** The furthest that clocks are from UTC, in minutes: Kiritimati and Baker Island. */
const MOST_AHEAD = 14 * 60;
const MOST_BEHIND = -12 * 60;

/**
 * The time zone of an organization's days, for who may not read the organization: every member is told when its month
 * ends, and that is a midnight there. This computer's own zone where it has the same one; else the difference to UTC,
 * which in the other half of the year is an hour off.
 */
export function zoneAt({ chats: { month, until } }: Entitlements, here = Intl.DateTimeFormat().resolvedOptions().timeZone): string | undefined {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  const next = new Date(Date.UTC(year, number, 1));
  if (here !== "" && startOfDay(next.toISOString().slice(0, 10), here) === until) return here;
  const minutes = Math.round((next.getTime() - until) / 60_000);
  return minutes > MOST_AHEAD || minutes < MOST_BEHIND ? undefined : offsetZone(minutes);
}

/** Whole hours under their old name, which every browser knows, and whose sign is turned; the others as "+05:30". */
function offsetZone(minutes: number): string {
  const away = Math.abs(minutes);
  if (away % 60 === 0) return minutes === 0 ? "UTC" : `Etc/GMT${minutes > 0 ? "-" : "+"}${away / 60}`;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes > 0 ? "+" : "-"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/** The organization's own word for it where the session may read it. */
export async function zoneOf(api: Pick<AccountApi, "organization" | "entitlements">, session: Session): Promise<string | undefined> {
  const { id } = session.organization;
  if (session.support !== undefined || may(session, "manage-settings") || may(session, "manage-billing")) return (await api.organization(id)).timezone;
  return zoneAt(await api.entitlements(id));
}
