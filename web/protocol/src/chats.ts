import type { Entry, Head, Marks, Named, Party, ServerFrame, StopWhy } from "./frames.ts";
import { EMPTY_LOG, mergeLog, NO_MARKS, raiseMark, type Log } from "./log.ts";

/** One chat as a client knows it. */
export interface Chat {
  readonly head: Head;
  readonly log: Log;
  readonly marks: Marks;
  /** Who is typing, and until when to believe it (a lost "stopped typing" must not last). */
  readonly typing: Readonly<Partial<Record<Party, number>>>;
  /** Whether a party's connection is there; absent = not told, so presumed there. */
  readonly peers: Readonly<Partial<Record<Party, { readonly connected: boolean; readonly at: number }>>>;
  /** When a push said last that it rings, by this computer's clock. */
  readonly rungAt?: number;
  /** Why it stopped ringing here, and who took it. */
  readonly stopped?: { readonly why: StopWhy; readonly at: number; readonly by?: Named; readonly lateMillis?: number };
}

export interface Chats {
  readonly byId: Readonly<Record<string, Chat>>;
  /** Ids. `ringing` oldest first, the others newest first. */
  readonly ringing: readonly string[];
  readonly mine: readonly string[];
  readonly missed: readonly string[];
  /** The first `lists` has come. */
  readonly listed: boolean;
}

export const NO_CHATS: Chats = { byId: {}, ringing: [], mine: [], missed: [], listed: false };

export const TYPING_EXPIRES = 15_000;

const RANK: Record<Head["state"], number> = { ringing: 0, active: 1, missed: 2, ended: 3 };

/** The server reads what rings from an index that follows a moment later than it pushes. */
export const LISTS_LAG = 2_000;

/**
 * The chats after a frame. Pure: the same frames in any order, doubled or not, end in the same log and state.
 * `askedAt` is when `lists` was asked for: what a push said since then is newer than the answer.
 */
export function reduce(chats: Chats, frame: ServerFrame, now: number, askedAt = now): Chats {
  switch (frame.type) {
    case "started":
    case "accepted":
      return own(withEntries(withHead(chats, frame.chat), frame.chat.id, frame.entries), frame.chat.id);
    case "log": {
      const next = withEntries(withHead(chats, frame.chat), frame.chat.id, frame.entries, frame.last);
      return change(next, frame.chat.id, (chat) => ({
        ...chat,
        marks: raiseMark(raiseMark(chat.marks, "visitor", frame.marks.visitor), "agent", frame.marks.agent),
      }));
    }
    case "lists": {
      let next = chats;
      for (const head of [...frame.mine, ...(frame.ringing ?? []), ...(frame.missed ?? [])]) next = withHead(next, head);
      const over = chats.mine.filter((id) => !frame.mine.some((head) => head.id === id));
      const listed = ids(frame.ringing);
      // A push said so after the server looked, or at about that time.
      const newer = chats.ringing.filter((id) => !listed.includes(id) && (chats.byId[id]?.rungAt ?? 0) >= askedAt - LISTS_LAG);
      // What was taken, or stopped ringing here, is in the index for a moment longer.
      const rings = (id: string) => next.byId[id]!.head.state === "ringing" && (!next.byId[id]!.stopped || chats.ringing.includes(id));
      return {
        ...next,
        ringing: sortBy([...listed, ...newer].filter(rings), (id) => next.byId[id]!.head.startedAt),
        mine: [...ids(frame.mine), ...over],
        missed: ids(frame.missed),
        listed: true,
      };
    }
    case "ended":
    case "left":
      return withEntries(withHead(chats, frame.chat), frame.chat.id, [frame.entry]);
    case "rated":
    case "entry":
      return withEntries(chats, frame.chat, [frame.entry]);
    case "ring": {
      const next = change(withHead(chats, frame.chat), frame.chat.id, (chat) => ({ ...chat, rungAt: now }));
      return settle({ ...next, ringing: [...without(next.ringing, frame.chat.id), frame.chat.id] }, frame.chat.id);
    }
    case "taken":
      return stopped(chats, frame.chat, { why: "accepted", by: frame.by, lateMillis: frame.lateMillis, at: now });
    case "declined":
      return stopped(chats, frame.chat, { why: "declined", at: now });
    case "stop":
      return stopped(chats, frame.chat, { why: frame.why, at: now, ...(frame.by ? { by: frame.by } : {}) });
    case "head":
      return withHead(chats, frame.chat);
    case "typing":
      return change(chats, frame.chat, (chat) => ({
        ...chat,
        typing: { ...chat.typing, [frame.party]: frame.on ? now + TYPING_EXPIRES : 0 },
      }));
    case "marks":
      return change(chats, frame.chat, (chat) => ({ ...chat, marks: raiseMark(chat.marks, frame.party, frame) }));
    case "peer":
      return change(chats, frame.chat, (chat) =>
        (chat.peers[frame.party]?.at ?? 0) > frame.at
          ? chat
          : { ...chat, peers: { ...chat.peers, [frame.party]: { connected: frame.connected, at: frame.at } } },
      );
    case "ack":
    case "presence":
    case "transcript":
    case "pong":
    case "bye":
    case "error":
      return chats;
    default:
      // A newer server's frame. Every type of this version is named above; the compiler sees to that.
      frame satisfies never;
      return chats;
  }
}

