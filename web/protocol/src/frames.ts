/**
 * The frames of protocol v1 as they stand in docs/protocol/asyncapi.yaml, and nothing else.
 *
 * All times are epoch milliseconds. A client ignores frame types and fields that it does not know, so that a
 * newer server can speak to an older page.
 */

export const SUBPROTOCOL = "firstbell.v1";

/** The limits that the server enforces; the pages show them before a visitor runs into them. */
export const LIMITS = { text: 4000, name: 80, email: 254, url: 2000 } as const;

export type Party = "visitor" | "agent";
export type ChatState = "ringing" | "active" | "ended" | "missed";
export type EndedWhy = "visitor" | "agent" | "visitor-lost" | "agent-lost";
export type MissedWhy = "nobody-available" | "nobody-accepted" | "visitor-left" | "chats-used-up";
export type StopWhy = "accepted" | "missed" | "visitor-left" | "declined" | "no-credit";
export type Show = "online" | "away" | "xa" | "offline";
export type ErrorCode =
  | "malformed"
  | "unknown-action"
  | "invalid"
  | "too-large"
  | "too-frequent"
  | "not-found"
  | "not-allowed"
  | "no-credit"
  | "ended"
  | "conflict"
  | "unavailable"
  | "internal";

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Page {
  readonly url: string;
  readonly title?: string;
}

/** What a visitor sees of the agent who accepted. */
export interface AgentCard extends Named {
  readonly photo?: string;
  readonly title?: string;
  readonly greeting?: string;
}

export interface Left {
  readonly email: string;
  readonly name?: string;
  readonly text?: string;
}

/** The state of a chat without its log. Visitors get no other agents' ids. */
export interface Head {
  readonly id: string;
  readonly state: ChatState;
  readonly room: Named;
  /** There when operators were rung too: whose chat it is. An operator names its id in every frame about the chat. */
  readonly organization?: Named;
  readonly startedAt: number;
  readonly ringUntil?: number;
  readonly acceptedAt?: number;
  readonly endedAt?: number;
  readonly why?: EndedWhy | MissedWhy;
  readonly visitor: { readonly id: string; readonly name?: string; readonly email?: string; readonly visits: number };
  readonly agent?: AgentCard;
  readonly page?: Page;
  /** The first text of the visitor, at most 140 characters. */
  readonly preview: string;
  /** Answers to the pre-chat questions, as many as fit on a card; all of them stand in the first entry. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The highest sequence number that the server knew when it wrote this head. */
  readonly last: number;
  /** How many agents were rung. */
  readonly rung?: number;
  readonly left?: Left;
  /** Agents who clicked Accept after the winner, and by how much (agents only). */
  readonly late?: readonly { readonly name: string; readonly millis: number }[];
}

export interface By {
  readonly party: Party | "system";
  readonly id?: string;
  readonly name?: string;
}

interface Numbered {
  /** Starts at 1 in each chat and has no gaps. */
  readonly seq: number;
  readonly at: number;
  readonly by: By;
}

export type RingingEntry = Numbered & {
  readonly kind: "ringing";
  readonly room: Named;
  readonly page?: Page;
  readonly name?: string;
  readonly email?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly rung: number;
};
export type MessageEntry = Numbered & { readonly kind: "message"; readonly cid: string; readonly text: string };
export type AcceptedEntry = Numbered & {
  readonly kind: "accepted";
  readonly agent: AgentCard;
  readonly afterMillis: number;
  /** There when an operator accepted. */
  readonly operator?: true;
};
export type EndedEntry = Numbered & { readonly kind: "ended"; readonly why: EndedWhy };
export type MissedEntry = Numbered & { readonly kind: "missed"; readonly why: MissedWhy };
export type LeftEntry = Numbered & Left & { readonly kind: "left" };
export type RatedEntry = Numbered & { readonly kind: "rated"; readonly stars: number; readonly comment?: string };

/** One line of a chat's log: everything that happened in it, in one order for everybody. */
export type Entry =
  | RingingEntry
  | MessageEntry
  | AcceptedEntry
  | EndedEntry
  | MissedEntry
  | LeftEntry
  | RatedEntry;

/** How far one party has received and read: sequence numbers, which only rise. */
export interface Mark {
  readonly delivered: number;
  readonly read: number;
}
export type Marks = Readonly<Record<Party, Mark>>;

/** An operator names the organization whose chat a frame is about; for chats of one's own it is left out. */
interface Of {
  organization?: string;
}

