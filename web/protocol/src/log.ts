import type { Entry, Mark, Marks, Party } from "./frames.ts";

/**
 * What is known of a chat's numbered log: `entries` without a gap from 1 on, `ahead` what came before its time, and
 * `known`, the highest number anybody spoke of. Pushes may be lost, doubled and out of order; the number settles all.
 */
export interface Log {
  readonly entries: readonly Entry[];
  readonly ahead: readonly Entry[];
  readonly known: number;
}

export const EMPTY_LOG: Log = { entries: [], ahead: [], known: 0 };
export const NO_MARKS: Marks = { visitor: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } };

/** The last number before any gap: what `sync` and `message` send as `after`. */
export function lastSeq(log: Log): number {
  return log.entries.length;
}

/** There are entries that this client has not got: ask `sync` after {@link lastSeq}. */
export function hasGap(log: Log): boolean {
  return log.known > log.entries.length;
}

/** The same log object comes back when nothing is new. */
export function mergeLog(log: Log, fresh: readonly Entry[], known = 0): Log {
  const waiting = new Map(log.ahead.map((entry) => [entry.seq, entry]));
  let top = Math.max(log.known, known);
  let changed = top !== log.known;
  for (const entry of fresh) {
    if (entry.seq > log.entries.length && !waiting.has(entry.seq)) {
      waiting.set(entry.seq, entry);
      top = Math.max(top, entry.seq);
      changed = true;
    }
  }
  if (!changed) return log;
  const entries = [...log.entries];
  for (let next = waiting.get(entries.length + 1); next; next = waiting.get(entries.length + 1)) {
    waiting.delete(next.seq);
    entries.push(next);
  }
  return { entries, ahead: [...waiting.values()].sort((a, b) => a.seq - b.seq), known: top };
}

/** Marks only rise, whatever order they arrive in; reading implies having received. */
export function raiseMark(marks: Marks, party: Party, mark: Partial<Mark>): Marks {
  const before = marks[party];
  const read = Math.max(before.read, mark.read ?? 0);
  const delivered = Math.max(before.delivered, mark.delivered ?? 0, read);
  if (read === before.read && delivered === before.delivered) return marks;
  return { ...marks, [party]: { delivered, read } };
}

export function otherParty(party: Party): Party {
  return party === "visitor" ? "agent" : "visitor";
}

/** How far a stored message of `party` has come. */
export function messageState(marks: Marks, party: Party, seq: number): "stored" | "delivered" | "read" {
  const other = marks[otherParty(party)];
  return other.read >= seq ? "read" : other.delivered >= seq ? "delivered" : "stored";
}

/** Messages of the other party that `party` has not read. */
export function unread(log: Log, marks: Marks, party: Party): number {
  const read = marks[party].read;
  return log.entries.filter((e) => e.seq > read && e.kind === "message" && e.by.party === otherParty(party)).length;
}
