import { NO_CHATS, reduce, withEntries, type Chats } from "./chats.ts";
import type { Line } from "./addressed.ts";
import { BACKOFF_BASE, BACKOFF_CAP, Refusal, type ConnectionState } from "./connection.ts";
import type { Entry, MessageEntry, Page, Party, ReplyTo, ServerFrame, StartedReply } from "./frames.ts";
import { hasGap, lastSeq, otherParty } from "./log.ts";
import { Outbox, type Posting } from "./outbox.ts";
import { newCid, type Clock, type Storage } from "./ports.ts";

/** A chat that a visitor asked for and the server has not confirmed yet. */
export interface Lead {
  readonly cid: string;
  readonly text: string;
  readonly at: number;
  readonly room?: string;
  readonly page?: Page;
  readonly name?: string;
  readonly email?: string;
  readonly answers?: Readonly<Record<string, string>>;
}

/** Everything that a page shows; plain data, so that tabs can share it. */
export interface ClientState {
  readonly connection: ConnectionState;
  readonly chats: Chats;
  readonly outbox: readonly Posting[];
  readonly starting?: Lead;
  /** The server asked to go slower until then. */
  readonly slowedUntil?: number;
}

export interface TalkOptions {
  readonly party: Party;
  readonly connection: Line;
  readonly storage: Storage;
  readonly clock: Clock;
}

const LEAD = "lead";
const TYPING_IDLE = 4_000;
const TYPING_REFRESH = 10_000;
const MARK_DELAY = 250;
const MARK_PAUSE = 2_000;
const SYNC_PAGE = 200;

/**
 * The chats of one person over one connection, as far as both sides have it in common: keeps them complete (`sync` after every new socket and at every gap),
 * sends what is written exactly once, and tells the other side what was received and read.
 */
export class Talk {
  readonly #o: TalkOptions;
  readonly #outbox: Outbox;
  #state: ClientState;
  #listeners = new Set<(state: ClientState) => void>();
  #told = false;
  #syncing = new Map<string, { again: boolean; done: Promise<void> }>();
  /** Chats that are being brought up to date until it is done. */
  #filling = new Set<string>();
  #caughtUp = 0;
  #typing = new Map<string, { on: boolean; sentAt: number; cancel: () => void }>();
  #marked = new Map<string, { delivered: number; read: number }>();
  #marking = new Set<string>();
  #read = new Map<string, number>();
  /** When which `lists` was asked for first. */
  #listsAsked = new Map<string, number>();

