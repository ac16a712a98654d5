import {
  Refusal,
  type Chat,
  type ChatClient,
  type ClientState,
  type Connection,
  type Entry,
  type Head,
  type Named,
  type ServerFrame,
  type Show,
  type Storage,
} from "@firstbell/protocol";
import { Cell } from "./cell.ts";
import { peerActed, peerChanged, type Absence, type Conversation } from "./chats/chat.ts";
import { clicked, clickLost, doneWith, ended, isDone, listed, loud, oldest, readDone, removed, rung, settled, swept, writeDone, type Done, type Over, type Rings } from "./ring/rings.ts";
import { visitorName } from "./format/names.ts";
import { overWords, ringAnnouncement } from "./ring/words.ts";

/** What the console shows of the chats, beside the settings of this computer and the place in the address. */
export interface DeskState {
  readonly client: ClientState;
  readonly rings: Rings;
  readonly absences: Readonly<Record<string, readonly Absence[]>>;
  /** Chats that somebody linked to and that the server does not know, or does not show to this agent. */
  readonly unknown: Readonly<Record<string, string>>;
  /** Chats that were asked for and for which no answer came in time. */
  readonly late?: Readonly<Record<string, true>>;
  /** How the server shows this agent since this connection began; not known before it has answered. */
  readonly shown?: Show | undefined;
}

/** Where the desk has effects: the page brings the real ones, tests and the gallery their own. */
export interface DeskPorts {
  readonly now: () => number;
  readonly rang: (head: Head, words: string) => void;
  readonly handled: (chat: string) => void;
  /** How a ring ended, in words. */
  readonly over: (words: string) => void;
  readonly opened: (chat: string) => void;
  /** Keeps a few words through a reload of the page, for all windows of this agent here. */
  readonly kept?: Pick<Storage, "get" | "set">;
}

const DONE = "done";

/** A list may be this much older than the pushes of the same connection that came before it. */
const FRESH_MILLIS = 5_000;

/** A click that comes later than this did not race. */
const LATE_MILLIS = 3_000;

/** One agent's desk: the client's chats, and the rings with what this agent did about them. */
export class Desk {
  readonly state: Cell<DeskState>;
  readonly me: string;
  /** The own organization: chats of others come to operators. */
  readonly home: string;
  readonly #client: ChatClient;
  readonly #ports: DeskPorts;
  #readyAt = 0;
  #done: Done = new Map();
  #sweeping: ReturnType<typeof setInterval> | undefined;
  readonly #late = new Set<ReturnType<typeof setTimeout>>();

