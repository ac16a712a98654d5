import type { Head, Named, Show } from "@firstbell/protocol";

/** How a ring ended here, shown for a few seconds so that nobody wonders where it went. */
export type Over =
  | { readonly why: "taken"; readonly by: Named | undefined; readonly lateMillis?: number | undefined }
  | { readonly why: "missed" }
  | { readonly why: "visitor-left" }
  /** An operator's click came after the last credit; `of` is whose. */
  | { readonly why: "no-credit"; readonly of?: string }
  | { readonly why: "failed"; readonly message: string };

/** One chat that rings, or rang a moment ago. */
export interface Ring {
  readonly head: Head;
  /** When it began to ring, by this computer's clock; for the count of seconds. */
  readonly since: number;
  /** When it was first heard of here. Only this computer's clock is asked how long that is ago: the server's may say anything. */
  readonly heard: number;
  /** `ringing`: loud. `accepting` and `declining`: this agent clicked and waits for the answer; silent. `over`: says how it ended. */
  readonly phase: "ringing" | "accepting" | "declining" | "over";
  readonly over?: Over;
  /** When an ended ring leaves the list. */
  readonly until?: number;
}

/** How long the end of a ring stays readable. */
export const OVER_MILLIS = 6_000;

/** The oldest first: it is the next to be accepted. */
export type Rings = readonly Ring[];

/** A push comes when it begins to ring; what a list names may have rung for a while. */
export type Told = "pushed" | "listed";

/** A chat rings. A repeat (another push, a list after a reconnect) neither doubles it nor starts its clock again. */
export function rung(rings: Rings, head: Head, now: number, told: Told = "pushed"): Rings {
  const known = rings.find((ring) => ring.head.id === head.id);
  if (known !== undefined && known.phase !== "over") {
    return rings.map((ring) => (ring === known ? { ...ring, head } : ring));
  }
  // The clocks differ: no ring starts in the future, and none has lasted longer than a ring can.
  const since = told === "pushed" ? now : Math.min(now, Math.max(head.startedAt, now - ringMillis(head)));
  const others = rings.filter((ring) => ring !== known);
  return [...others, { head, since, heard: now, phase: "ringing" as const }].sort((one, other) => one.head.startedAt - other.head.startedAt);
}

/** This agent clicked: silent at once, whatever the network does. */
export function clicked(rings: Rings, chat: string, phase: "accepting" | "declining"): Rings {
  return rings.map((ring) => (ring.head.id === chat && ring.phase === "ringing" ? { ...ring, phase } : ring));
}

/** The click did not reach the server: it rings again, and says why. */
export function clickLost(rings: Rings, chat: string): Rings {
  return rings.map((ring) =>
    ring.head.id === chat && (ring.phase === "accepting" || ring.phase === "declining") ? { ...ring, phase: "ringing" } : ring,
  );
}

/** The ring is over for this agent. What is known better (how late a click was) is kept when the news comes twice. */
export function ended(rings: Rings, chat: string, over: Over, now: number): Rings {
  return rings.map((ring) => {
    if (ring.head.id !== chat) return ring;
    const better = ring.over?.why === "taken" && ring.over.lateMillis !== undefined ? ring.over : over;
    return { ...ring, phase: "over", over: better, until: now + OVER_MILLIS };
  });
}

/** Taken off without a word: accepted or declined by this agent, here or on another computer. */
export function removed(rings: Rings, chat: string): Rings {
  return rings.some((ring) => ring.head.id === chat) ? rings.filter((ring) => ring.head.id !== chat) : rings;
}

/**
 * What the server says rings now: others have ended while this console was away. What was heard after `fresh` may be newer than the
 * list, which was read before it was sent, and rings on.
 */
export function listed(rings: Rings, heads: readonly Head[], now: number, fresh = now): Rings {
  const ids = new Set(heads.map((head) => head.id));
  const kept = rings.filter((ring) => ids.has(ring.head.id) || ring.phase === "over" || ring.heard > fresh);
  return heads.reduce<Rings>((result, head) => rung(result, head, now, "listed"), kept);
}

/** Chats whose ring is over for this agent, and until when a late word that they ring is not believed. */
export type Done = ReadonlyMap<string, number>;

/** Remembers that a chat was taken, missed or declined. A push or a list that comes late rings it no more. */
export function doneWith(done: Done, rings: Rings, chat: string, now: number): Done {
  const left = [...done].filter(([, until]) => now < until);
  return new Map([...left, [chat, now + ringMillis(rings.find((ring) => ring.head.id === chat)?.head) + STALE_MILLIS]]);
}

/** As kept for a reload of the page, which the server does not tell what was declined; whatever is no such text is nothing. */
export function readDone(text: string | undefined): Done {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(kept)) return new Map();
    return new Map(kept.filter((one): one is [string, number] => Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "number"));
  } catch {
    return new Map();
  }
}

export function writeDone(done: Done): string {
  return JSON.stringify([...done]);
}

export function isDone(done: Done, chat: string, now: number): boolean {
  return now < (done.get(chat) ?? 0);
}

/** What the chats' own state says of rings whose end was told by nobody. The same list when nothing is new. */
export function settled(rings: Rings, headOf: (chat: string) => Head | undefined, meIn: (head: Head) => string, now: number): Rings {
  let result = rings;
  for (const ring of rings) {
    if (ring.phase === "over") continue;
    const head = headOf(ring.head.id);
    if (head === undefined || head.state === "ringing") continue;
    if (head.state === "missed") result = ended(result, head.id, { why: head.why === "visitor-left" ? "visitor-left" : "missed" }, now);
    else if (head.agent?.id === meIn(head)) result = removed(result, head.id);
    else result = ended(result, head.id, { why: "taken", by: head.agent }, now);
  }
  return result;
}

/** How long after its time a ring is believed without news: the server's timer may be late. */
const STALE_MILLIS = 20_000;
/** Where a head does not say how long it rings. */
const LONGEST_MILLIS = 10 * 60_000;

function ringMillis(head: Head | undefined): number {
  return head?.ringUntil === undefined ? LONGEST_MILLIS : Math.max(0, head.ringUntil - head.startedAt);
}

/** Time passes: rings that nobody can still accept and ended rings leave the list. The same list when nothing left. */
export function swept(rings: Rings, now: number): Rings {
  const kept = rings.filter((ring) =>
    ring.phase === "over"
      ? now < (ring.until ?? 0)
      : ring.phase !== "ringing" || now < ring.heard + ringMillis(ring.head) + STALE_MILLIS,
  );
  return kept.length === rings.length ? rings : kept;
}

/** The rings that make a sound. */
export function loud(rings: Rings): Rings {
  return rings.filter((ring) => ring.phase === "ringing");
}

/** The rings that call this agent: who is away or offline sees them, and is not called. */
export function calling(rings: Rings, show: Show): Rings {
  return show === "online" ? loud(rings) : [];
}

/** The ring that Accept means when nothing is pointed at: who has waited longest. */
export function oldest(rings: Rings): Ring | undefined {
  return loud(rings)[0];
}

/** Where the focus goes that was on the card of `held`: nowhere while its buttons stand, else to the next ring, else to the heading. */
export function focusAfter(rings: Rings, held: string | undefined): { readonly chat: string } | "heading" | undefined {
  if (held === undefined || rings.some((ring) => ring.head.id === held && ring.phase !== "over")) return undefined;
  const next = oldest(rings);
  return next === undefined ? "heading" : { chat: next.head.id };
}