  constructor(options: TalkOptions) {
    this.#o = options;
    this.#outbox = new Outbox({
      storage: options.storage,
      clock: options.clock,
      send: ({ cid, chat, text }) => {
        const last = () => this.#last(chat);
        // Right after a reload nothing is known of the log yet, and the server refuses who is too far behind: the next try knows more.
        return options.connection.request({ action: "message", cid, chat, text, get after() { return last(); } }, Infinity);
      },
      onStored: (posting, ack) => this.#stored(posting, ack.seq, ack.at),
      onChange: () => this.update({ outbox: this.#outbox.postings }),
    });
    const lead = readLead(options.storage.get(LEAD));
    this.#state = {
      connection: options.connection.state,
      chats: NO_CHATS,
      outbox: this.#outbox.postings,
      ...(lead ? { starting: lead } : {}),
    };
    options.connection.onState((connection) => this.update({ connection }));
    options.connection.onFrame((frame) => this.#hear(frame));
    options.connection.onReady(() => this.#ready());
  }

  get state(): ClientState {
    return this.#state;
  }

  subscribe(listener: (state: ClientState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  open(): void {
    this.#outbox.reload();
    this.#outbox.run();
    this.#o.connection.open();
  }

  close(): void {
    this.#outbox.stop();
    this.#o.connection.close();
  }

  tryNow(): void {
    this.#o.connection.tryNow();
  }

  /** Asks for a chat; kept through reloads until the server has confirmed it. The same `cid` starts the same chat. */
  async start(lead: Omit<Lead, "at" | "cid"> & { cid?: string }): Promise<StartedReply> {
    const kept: Lead = { ...lead, cid: lead.cid ?? newCid(), at: this.#o.clock.now() };
    this.#o.storage.set(LEAD, JSON.stringify(kept));
    this.update({ starting: kept });
    return this.#start(kept);
  }

  /** Gives up a chat that could not be started. */
  dropLead(): void {
    const { starting } = this.#state;
    this.#settleLead();
    if (starting) this.#o.connection.cancel(starting.cid);
  }

  #settleLead(): void {
    this.#o.storage.remove(LEAD);
    const { starting: _, ...rest } = this.#state;
    this.#state = rest;
    this.#tell();
  }

  /** Puts a message on its way and says at once that it is; its fate is in `state.outbox` and then in the log. */
  say(chat: string, text: string, cid: string = newCid()): void {
    this.typing(chat, false);
    this.#outbox.add(chat, cid, text);
  }

  resend(cid: string): void {
    this.#outbox.retry(cid);
  }

  discard(cid: string): void {
    this.#outbox.discard(cid);
  }

  end(chat: string): Promise<ReplyTo["end"]> {
    return this.#o.connection.request({ action: "end", chat });
  }

  leave(chat: string, email: string, name?: string, text?: string): Promise<ReplyTo["leave"]> {
    return this.#o.connection.request({ action: "leave", chat, email, ...(name ? { name } : {}), ...(text ? { text } : {}) });
  }

  rate(chat: string, stars: number, comment?: string): Promise<ReplyTo["rate"]> {
    return this.#o.connection.request({ action: "rate", chat, stars, ...(comment ? { comment } : {}) });
  }

  transcript(chat: string, email: string): Promise<ReplyTo["transcript"]> {
    return this.#o.connection.request({ action: "transcript", chat, email });
  }

  /** Brings the chat up to date and joins this connection to it. */
  async sync(chat: string): Promise<void> {
    const running = this.#syncing.get(chat);
    if (running) running.again = true;
    return running?.done ?? this.#sync(chat);
  }

  lists(): Promise<ReplyTo["lists"]> {
    const cid = newCid();
    this.#listsAsked.set(cid, this.#o.clock.now());
    return this.#o.connection.request({ action: "lists", cid }).finally(() => this.#listsAsked.delete(cid));
  }

  /** Call at every key; sends only changes, and "stopped" after 4 s without a call. */
  typing(chat: string, on: boolean): void {
    const { clock, connection } = this.#o;
    const before = this.#typing.get(chat);
    before?.cancel();
    const fresh = before !== undefined && before.on === on && clock.now() - before.sentAt < TYPING_REFRESH;
    if ((on && !fresh) || (!on && before?.on)) connection.signal({ action: "typing", chat, on });
    if (!on) return void this.#typing.delete(chat);
    this.#typing.set(chat, {
      on,
      sentAt: fresh ? before.sentAt : clock.now(),
      cancel: clock.after(TYPING_IDLE, () => this.typing(chat, false)),
    });
  }

  /** The person has seen the chat up to its last entry. */
  seen(chat: string): void {
    this.#read.set(chat, Math.max(this.#read.get(chat) ?? 0, this.#last(chat)));
    this.#mark(chat);
  }

  async #start(lead: Lead): Promise<StartedReply> {
    const { at: _, ...frame } = lead;
    const { answers, ...plain } = frame;
    try {
      return await this.#o.connection.request(
        { action: "start", ...plain, ...(answers ? { answers: { ...answers } } : {}) },
        Infinity,
      );
    } catch (error) {
      // Refused for good: the page shows why, and the words are not lost.
      if (error instanceof Refusal && error.code !== "closed") this.#settleLead();
      throw error;
    }
  }

  #ready(): void {
    this.#marked.clear();
    if (this.#state.starting) void this.#start(this.#state.starting).catch(quiet);
    this.catchUp();
  }

  /** Pushes are hints: after a new socket, and when a ping broke a silence or a sleep, the truth is asked for. */
  protected catchUp(): void {
    const before = this.#state.chats;
    const turn = ++this.#caughtUp;
    const wanted = () => turn === this.#caughtUp;
    void this.insist(() => this.lists(), wanted)
      .then((lists) => {
        if (!wanted()) return;
        const open = new Set(lists.mine.map((head) => head.id));
        // A chat that was open here and is on no list was settled while this client was away.
        for (const id of [...before.mine, ...before.ringing]) {
          if (!over(before, id)) open.add(id);
        }
        for (const id of lists.ringing ?? []) open.delete(id.id);
        for (const id of open) this.#fill(id);
      })
      .catch(quiet);
  }

  /** Asks again what the server could not answer, ever more slowly, while this socket lives; the next one asks by itself. */
  protected async insist<T>(ask: () => Promise<T>, wanted = () => true): Promise<T> {
    const { clock, connection } = this.#o;
    for (let pause = BACKOFF_BASE; ; pause = Math.min(BACKOFF_CAP, pause * 2)) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Refusal && (error.code === "timeout" || error.code === "internal"))) throw error;
        await new Promise<void>((resolve) => clock.after(pause * (0.5 + clock.random() / 2), resolve));
        if (connection.state.kind !== "connected" || !wanted()) throw error;
      }
    }
  }

  #sync(chat: string): Promise<void> {
    const run = { again: true, done: Promise.resolve() };
    this.#syncing.set(chat, run);
    const pages = async () => {
      for (let more = true; more || run.again; ) {
        run.again = false;
        const reply = await this.#o.connection.request({ action: "sync", chat, after: this.#last(chat), limit: SYNC_PAGE });
        more = reply.more && reply.entries.length > 0;
      }
    };
    return (run.done = pages().finally(() => this.#syncing.delete(chat)));
  }

  /** Syncs until it is done. */
  #fill(chat: string): void {
    const running = this.#syncing.get(chat);
    if (running) running.again = true;
    if (this.#filling.has(chat)) return;
    this.#filling.add(chat);
    void this.insist(() => this.sync(chat))
      .catch(quiet)
      .finally(() => this.#filling.delete(chat));
  }

  #hear(frame: ServerFrame): void {
    const askedAt = frame.type === "lists" ? this.#listsAsked.get(frame.cid) : undefined;
    const chats = reduce(this.#state.chats, frame, this.#o.clock.now(), askedAt);
    if (frame.type === "started" && frame.cid === this.#state.starting?.cid) {
      this.#state = { ...this.#state, chats };
      this.#settleLead();
    } else if (frame.type === "error" && frame.code === "too-frequent") {
      this.update({ slowedUntil: this.#o.clock.now() + (frame.retryAfterMillis ?? 1_000) });
    } else {
      this.update({ chats });
    }
    if (frame.type === "pong") this.catchUp();
    const id = concerned(frame);
    if (id) this.#after(id, frame);
  }

  /** What follows from news about a chat: own messages leave the outbox, gaps are filled, receipt is told. */
  #after(id: string, frame: ServerFrame): void {
    const chat = this.#state.chats.byId[id];
    if (!chat) {
      if (frame.type === "entry") this.#fill(id);
      return;
    }
    const entries = "entries" in frame ? frame.entries : "entry" in frame ? [frame.entry] : [];
    for (const entry of entries) if (isOwn(entry, this.#o.party)) this.#outbox.settled(entry.cid);
    if (over(this.#state.chats, id)) this.#outbox.chatEnded(id);
    if (hasGap(chat.log) && this.#follows(id) && frame.type !== "log") this.#fill(id);
    if (entries.length) this.#mark(id);
  }

  #follows(id: string): boolean {
    return this.#o.party === "visitor" || this.#state.chats.mine.includes(id);
  }

  #mark(id: string): void {
    if (this.#marking.has(id) || !this.#follows(id)) return;
    this.#marking.add(id);
    const tell = () => {
      this.#marking.delete(id);
      const chat = this.#state.chats.byId[id];
      if (!chat || chat.head.state !== "active") return;
      const theirs = chat.log.entries.filter((e) => e.kind === "message" && e.by.party === otherParty(this.#o.party)).at(-1)?.seq ?? 0;
      const known = chat.marks[this.#o.party];
      const told = this.#marked.get(id) ?? known;
      const read = Math.min(theirs, this.#read.get(id) ?? 0);
      const mark = {
        ...(theirs > Math.max(told.delivered, known.delivered) ? { delivered: theirs } : {}),
        ...(read > Math.max(told.read, known.read) ? { read } : {}),
      };
      if (mark.delivered === undefined && mark.read === undefined) return;
      if (!this.#o.connection.signal({ action: "mark", chat: id, ...mark })) return;
      this.#marked.set(id, { delivered: theirs, read: Math.max(read, told.read) });
      this.update({ chats: reduce(this.#state.chats, { type: "marks", chat: id, party: this.#o.party, delivered: theirs, read }, 0) });
      // A fast talker costs one mark in two seconds, not one for each message.
      this.#marking.add(id);
      this.#o.clock.after(MARK_PAUSE, tell);
    };
    this.#o.clock.after(MARK_DELAY, tell);
  }

  #stored(posting: Posting, seq: number, at: number): void {
    const entry: MessageEntry = {
      seq,
      at,
      by: { party: this.#o.party },
      kind: "message",
      cid: posting.cid,
      text: posting.text,
    };
    this.update({ chats: withEntries(this.#state.chats, posting.chat, [entry]) });
    const chat = this.#state.chats.byId[posting.chat];
    if (chat && hasGap(chat.log)) this.#fill(posting.chat);
  }

  #last(chat: string): number {
    const known = this.#state.chats.byId[chat];
    return known ? lastSeq(known.log) : 0;
  }

  protected update(change: Partial<ClientState>): void {
    // The outbox reports while this object is still being made.
    if (!this.#state) return;
    this.#state = { ...this.#state, ...change };
    this.#tell();
  }

  /** Listeners hear once for all changes of one turn. */
  #tell(): void {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      for (const listener of [...this.#listeners]) listener(this.#state);
    });
  }
}

function quiet(): void {
  // The state shows a lost connection; the next socket does all of it again.
}

function over(chats: Chats, id: string): boolean {
  const state = chats.byId[id]?.head.state;
  return state === "ended" || state === "missed";
}

function concerned(frame: ServerFrame): string | undefined {
  if (!("chat" in frame)) return undefined;
  return typeof frame.chat === "string" ? frame.chat : frame.chat.id;
}

function isOwn(entry: Entry, party: Party): entry is MessageEntry {
  return entry.kind === "message" && entry.by.party === party;
}

function readLead(text: string | undefined): Lead | undefined {
  try {
    const lead = JSON.parse(text ?? "") as Lead;
    return lead.cid && lead.text ? lead : undefined;
  } catch {
    return undefined;
  }
}
