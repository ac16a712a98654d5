import type { Chat, Entry, MessageEntry, Posting } from "@firstbell/protocol";

/** A time in which the visitor was not connected; without `until` it lasts. */
export interface Absence {
  readonly from: number;
  readonly until?: number;
  /** When this computer was told, by its own clock: what has no time of the server's ends it by how long ago that is. */
  readonly heard?: number;
}

/** A chat as the console shows it: the chat, what this agent wrote that is not stored yet, and the visitor's absences. */
export interface Conversation {
  readonly chat: Chat;
  readonly outgoing: readonly Posting[];
  readonly absences: readonly Absence[];
}

export function isMessage(entry: Entry): entry is MessageEntry {
  return entry.kind === "message";
}

/** The absence that lasts, if the visitor is not connected now. */
export function visitorLost({ chat, absences }: Conversation): Absence | undefined {
  const last = absences.at(-1);
  return chat.head.state === "active" && last !== undefined && last.until === undefined ? last : undefined;
}

/** Whether "typing…" is shown. The other side says when it stops, but that word can be lost, so it also ends by itself. */
export function visitorTypes(chat: Chat, now: number): boolean {
  return chat.head.state === "active" && now < (chat.typing.visitor ?? 0);
}

/** Notes that the visitor's connection went or came back. A repeat changes nothing. */
export function peerChanged(absences: readonly Absence[], connected: boolean, at: number, heard?: number): readonly Absence[] {
  const last = absences.at(-1);
  const away = last !== undefined && last.until === undefined;
  if (connected === !away) return absences;
  return connected && last !== undefined
    ? [...absences.slice(0, -1), { from: last.from, until: Math.max(at, last.from) }]
    : [...absences, { from: at, ...(heard === undefined ? {} : { heard }) }];
}

/**
 * The visitor did something, so the connection is there, whatever word of it was lost. `at` is the server's time of it, where it has
 * one; what is older than the loss says nothing.
 */
export function peerActed(absences: readonly Absence[], at: number | undefined, now: number): readonly Absence[] {
  const last = absences.at(-1);
  if (last === undefined || last.until !== undefined || (at !== undefined && at <= last.from)) return absences;
  return peerChanged(absences, true, at ?? last.from + Math.max(0, now - (last.heard ?? now)));
}

/** When something last happened in the chat, for the order of the list. */
export function latest({ chat, outgoing }: Conversation): number {
  const { startedAt, acceptedAt, endedAt } = chat.head;
  return Math.max(startedAt, acceptedAt ?? 0, endedAt ?? 0, chat.log.entries.at(-1)?.at ?? 0, outgoing.at(-1)?.at ?? 0);
}

/** The one line under the name in the list. */
export function lastLine({ chat, outgoing }: Conversation): string {
  const waiting = outgoing.at(-1);
  if (waiting !== undefined) return `You: ${waiting.text}`;
  const said = chat.log.entries.filter((entry) => entry.kind === "message" || entry.kind === "rated").at(-1);
  if (said?.kind === "message") return said.by.party === "agent" ? `You: ${said.text}` : said.text;
  return said?.kind === "rated" ? `Rated ${said.stars} of 5` : chat.head.preview;
}
