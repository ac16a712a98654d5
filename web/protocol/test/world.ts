import { Problem, type Clock, type Entry, type Head, type Marks, type Network, type OpenSocket, type Socket, type Ticket } from "../src/index.ts";

/** Time that stands still until told; timers run in order, and promises settle between them. */
export class TestClock implements Clock {
  #now = 1_800_000_000_000;
  #timers = new Map<number, { at: number; task: () => void }>();
  #next = 0;
  #seed: number;

  constructor(seed = 1) {
    this.#seed = seed;
  }

  now(): number {
    return this.#now;
  }

  after(millis: number, task: () => void): () => void {
    const id = ++this.#next;
    this.#timers.set(id, { at: this.#now + millis, task });
    return () => void this.#timers.delete(id);
  }

  /** mulberry32: the same seed gives the same day. */
  random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  async pass(millis: number): Promise<void> {
    const until = this.#now + millis;
    await settled();
    for (;;) {
      let first: { id: number; at: number; task: () => void } | undefined;
      for (const [id, timer] of this.#timers) {
        if (timer.at <= until && (!first || timer.at < first.at)) first = { id, ...timer };
      }
      if (!first) break;
      this.#timers.delete(first.id);
      this.#now = Math.max(this.#now, first.at);
      first.task();
      await settled();
    }
    this.#now = until;
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class TestNetwork implements Network {
  #online = true;
  #changed = new Set<() => void>();

  online(): boolean {
    return this.#online;
  }

  onChange(changed: () => void): () => void {
    this.#changed.add(changed);
    return () => void this.#changed.delete(changed);
  }

  set(online: boolean): void {
    this.#online = online;
    this.wake();
  }

  wake(): void {
    for (const changed of this.#changed) changed();
  }
}

export interface Line {
  readonly socket: Socket & { open: boolean };
  readonly party: "visitor" | "agent";
}

/** How badly the way between page and server behaves. */
export interface Weather {
  lose: number;
  double: number;
  /** Frames take up to this long, each its own time, so they overtake each other. */
  spread: number;
}

export const FAIR: Weather = { lose: 0, double: 0, spread: 1 };

/** One chat of the contract, small enough to be believed: `message`, `sync`, `lists`, `mark`, `end`, `ping`. */
export class FakeServer {
  readonly id = "a".repeat(26);
  readonly entries: Entry[] = [];
  readonly heard: { party: string; frame: Record<string, unknown> }[] = [];
  lines = new Set<Line>();
  weather: Weather = FAIR;
  tickets = 0;
  refuseTickets: Problem | undefined;
  silent = false;
  answer: ((frame: Record<string, unknown>) => object | undefined) | undefined;
  state: "active" | "ended" = "active";
  #clock: TestClock;
  #dedupe: boolean;
  #marks: Record<"visitor" | "agent", { delivered: number; read: number }> = {
    visitor: { delivered: 0, read: 0 },
    agent: { delivered: 0, read: 0 },
  };

  constructor(clock: TestClock, options: { dedupe: boolean } = { dedupe: true }) {
    this.#clock = clock;
    this.#dedupe = options.dedupe;
    this.entries.push({
      seq: 1,
      at: clock.now(),
      by: { party: "agent", id: "m", name: "Marta" },
      kind: "accepted",
      agent: { id: "m", name: "Marta" },
      afterMillis: 1,
    });
  }

  ticket = async (): Promise<Ticket> => {
    this.tickets++;
    if (this.refuseTickets) throw this.refuseTickets;
    return { ticket: "t" + this.tickets, expiresAt: this.#clock.now() + 60_000, socket: "ws://server/ws" };
  };

  opener(party: "visitor" | "agent"): OpenSocket {
    return () => {
      const socket: Line["socket"] = {
        open: true,
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (text) => this.#travel(() => socket.open && this.#hear(line, JSON.parse(text))),
        close: () => this.#drop(line),
      };
      const line: Line = { socket, party };
      this.#clock.after(5, () => {
        if (!socket.open) return;
        this.lines.add(line);
        socket.onopen?.();
      });
      return socket;
    };
  }

  /** Cuts every connection of a party; the page hears of it. */
  cut(party: "visitor" | "agent"): void {
    for (const line of [...this.lines]) {
      if (line.party !== party) continue;
      this.#drop(line);
      line.socket.onclose?.({ code: 1006, reason: "" });
    }
  }

  push(frame: object): void {
    for (const line of this.lines) this.#send(line, frame);
  }

  get head(): Head {
    return {
      id: this.id,
      state: this.state,
      room: { id: "general", name: "GENERAL" },
      startedAt: 1,
      visitor: { id: "v", visits: 1 },
      agent: { id: "m", name: "Marta" },
      preview: "Hello",
      last: this.entries.length,
    };
  }

  #drop(line: Line): void {
    line.socket.open = false;
    this.lines.delete(line);
  }

  #send(line: Line, frame: object): void {
    const text = JSON.stringify(frame);
    this.#travel(() => line.socket.open && line.socket.onmessage?.({ data: text }));
  }

  #travel(arrive: () => void): void {
    const { lose, double, spread } = this.weather;
    if (this.#clock.random() >= lose) this.#clock.after(1 + this.#clock.random() * spread, arrive);
    if (this.#clock.random() < double) this.#clock.after(1 + this.#clock.random() * spread * 3, arrive);
  }

  #hear(line: Line, frame: Record<string, unknown>): void {
    this.heard.push({ party: line.party, frame });
    if (this.silent) return;
    const reply = this.answer?.(frame) ?? this.#reply(line, frame);
    if (reply) this.#send(line, { cid: frame["cid"], ...reply });
  }

  #reply(line: Line, frame: Record<string, unknown>): object | undefined {
    switch (frame["action"]) {
      case "message": {
        const known = this.entries.find((e) => e.kind === "message" && e.cid === frame["cid"]);
        if (known && this.#dedupe) return { type: "ack", chat: this.id, seq: known.seq, at: known.at };
        if (this.state === "ended") return { type: "error", code: "ended", message: "This chat is over." };
        const entry: Entry = {
          seq: this.entries.length + 1,
          at: this.#clock.now(),
          by: { party: line.party },
          kind: "message",
          cid: String(frame["cid"]),
          text: String(frame["text"]),
        };
        this.entries.push(entry);
        for (const other of this.lines) if (other !== line) this.#send(other, { type: "entry", chat: this.id, entry });
        return { type: "ack", chat: this.id, seq: entry.seq, at: entry.at };
      }
      case "sync": {
        const after = Number(frame["after"]);
        const entries = this.entries.slice(after, after + 5);
        const more = after + 5 < this.entries.length;
        return { type: "log", chat: this.head, entries, last: this.entries.length, more, marks: this.#marks as Marks };
      }
      case "lists":
        return { type: "lists", mine: this.state === "active" || line.party === "visitor" ? [this.head] : [] };
      case "mark": {
        const mark = this.#marks[line.party];
        mark.read = Math.max(mark.read, Number(frame["read"] ?? 0));
        mark.delivered = Math.max(mark.delivered, mark.read, Number(frame["delivered"] ?? 0));
        for (const other of this.lines) {
          if (other.party !== line.party) this.#send(other, { type: "marks", chat: this.id, party: line.party, ...mark });
        }
        return undefined;
      }
      case "ping":
        return { type: "pong" };
      default:
        return undefined;
    }
  }
}
