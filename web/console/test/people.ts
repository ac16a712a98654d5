import { EMPTY_LOG, mergeLog, NO_MARKS, type Chat, type Entry, type Head } from "@firstbell/protocol";
import type { Conversation } from "../src/chats/chat.ts";

/** Builders in the domain's words. Times count from here. */
export const NOON = new Date(2026, 10, 22, 12, 0, 0).getTime();
export const SECOND = 1_000;
export const MINUTE = 60_000;

export const MARTA = { id: "marta", name: "Marta Oliveira" };
export const PRIYA = { id: "priya", name: "Priya Nair" };

export function aHead(more: Partial<Head> = {}): Head {
  return {
    id: "chat1",
    state: "ringing",
    room: { id: "general", name: "GENERAL" },
    startedAt: NOON,
    ringUntil: NOON + 45 * SECOND,
    visitor: { id: "v1", name: "Amira R.", visits: 1 },
    page: { url: "https://tea.example/green-hills" },
    preview: "Hello!",
    last: 0,
    rung: 2,
    ...more,
  };
}

export function anActiveHead(more: Partial<Head> = {}): Head {
  return aHead({ state: "active", agent: MARTA, acceptedAt: NOON + 3_100, ...more });
}

type Unnumbered = Entry extends infer One ? (One extends Entry ? Omit<One, "seq"> : never) : never;

export const rang: Unnumbered = { at: NOON, by: { party: "system" }, kind: "ringing", room: { id: "general", name: "GENERAL" }, rung: 2 };
export const accepted: Unnumbered = { at: NOON + 3_100, by: { party: "agent", id: "marta" }, kind: "accepted", agent: MARTA, afterMillis: 3_100 };

export function visitorSays(text: string, at: number): Unnumbered {
  return { at, by: { party: "visitor" }, kind: "message", cid: `v${at}`, text };
}

export function agentSays(text: string, at: number): Unnumbered {
  return { at, by: { party: "agent", id: "marta" }, kind: "message", cid: `a${at}`, text };
}

export function aChat(head: Head, log: readonly Unnumbered[] = [], more: Partial<Chat> = {}): Chat {
  const entries = log.map((entry, place): Entry => ({ ...entry, seq: place + 1 }));
  return { head: { ...head, last: entries.length }, log: mergeLog(EMPTY_LOG, entries), marks: NO_MARKS, typing: {}, peers: {}, ...more };
}

export function aConversation(chat: Chat, more: Partial<Conversation> = {}): Conversation {
  return { chat, outgoing: [], absences: [], ...more };
}