/** An entry that this client knows of without a push: its own message after the acknowledgement. */
export function withEntries(chats: Chats, id: string, entries: readonly Entry[], known = 0): Chats {
  const next = change(chats, id, (chat) => {
    const log = mergeLog(chat.log, entries, known);
    if (log === chat.log) return chat;
    // Only what is in its place counts: an entry beyond a gap may be older news than what fills the gap.
    const fresh = log.entries.slice(chat.log.entries.length);
    return fresh.reduce(follow, { ...chat, log });
  });
  return settle(next, id);
}

/** Takes a chat that is over off the list of one's own. */
export function dismiss(chats: Chats, id: string): Chats {
  return { ...chats, mine: without(chats.mine, id) };
}

/** What an entry says about the head and about who is typing. */
function follow(chat: Chat, entry: Entry): Chat {
  const head = { ...chat.head, last: Math.max(chat.head.last, entry.seq) };
  const forward = (state: Head["state"], more: Partial<Head>): Chat =>
    RANK[state] < RANK[head.state] ? { ...chat, head } : { ...chat, head: { ...head, ...more, state } };
  switch (entry.kind) {
    case "message": {
      const party = entry.by.party;
      return party === "system" ? { ...chat, head } : { ...chat, head, typing: { ...chat.typing, [party]: 0 } };
    }
    case "accepted":
      return forward("active", { agent: { ...entry.agent, ...head.agent }, acceptedAt: entry.at });
    case "ended":
      return forward("ended", { endedAt: entry.at, why: entry.why });
    case "missed":
      return forward("missed", { endedAt: entry.at, why: entry.why });
    case "left":
      return { ...chat, head: { ...head, left: head.left ?? leftOf(entry) } };
    case "ringing":
    case "rated":
      return { ...chat, head };
  }
}

function leftOf(entry: Extract<Entry, { kind: "left" }>): NonNullable<Head["left"]> {
  return {
    email: entry.email,
    ...(entry.name === undefined ? {} : { name: entry.name }),
    ...(entry.text === undefined ? {} : { text: entry.text }),
  };
}

function withHead(chats: Chats, head: Head): Chats {
  const before = chats.byId[head.id];
  const older = before && (RANK[head.state] < RANK[before.head.state] || head.last < before.head.last);
  const chat: Chat = before
    ? {
        ...before,
        head: older ? { ...head, ...before.head } : { ...before.head, ...head },
        log: mergeLog(before.log, [], head.last),
      }
    : { head, log: { ...EMPTY_LOG, known: head.last }, marks: NO_MARKS, typing: {}, peers: {} };
  return settle({ ...chats, byId: { ...chats.byId, [head.id]: chat } }, head.id);
}

/** The lists follow the state of the chat. */
function settle(chats: Chats, id: string): Chats {
  const state = chats.byId[id]?.head.state;
  if (state === undefined || state === "ringing") return chats;
  let { ringing, missed } = chats;
  if (ringing.includes(id)) ringing = without(ringing, id);
  if (state === "missed" && !missed.includes(id)) missed = [id, ...missed];
  return ringing === chats.ringing && missed === chats.missed ? chats : { ...chats, ringing, missed };
}

function own(chats: Chats, id: string): Chats {
  return chats.mine.includes(id) ? chats : { ...chats, mine: [id, ...chats.mine], ringing: chats.ringing };
}

function stopped(chats: Chats, id: string, stop: NonNullable<Chat["stopped"]>): Chats {
  const next = change(chats, id, (chat) => ({ ...chat, stopped: { ...chat.stopped, ...stop } }));
  return { ...next, ringing: without(next.ringing, id) };
}

function change(chats: Chats, id: string, to: (chat: Chat) => Chat): Chats {
  const chat = chats.byId[id];
  if (!chat) return chats;
  const next = to(chat);
  return next === chat ? chats : { ...chats, byId: { ...chats.byId, [id]: next } };
}

function ids(heads: readonly Head[] = []): string[] {
  return heads.map((head) => head.id);
}

function without(list: readonly string[], id: string): readonly string[] {
  return list.filter((one) => one !== id);
}

function sortBy(list: string[], key: (id: string) => number): string[] {
  return list.sort((a, b) => key(a) - key(b));
}