/** Client → server. `cid` is the client's own id (1–64 of [A-Za-z0-9_-]), echoed in the reply. */
export type ClientFrame =
  | {
      action: "start";
      cid: string;
      text: string;
      room?: string;
      page?: Page;
      name?: string;
      email?: string;
      answers?: Record<string, string>;
    }
  | (Of & { action: "message"; cid: string; chat: string; after: number; text: string })
  | (Of & { action: "accept" | "decline" | "end"; cid: string; chat: string })
  | (Of & { action: "sync"; cid: string; chat: string; after: number; limit?: number })
  | { action: "lists"; cid: string }
  | { action: "presence"; cid: string; show: Show; computer: string }
  | (Of & { action: "typing"; chat: string; on: boolean })
  | (Of & { action: "mark"; chat: string; delivered?: number; read?: number })
  | { action: "leave"; cid: string; chat: string; email: string; name?: string; text?: string }
  | { action: "rate"; cid: string; chat: string; stars: number; comment?: string }
  | { action: "transcript"; cid: string; chat: string; email: string }
  | { action: "ping"; cid?: string };

/** Frames that ask for an answer. */
export type RequestFrame = Extract<ClientFrame, { cid: string }>;
/** Frames that are sent and forgotten; the other side gets a hint. */
export type SignalFrame = Extract<ClientFrame, { action: "typing" | "mark" }>;
type WithoutCid<T> = T extends unknown ? Omit<T, "cid"> & { cid?: string } : never;
/** A request as the pages write it; the connection gives it a `cid` when it has none. */
export type Ask = WithoutCid<RequestFrame>;

interface Replied {
  readonly cid: string;
}
export type StartedReply = Replied & { type: "started"; chat: Head; entries: readonly Entry[] };
export type AckReply = Replied & { type: "ack"; chat: string; seq: number; at: number };
export type AcceptedReply = Replied & { type: "accepted"; chat: Head; entries: readonly Entry[] };
export type TakenReply = Replied & { type: "taken"; chat: string; by: Named; lateMillis: number };
export type DeclinedReply = Replied & { type: "declined"; chat: string };
export type LogReply = Replied & {
  type: "log";
  chat: Head;
  entries: readonly Entry[];
  last: number;
  more: boolean;
  marks: Marks;
};
export type ListsReply = Replied & {
  type: "lists";
  ringing?: readonly Head[];
  mine: readonly Head[];
  missed?: readonly Head[];
};
export type PresenceReply = Replied & { type: "presence"; show: Show };
export type EndedReply = Replied & { type: "ended"; chat: Head; entry: Entry };
export type LeftReply = Replied & { type: "left"; chat: Head; entry: Entry };
export type RatedReply = Replied & { type: "rated"; chat: string; entry: Entry };
export type TranscriptReply = Replied & { type: "transcript"; chat: string; email: string };
export type PongReply = { type: "pong"; cid?: string };

export type Reply =
  | StartedReply
  | AckReply
  | AcceptedReply
  | TakenReply
  | DeclinedReply
  | LogReply
  | ListsReply
  | PresenceReply
  | EndedReply
  | LeftReply
  | RatedReply
  | TranscriptReply
  | PongReply;

/** Which reply belongs to which request. */
export interface ReplyTo {
  start: StartedReply;
  message: AckReply;
  accept: AcceptedReply | TakenReply;
  decline: DeclinedReply;
  sync: LogReply;
  lists: ListsReply;
  presence: PresenceReply;
  end: EndedReply;
  leave: LeftReply;
  rate: RatedReply;
  transcript: TranscriptReply;
  ping: PongReply;
}

export interface ErrorFrame {
  type: "error";
  cid?: string;
  code: ErrorCode;
  message: string;
  retryAfterMillis?: number;
  field?: string;
}

/** Pushes: hints. The log is the truth, and `sync` brings whatever a lost push would have said. */
export type Push =
  | { type: "entry"; chat: string; entry: Entry }
  | { type: "ring"; chat: Head }
  | { type: "stop"; chat: string; why: StopWhy; by?: Named }
  | { type: "typing"; chat: string; party: Party; on: boolean }
  | { type: "marks"; chat: string; party: Party; delivered: number; read: number }
  | { type: "peer"; chat: string; party: Party; connected: boolean; at: number }
  | { type: "head"; chat: Head }
  | { type: "bye"; why: string };

export type ServerFrame = Reply | Push | ErrorFrame;

/** Reads a frame; `undefined` for what is no JSON object with a type. Types that are not known pass through, unused. */
export function decode(text: unknown): ServerFrame | undefined {
  try {
    const frame = JSON.parse(String(text)) as { type?: unknown } | null;
    return typeof frame?.type === "string" ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}

/** The length that the server counts: code points, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
