import { isEmojiOnly, messageState, type AcceptedEntry, type Chat, type Entry, type Posting, type RingingEntry } from "@firstbell/protocol";
import type { Absence, Conversation } from "../chats/chat.ts";
import { clock, dayName, sameDay } from "../format/time.ts";
import { absenceWords, acceptedWords, eventWords, rangWords } from "./events.ts";

/** One line of the transcript as it stands on the screen. */
export type Item =
  | { readonly kind: "day"; readonly key: string; readonly text: string }
  | { readonly kind: "fresh"; readonly key: string }
  | { readonly kind: "event"; readonly key: string; readonly text: string; readonly tone: "plain" | "warn" }
  | Bubble;

export interface Bubble {
  readonly kind: "bubble";
  readonly key: string;
  readonly side: "me" | "visitor";
  readonly text: string;
  readonly at: number;
  readonly big: boolean;
  readonly state: "stored" | "waiting" | "failed";
  /** "Sent", "Delivered" or "Read" for one's own; nothing for the visitor's. */
  readonly progress?: string;
  /** The last of its group has the time under it. */
  readonly timed: boolean;
  /** Of a message that is not stored yet: by which it is sent again or dropped. */
  readonly cid?: string;
  readonly reason?: string;
}

/** Messages further apart than this get their own time. */
const GROUP_MILLIS = 3 * 60_000;

/**
 * The transcript of a chat. `me` is this agent's id; `freshAfter` is the number up to which the agent had read when the
 * chat was opened (a line stands before what came later), or nothing for no line.
 */
export function items({ chat, outgoing, absences }: Conversation, me: string, now: number, freshAfter?: number): readonly Item[] {
  const { entries } = chat.log;
  const result: Item[] = [];
  const accepted = entries.find((entry) => entry.kind === "accepted");
  let day: number | undefined;
  let fresh = freshAfter;
  let passed = 0; // absences already in the transcript
  const dated = (at: number) => {
    // A chat that began today needs no line to say so.
    const told = day === undefined ? sameDay(at, now) : sameDay(day, at);
    if (!told) result.push({ kind: "day", key: `day-${at}`, text: dayName(at, now) });
    day = at;
  };
  for (const entry of entries) {
    for (let next = absences[passed]; next !== undefined && next.from <= entry.at; next = absences[++passed]) {
      result.push(absent(next, now));
    }
    dated(entry.at);
    if (fresh !== undefined && entry.seq > fresh && entry.kind === "message" && entry.by.party === "visitor") {
      result.push({ kind: "fresh", key: "fresh" });
      fresh = undefined;
    }
    const line = lineOf(entry, chat, accepted, me);
    if (line !== undefined) result.push(line);
  }
  for (const absence of absences.slice(passed)) result.push(absent(absence, now));
  for (const posting of outgoing) {
    dated(posting.at);
    result.push(unstored(posting));
  }
  return grouped(result);
}

function lineOf(entry: Entry, chat: Chat, accepted: Entry | undefined, me: string): Item | undefined {
  switch (entry.kind) {
    case "message":
      return stored(chat, entry);
    case "ringing":
      return { kind: "event", key: `e${entry.seq}`, text: rangLine(entry, chat, accepted, me), tone: "plain" };
    case "accepted":
      // Who accepted is told in the line of the ring, where the eye looks for it; here stands what the visitor was told.
      return chat.log.entries[0]?.kind === "ringing" ? greeting(entry, me) : event(entry, chat, me);
    case "ended":
    case "missed":
    case "left":
    case "rated":
      return event(entry, chat, me);
  }
}

const PROGRESS = { stored: "Sent", delivered: "Delivered", read: "Read" } as const;

function stored(chat: Chat, entry: Extract<Entry, { kind: "message" }>): Bubble {
  const mine = entry.by.party === "agent";
  return {
    kind: "bubble",
    // The same key before and after the number is known, so that the bubble does not jump.
    key: mine ? `c${entry.cid}` : `e${entry.seq}`,
    side: mine ? "me" : "visitor",
    text: entry.text,
    at: entry.at,
    big: isEmojiOnly(entry.text),
    state: "stored",
    timed: true,
    ...(mine ? { progress: PROGRESS[messageState(chat.marks, "agent", entry.seq)] } : {}),
  };
}

function unstored(posting: Posting): Bubble {
  return {
    kind: "bubble",
    key: `c${posting.cid}`,
    cid: posting.cid,
    side: "me",
    text: posting.text,
    at: posting.at,
    big: isEmojiOnly(posting.text),
    state: posting.state === "failed" ? "failed" : "waiting",
    timed: true,
    ...(posting.why === undefined ? {} : { reason: posting.why.message }),
  };
}

function rangLine(entry: RingingEntry, chat: Chat, accepted: Entry | undefined, me: string): string {
  const rang = `${clock(entry.at)} · ${rangWords(entry.rung)}`;
  return accepted?.kind === "accepted" ? `${rang} ${acceptedWords(accepted.agent, accepted.afterMillis, chat.head, me, accepted.operator)}` : rang;
}

function greeting({ seq, agent }: AcceptedEntry, me: string): Item | undefined {
  if (agent.greeting === undefined || agent.greeting === "") return undefined;
  const text = `${agent.id === me ? "Your" : `${agent.name}’s`} greeting was shown: “${agent.greeting}”`;
  return { kind: "event", key: `e${seq}`, text, tone: "plain" };
}

function event(entry: Exclude<Entry, { kind: "message" }>, chat: Chat, me: string): Item {
  return { kind: "event", key: `e${entry.seq}`, text: eventWords(entry, chat.head, me), tone: "plain" };
}

function absent(absence: Absence, now: number): Item {
  const lasting = absence.until === undefined;
  return { kind: "event", key: `a${absence.from}`, text: absenceWords(absence, now), tone: lasting ? "warn" : "plain" };
}

/** The time stands under the last bubble of a group only; where the visitor's reading stopped, a group ends too. */
function grouped(list: readonly Item[]): readonly Item[] {
  return list.map((item, place) => {
    const next = list[place + 1];
    const more =
      item.kind === "bubble" &&
      next?.kind === "bubble" &&
      next.state === item.state &&
      item.state !== "failed" &&
      next.side === item.side &&
      next.progress === item.progress &&
      next.at - item.at < GROUP_MILLIS;
    return more ? { ...item, timed: false } : item;
  });
}