  constructor(me: string, client: ChatClient, connection: Connection, show: Show, ports: DeskPorts, home = "") {
    this.me = me;
    this.home = home;
    this.#client = client;
    this.#ports = ports;
    this.#done = readDone(ports.kept?.get(DONE));
    client.intend(show);
    this.state = new Cell<DeskState>({ client: client.state, rings: [], absences: {}, unknown: {} });
    client.subscribe((state) => this.#changed(state));
    connection.onFrame((frame) => this.#hear(frame));
    connection.onReady(() => {
      this.#readyAt = ports.now();
    });
  }

  /** The organization whose chat it is, where that is not the own one. */
  foreign(head: Head): Named | undefined {
    return head.organization === undefined || head.organization.id === this.home ? undefined : head.organization;
  }

  /** What is said of a ring; an operator hears whose visitor it is. */
  ringWords(head: Head): string {
    return ringAnnouncement(head, this.foreign(head)?.name);
  }

  /** Under which id this agent speaks in a chat: an operator's carries the home. */
  meIn(head: Head): string {
    return idIn(head, this.me, this.home);
  }

  open(): void {
    this.#sweeping = setInterval(() => this.#sweep(), 500);
    this.#client.open();
  }

  close(): void {
    clearInterval(this.#sweeping);
    for (const timer of this.#late) clearTimeout(timer);
    this.#client.close();
  }

  get client(): ChatClient {
    return this.#client;
  }

  /** At once, or first of all on the next connection; until the server has heard, for without its word the agent would wait for rings that go to others. */
  setShow(show: Show): void {
    if (this.#client.state.connection.kind === "connected") void this.#client.presence(show).catch(quiet);
    else this.#client.intend(show);
  }

  accept(chat: string): void {
    if (!this.#click(chat, "accepting")) return;
    this.#client.accept(chat).catch((error: unknown) => this.#clickFailed(chat, error));
  }

  decline(chat: string): void {
    if (!this.#click(chat, "declining")) return;
    this.#client.decline(chat).catch((error: unknown) => this.#clickFailed(chat, error));
  }

  /** Takes a chat that is over off the list of one's own. */
  dismiss(chat: string): void {
    this.#client.dismiss(chat);
  }

  acceptOldest(): void {
    const ring = oldest(this.state.value.rings);
    if (ring !== undefined) this.accept(ring.head.id);
  }

  declineOldest(): void {
    const ring = oldest(this.state.value.rings);
    if (ring !== undefined) this.decline(ring.head.id);
  }

  /** Brings a chat that an address names, with its log; says in words when it is not there. */
  visit(chat: string): void {
    const known = this.state.value.client.chats.byId[chat];
    if (known !== undefined && known.log.entries.length > 0) return;
    const { [chat]: _, ...late } = this.state.value.late ?? {};
    this.state.change({ late });
    this.#client.sync(chat).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code === "closed") return;
      if (error.code === "timeout") return this.state.change({ late: { ...this.state.value.late, [chat]: true } });
      this.state.change({ unknown: { ...this.state.value.unknown, [chat]: error.message } });
    });
  }

  #click(chat: string, phase: "accepting" | "declining"): boolean {
    const before = this.state.value.rings;
    if (!loud(before).some((ring) => ring.head.id === chat)) return false;
    this.#setRings(clicked(before, chat, phase));
    return true;
  }

  #clickFailed(chat: string, error: unknown): void {
    const { rings } = this.state.value;
    const lost = !(error instanceof Refusal) || error.code === "timeout" || error.code === "closed";
    this.#setRings(
      lost ? clickLost(rings, chat) : ended(rings, chat, error.code === "no-credit" ? this.#noCredit(chat) : { why: "failed", message: error.message }, this.#ports.now()),
    );
  }

  #hear(frame: ServerFrame): void {
    const now = this.#ports.now();
    const { rings } = this.state.value;
    switch (frame.type) {
      case "presence":
        // What began to ring while nothing was to ring here was pushed to others only: the client asks for it.
        this.state.change({ shown: frame.show });
        break;
      case "ring":
        if (this.#mayRing(frame.chat)) this.#setRings(rung(rings, frame.chat, now));
        break;
      case "lists": {
        // As the client has them, who heard the list first: it keeps what was pushed since the list was asked for.
        const { ringing: ids, byId } = this.#client.state.chats;
        const ringing = ids.flatMap((id) => byId[id]?.head ?? []).filter((head) => this.#mayRing(head));
        this.#setRings(listed(rings, ringing, now, Math.max(this.#readyAt, now - FRESH_MILLIS)));
        break;
      }
      case "accepted":
        this.#doneWith(frame.chat.id);
        this.#setRings(removed(rings, frame.chat.id));
        this.#ports.opened(frame.chat.id);
        if ((frame.chat.rung ?? 0) > 1) this.#askWhoWasLate(frame.chat.id);
        break;
      case "declined":
        this.#doneWith(frame.chat);
        this.#setRings(removed(rings, frame.chat));
        break;
      case "taken":
        this.#doneWith(frame.chat);
        this.#setRings(ended(rings, frame.chat, { why: "taken", by: frame.by, lateMillis: frame.lateMillis }, now));
        break;
      case "stop":
        this.#stopped(frame, now);
        break;
      case "peer":
        if (frame.party === "visitor" && (frame.connected || !this.#wroteAfter(frame.chat, frame.at))) {
          this.#absent(frame.chat, (absences) => peerChanged(absences, frame.connected, frame.at, now));
        }
        break;
      case "entry":
        this.#visitorWrote(frame.chat, [frame.entry], now);
        break;
      case "log":
        this.#visitorWrote(frame.chat.id, frame.entries, now);
        break;
      case "typing":
      case "marks":
        if (frame.party === "visitor") this.#absent(frame.chat, (absences) => peerActed(absences, undefined, now));
        break;
      default:
        break;
    }
  }

  #absent(chat: string, change: (absences: readonly Absence[]) => readonly Absence[]): void {
    const { absences } = this.state.value;
    const before = absences[chat] ?? [];
    const after = change(before);
    if (after !== before) this.state.change({ absences: { ...absences, [chat]: after } });
  }

  /** The word of a loss may come after what the visitor has written since. */
  #wroteAfter(chat: string, at: number): boolean {
    const entries = this.#client.state.chats.byId[chat]?.log.entries ?? [];
    return entries.some((entry) => entry.kind === "message" && entry.by.party === "visitor" && entry.at > at);
  }

  #visitorWrote(chat: string, entries: readonly Entry[], now: number): void {
    for (const entry of entries) {
      if (entry.kind === "message" && entry.by.party === "visitor") this.#absent(chat, (absences) => peerActed(absences, entry.at, now));
    }
  }

  /** Pushes and lists may come late: what this agent or another has dealt with does not ring again. */
  #mayRing(head: Head): boolean {
    const known = this.#client.state.chats.byId[head.id]?.head.state;
    return (known === undefined || known === "ringing") && !isDone(this.#done, head.id, this.#ports.now());
  }

  #doneWith(chat: string): void {
    this.#done = doneWith(this.#done, this.state.value.rings, chat, this.#ports.now());
    this.#ports.kept?.set(DONE, writeDone(this.#done));
  }

  /** Who else clicked, and how much later, is known only after the answer to one's own click. */
  #askWhoWasLate(chat: string): void {
    this.#later(() => this.#client.sync(chat));
  }

