import type { EndedWhy, Entry, Head, MissedWhy, RatedEntry } from "@firstbell/protocol";
import { firstName, visitorName } from "../format/names.ts";
import { clock, margin, span } from "../format/time.ts";
import type { Absence } from "../chats/chat.ts";

type EventEntry = Exclude<Entry, { kind: "message" }>;

/** The sentence of an event line. `me` is this agent's id; everybody else is named. */
export function eventWords(entry: EventEntry, head: Head, me: string): string {
  const time = `${clock(entry.at)} · `;
  switch (entry.kind) {
    case "ringing":
      return time + rangWords(entry.rung);
    case "accepted":
      return time + acceptedWords(entry.agent, entry.afterMillis, head, me, entry.operator);
    case "ended":
      return time + endedWords(entry.why, head, me);
    case "missed":
      return time + missedWords(entry.why, head);
    case "left":
      return `${time}${entry.email} left a message${entry.text === undefined ? "." : `: “${entry.text}”`}`;
    case "rated":
      return time + ratedWords(entry, head);
  }
}

export function rangWords(agents: number): string {
  return agents === 0 ? "Nobody was there to ring." : agents === 1 ? "Rang 1 agent." : `Rang ${agents} agents.`;
}

export function acceptedWords(agent: { id: string; name: string }, afterMillis: number, head: Head, me: string, operator?: boolean): string {
  const who = agent.id === me ? "You" : operator === true ? `The operator ${agent.name}` : agent.name;
  const next = [...(head.late ?? [])].sort((one, other) => one.millis - other.millis)[0];
  const ahead = next === undefined ? "" : `, ${margin(next.millis)} ahead of ${firstName(next.name)}`;
  return `${who} accepted after ${span(afterMillis)}${ahead}.`;
}

/** Why a chat ended. The 90 s are the product's rule C9. */
export function endedWords(why: EndedWhy | MissedWhy | undefined, head: Head, me: string): string {
  switch (why) {
    case "agent":
      return head.agent === undefined || head.agent.id === me ? "You hung up." : `${head.agent.name} hung up.`;
    case "visitor":
      return `${subject(head)} ended the chat.`;
    case "visitor-lost":
      return `${subject(head)} was gone for 90 s, so the chat was ended.`;
    case "agent-lost":
      return "This side’s connection was gone for 90 s, so the chat was ended.";
    default:
      return "The chat ended.";
  }
}

export function missedWords(why: EndedWhy | MissedWhy | undefined, head: Head): string {
  switch (why) {
    case "nobody-available":
      return `Nobody was available in ${head.room.name}.`;
    case "visitor-left":
      return `${subject(head)} left before anyone accepted.`;
    case "chats-used-up":
      return "The plan’s chats of this month are used up, so it rang nowhere.";
    case "nobody-accepted":
      return head.rung === undefined || head.rung < 2 ? "Nobody accepted in time." : `None of ${head.rung} agents accepted in time.`;
    default:
      return "Nobody answered.";
  }
}

export function ratedWords(rated: Pick<RatedEntry, "stars" | "comment">, head: Head): string {
  const comment = rated.comment === undefined || rated.comment === "" ? "." : `: “${rated.comment}”`;
  return `${subject(head)} rated the chat ${rated.stars} of 5${comment}`;
}

export function absenceWords(absence: Absence, now: number): string {
  return absence.until === undefined
    ? `${clock(absence.from)} · Connection of the visitor lost${now - absence.from < 1_000 ? "" : ` for ${span(now - absence.from)} so far`}. What you write is kept until they are back.`
    : `Connection of the visitor lost for ${span(absence.until - absence.from)}.`;
}

function subject(head: Head): string {
  return head.visitor.name === undefined && head.visitor.email === undefined ? "The visitor" : firstName(visitorName(head.visitor));
}