  #later(ask: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      void ask().catch(quiet);
    }, LATE_MILLIS);
    this.#late.add(timer);
  }

  /** The last credit went while it rang. */
  #noCredit(chat: string): Over {
    const head = this.state.value.rings.find((ring) => ring.head.id === chat)?.head;
    const of = head === undefined ? undefined : this.foreign(head);
    return { why: "no-credit", ...(of === undefined ? {} : { of: of.name }) };
  }

  #stopped(frame: Extract<ServerFrame, { type: "stop" }>, now: number): void {
    const { rings } = this.state.value;
    // Credits that were bought meanwhile let it ring again.
    if (frame.why !== "no-credit") this.#doneWith(frame.chat);
    switch (frame.why) {
      case "accepted":
        if (frame.by?.id !== this.me && !(frame.by !== undefined && frame.by.id === `${this.home}--${this.me}`)) {
          this.#setRings(ended(rings, frame.chat, { why: "taken", by: frame.by }, now));
          break;
        }
        // Accepted in another window of this agent: it is theirs here too. The answer to one's own click may still come.
        if (rings.some((ring) => ring.head.id === frame.chat && ring.phase !== "accepting")) {
          this.#setRings(removed(rings, frame.chat));
          void this.#client.sync(frame.chat).catch(quiet);
        }
        break;
      case "missed":
      case "visitor-left":
        this.#setRings(ended(rings, frame.chat, { why: frame.why }, now));
        break;
      case "no-credit":
        this.#setRings(ended(rings, frame.chat, this.#noCredit(frame.chat), now));
        break;
      case "declined":
        this.#setRings(removed(rings, frame.chat));
        break;
    }
  }

  #changed(client: ClientState): void {
    const { kind } = client.connection;
    this.state.change({ client, shown: kind === "connected" ? this.state.value.shown : undefined });
    // They ring on the other computer now, or at others: nobody could accept them here.
    if (kind === "taken-over" || kind === "refused") return this.#setRings([]);
    // A push that tells the end of a ring may be lost; the log or the head tells it too.
    this.#setRings(settled(this.state.value.rings, (id) => client.chats.byId[id]?.head, (head) => this.meIn(head), this.#ports.now()));
  }

  #sweep(): void {
    this.#setRings(swept(this.state.value.rings, this.#ports.now()));
  }

  #setRings(rings: Rings): void {
    const before = this.state.value.rings;
    if (rings === before) return;
    this.state.change({ rings });
    const ringing = new Set(loud(before).map((ring) => ring.head.id));
    for (const ring of loud(rings)) {
      if (!ringing.delete(ring.head.id)) this.#ports.rang(ring.head, this.ringWords(ring.head));
    }
    for (const quietened of ringing) this.#ports.handled(quietened);
    for (const ring of rings) {
      const known = before.find((one) => one.head.id === ring.head.id);
      if (ring.over !== undefined && known?.over !== ring.over) this.#ports.over(`${visitorName(ring.head.visitor)}: ${overWords(ring.over)}`);
    }
  }
}

function quiet(): void {
  // The pill shows a lost connection; the next one does all of it again.
}

/** A chat with what is on its way and what is known of the visitor's connection. */
export function conversation(state: DeskState, id: string): Conversation | undefined {
  const chat: Chat | undefined = state.client.chats.byId[id];
  if (chat === undefined) return undefined;
  return { chat, outgoing: state.client.outbox.filter((posting) => posting.chat === id), absences: state.absences[id] ?? [] };
}

/** Whether a new chat would ring here: connected, and the server knows how this agent is to be shown. */
export function settledIn(state: DeskState): boolean {
  return state.client.connection.kind === "connected" && state.shown !== undefined;
}

/** Under which id an agent speaks in a chat: in that of another organization an operator's carries the own one. */
export function idIn(head: Head, me: string, home: string): string {
  return head.organization === undefined || head.organization.id === home ? me : `${home}--${me}`;
}

/** Chats that somebody may still write in. */
export function openChats({ client }: DeskState): ReadonlySet<string> {
  return new Set(Object.values(client.chats.byId).filter(({ head }) => head.state === "active" || head.state === "ringing").map(({ head }) => head.id));
}

/** This agent's chats in the order of the list: what moved last first, ended ones below. */
export function mine(state: DeskState, order: (conversation: Conversation) => number): readonly Conversation[] {
  const all = state.client.chats.mine.map((id) => conversation(state, id)).filter((one) => one !== undefined);
  const over = (one: Conversation) => (one.chat.head.state === "active" ? 0 : 1);
  return all.sort((one, other) => over(one) - over(other) || order(other) - order(one));
}
