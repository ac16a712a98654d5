import { Problem, type Ticket } from "./api.ts";
import {
  decode,
  SUBPROTOCOL,
  type Ask,
  type ClientFrame,
  type ErrorCode,
  type Reply,
  type ReplyTo,
  type ServerFrame,
  type SignalFrame,
} from "./frames.ts";
import { newCid, type Clock, type Network, type OpenSocket, type Socket } from "./ports.ts";

/** What the connection is doing, as pages show it; plain data. */
export type ConnectionState =
  /** Not asked to be open. */
  | { readonly kind: "closed" }
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "connected"; readonly since: number }
  /** Lost, or never got; tries again by itself at `retryAt`. */
  | { readonly kind: "waiting"; readonly retryAt: number; readonly attempt: number; readonly why: "network" | "server" }
  /** The browser says that there is no network; tries again when it is back, and now and then. */
  | { readonly kind: "offline"; readonly retryAt: number }
  /** The server said no (unknown or expired token, …); trying again by itself would not help. */
  | { readonly kind: "refused"; readonly problem: { readonly status: number; readonly title: string; readonly detail: string } }
  /** Another computer of this agent has the connection now. */
  | { readonly kind: "taken-over" };

/** An answer that says no, or that never came (`timeout`), or the connection was closed meanwhile (`closed`). */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode | "timeout" | "closed",
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}

// All in milliseconds.
export const BACKOFF_BASE = 1_000;
export const BACKOFF_CAP = 30_000;
/** For each of the two steps: the ticket, and the socket that it opens. */
export const STEP_DEADLINE = 10_000;
/** A step that takes longer when the page or the network wakes began before the sleep, and is begun anew. */
const STALLED_AFTER = 3_000;
export const ANSWER_DEADLINE = 8_000;
export const PROBE_DEADLINE = 5_000;
const GIVE_UP = 30_000;
/** API Gateway cuts after 10 minutes of silence. */
export const PING_AFTER = 8 * 60_000;
/** API Gateway cuts after 2 hours: a new connection is made before, spread over a quarter of an hour. */
export const RENEW_AFTER = 95 * 60_000;
export const RENEW_SPREAD = 15 * 60_000;
/** Silence after which a page that wakes up asks whether the other end is still there. */
const SUSPECT_AFTER = 20_000;
const RENEW_AGAIN = 60_000;

export interface ConnectionOptions {
  readonly ticket: () => Promise<Ticket>;
  readonly open: OpenSocket;
  readonly network: Network;
  readonly clock: Clock;
}

interface Pending {
  readonly frame: ClientFrame;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (refusal: Refusal) => void;
  /** Tries that the server itself put off; bounds `internal`. */
  troubles: number;
  sentAt: number;
  cancelTimer: () => void;
  cancelGiveUp: () => void;
}

/**
 * One WebSocket kept alive: a fresh ticket for each try, full-jitter backoff up to 30 s, at once when the network or
 * the page wakes, and a planned successor before the server's two hours are over.
 *
 * A request is repeated under its `cid` after every reconnect until it is answered, so it must be one that the server
 * does once however often it arrives; all requests of the protocol are.
 */
export class Connection {
  #options: ConnectionOptions;
  #state: ConnectionState = { kind: "closed" };
  #socket: Socket | undefined;
  /** The socket that is being opened. */
  #opening: Socket | undefined;
  #dialling = 0;
  #dialledAt = 0;
  #attempt = 0;
  #heardAt = 0;
  #bye = "";
  #pending = new Map<string, Pending>();
  #onState = new Set<(state: ConnectionState) => void>();
  #onFrame = new Set<(frame: ServerFrame) => void>();
  #onReady = new Set<() => void>();
  #timers: Record<"retry" | "ping" | "renew" | "probe" | "opening", () => void> = {
    retry: nothing,
    ping: nothing,
    renew: nothing,
    probe: nothing,
    opening: nothing,
  };
  #stopWatching = nothing;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return listen(this.#onState, listener);
  }

  /** Every known frame, replies included, before the request's promise settles. */
  onFrame(listener: (frame: ServerFrame) => void): () => void {
    return listen(this.#onFrame, listener);
  }

  /** A new socket is in use: whoever was joined to chats joins again by `sync`. */
  onReady(listener: () => void): () => void {
    return listen(this.#onReady, listener);
  }

  open(): void {
    if (this.#state.kind !== "closed") return;
    this.#stopWatching = this.#options.network.onChange(() => this.#woken());
    void this.#dial();
  }

  /** Closes on purpose; requests that wait are refused with `closed`. */
  close(): void {
    this.#dialling++;
    this.#stopWatching();
    this.#dropSocket();
    this.#set({ kind: "closed" });
    for (const [cid, pending] of this.#pending) this.#finish(cid, pending).reject(new Refusal("closed", "The connection was closed."));
  }

  /** Tries at once instead of at `retryAt`; also from `refused` and `taken-over`, and anew when a try hangs. */
  tryNow(): void {
    const { kind } = this.#state;
    if (kind === "closed" || kind === "connected") return;
    this.#attempt = 0;
    void this.#dial();
  }

  /** A hint for the other side; lost when there is no connection, and nobody minds. */
  signal(frame: SignalFrame): boolean {
    if (this.#state.kind !== "connected") return false;
    this.#send(frame);
    return true;
  }

  /**
   * Sends now or when connected, repeats until answered, and gives the reply.
   * Rejects with {@link Refusal}. `giveUpAfter` Infinity waits as long as it takes. A getter of `ask` is read anew each time it is sent.
   */
  request<A extends Ask>(ask: A, giveUpAfter: number = GIVE_UP): Promise<ReplyTo[A["action"]]> {
    const cid = ask.cid ?? newCid();
    const frame = Object.assign(ask, { cid }) as ClientFrame;
    return new Promise((resolve, reject) => {
      const pending: Pending = {
        frame,
        resolve: resolve as (reply: Reply) => void,
        reject,
        troubles: 0,
        sentAt: 0,
        cancelTimer: nothing,
        cancelGiveUp: Number.isFinite(giveUpAfter)
          ? this.#options.clock.after(giveUpAfter, () =>
              this.#finish(cid, pending).reject(new Refusal("timeout", "The server did not answer in time.")),
            )
          : nothing,
      };
      this.#pending.get(cid)?.reject(new Refusal("closed", "The same request was made again."));
      this.#pending.set(cid, pending);
      this.#transmit(cid, pending);
    });
  }

  /** Gives a request up; if it was sent already, the server may do it all the same. */
  cancel(cid: string): void {
    const pending = this.#pending.get(cid);
    if (pending) this.#finish(cid, pending).reject(new Refusal("closed", "The request was given up."));
  }

  #transmit(cid: string, pending: Pending): void {
    pending.cancelTimer();
    if (this.#state.kind !== "connected" || this.#pending.get(cid) !== pending) return;
    const clock = this.#options.clock;
    pending.sentAt = clock.now();
    pending.cancelTimer = clock.after(ANSWER_DEADLINE, () => {
      // Other frames came meanwhile: the link lives and only this answer was lost. None came: the link is dead one way.
      if (this.#heardAt > pending.sentAt) this.#transmit(cid, pending);
      else this.#lost();
    });
    this.#send(pending.frame);
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
    this.#armPing();
  }

  #armPing(): void {
    this.#timers.ping();
    this.#timers.ping = this.#options.clock.after(PING_AFTER, () => this.#probe(ANSWER_DEADLINE));
  }

  #probe(deadline: number): void {
    const { clock } = this.#options;
    const socket = this.#socket;
    const asked = clock.now();
    this.#send({ action: "ping", cid: newCid() });
    this.#timers.probe();
    this.#timers.probe = clock.after(deadline, () => {
      if (socket === this.#socket && this.#heardAt < asked) this.#lost();
    });
  }

  #woken(): void {
    const { network, clock } = this.#options;
    const state = this.#state;
    if (state.kind === "connected") {
      if (!network.online() || clock.now() - this.#heardAt > SUSPECT_AFTER) this.#probe(PROBE_DEADLINE);
    } else if (state.kind === "connecting") {
      if (network.online() && clock.now() - this.#dialledAt > STALLED_AFTER) this.tryNow();
    } else if (state.kind === "waiting" || state.kind === "offline") {
      if (network.online()) this.tryNow();
      else if (state.kind === "waiting") this.#set({ kind: "offline", retryAt: state.retryAt });
    }
  }

  async #dial(): Promise<void> {
    const mine = ++this.#dialling;
    const renewing = this.#state.kind === "connected";
    this.#timers.retry();
    if (!renewing) {
      this.#dropSocket();
      this.#set({ kind: "connecting", attempt: this.#attempt });
    }
    const { clock, network } = this.#options;
    this.#dialledAt = clock.now();
    const failed = () => {
      if (mine !== this.#dialling) return;
      // What still comes of this try comes too late.
      this.#dialling++;
      this.#dropOpening();
      if (renewing && this.#socket) this.#armRenewal(RENEW_AGAIN);
      else this.#wait(network.online() ? "server" : "network");
    };
    const limit = () => {
      this.#timers.opening();
      this.#timers.opening = clock.after(STEP_DEADLINE, failed);
    };
    limit();
    let ticket: Ticket;
    try {
      ticket = await this.#options.ticket();
    } catch (error) {
      if (mine !== this.#dialling) return;
      this.#timers.opening();
      const problem = error instanceof Problem ? error : new Problem(0, "No answer", String(error));
      if (renewing && problem.passing) this.#armRenewal(RENEW_AGAIN);
      else if (problem.passing) this.#wait(problem.status === 0 ? "network" : "server");
      else {
        this.#dropSocket();
        const { status, title, detail } = problem;
        this.#set({ kind: "refused", problem: { status, title, detail } });
      }
      return;
    }
    if (mine !== this.#dialling) return;
    const socket = this.#options.open(ticket.socket, [SUBPROTOCOL, "ticket." + ticket.ticket]);
    this.#opening = socket;
    limit();
    socket.onclose = failed;
    socket.onopen = () => {
      this.#timers.opening();
      this.#opening = undefined;
      this.#adopt(socket);
    };
  }

  #adopt(socket: Socket): void {
    const before = this.#socket;
    this.#socket = socket;
    if (before) forget(before);
    const { clock } = this.#options;
    this.#heardAt = clock.now();
    this.#attempt = 0;
    this.#bye = "";
    socket.onmessage = (event) => socket === this.#socket && this.#hear(event.data);
    socket.onclose = () => socket === this.#socket && this.#lost();
    this.#armRenewal(RENEW_AFTER + clock.random() * RENEW_SPREAD);
    this.#armPing();
    this.#set({ kind: "connected", since: clock.now() });
    const waiting = [...this.#pending];
    // What belongs to a connection, such as presence, goes before what waited for one.
    for (const listener of [...this.#onReady]) listener();
    for (const [cid, pending] of waiting) this.#transmit(cid, pending);
  }

  #armRenewal(millis: number): void {
    this.#timers.renew();
    this.#timers.renew = this.#options.clock.after(millis, () => void this.#dial());
  }

  #hear(data: unknown): void {
    this.#heardAt = this.#options.clock.now();
    const frame = decode(data);
    if (!frame) return;
    if (frame.type === "bye") this.#bye = frame.why;
    for (const listener of [...this.#onFrame]) listener(frame);
    const cid = "cid" in frame ? frame.cid : undefined;
    const pending = cid === undefined ? undefined : this.#pending.get(cid);
    if (cid === undefined || !pending) return;
    if (frame.type !== "error") return this.#finish(cid, pending).resolve(frame as Reply);
    // The same request again later is safe, so what passes by itself is not worth a person's attention.
    const again = frame.code === "too-frequent" || frame.code === "unavailable" || frame.code === "internal";
    if (again && (frame.code !== "internal" || pending.troubles < 2)) {
      const pause = frame.retryAfterMillis ?? Math.min(BACKOFF_CAP, BACKOFF_BASE * 2 ** pending.troubles);
      pending.troubles++;
      pending.cancelTimer();
      pending.cancelTimer = this.#options.clock.after(pause, () => this.#transmit(cid, pending));
      return;
    }
    this.#finish(cid, pending).reject(new Refusal(frame.code, frame.message, frame.field));
  }

  #finish(cid: string, pending: Pending): Pending {
    pending.cancelTimer();
    pending.cancelGiveUp();
    if (this.#pending.get(cid) === pending) this.#pending.delete(cid);
    return pending;
  }

  #lost(): void {
    this.#dialling++;
    this.#dropSocket();
    for (const pending of this.#pending.values()) pending.cancelTimer();
    if (this.#bye === "elsewhere") return this.#set({ kind: "taken-over" });
    if (this.#bye === "revoked") {
      return this.#set({ kind: "refused", problem: { status: 401, title: "Signed out", detail: "Sign in again." } });
    }
    if (this.#bye === "suspended") {
      // As the ticket would be refused; nothing is lost, and nobody has to sign in again.
      return this.#set({ kind: "refused", problem: { status: 403, title: "Suspended", detail: "The organization is suspended." } });
    }
    this.#wait(this.#options.network.online() ? "server" : "network");
  }

  #wait(why: "network" | "server"): void {
    const { clock, network } = this.#options;
    this.#dropSocket();
    const ceiling = Math.min(BACKOFF_CAP, BACKOFF_BASE * 2 ** this.#attempt);
    // A server that said goodbye to a flood is left alone for longer.
    const pause = (this.#bye === "too-frequent" ? BACKOFF_CAP / 3 : 0) + clock.random() * ceiling;
    this.#bye = "";
    this.#attempt++;
    const retryAt = clock.now() + pause;
    this.#timers.retry();
    this.#timers.retry = clock.after(pause, () => void this.#dial());
    this.#set(network.online() ? { kind: "waiting", retryAt, attempt: this.#attempt, why } : { kind: "offline", retryAt });
  }

  #dropOpening(): void {
    this.#timers.opening();
    if (this.#opening) forget(this.#opening);
    this.#opening = undefined;
  }

  #dropSocket(): void {
    this.#dropOpening();
    for (const cancel of Object.values(this.#timers)) cancel();
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) forget(socket);
  }

  #set(state: ConnectionState): void {
    this.#state = state;
    for (const listener of [...this.#onState]) listener(state);
  }
}

function nothing(): void {}

function listen<T>(to: Set<T>, listener: T): () => void {
  to.add(listener);
  return () => void to.delete(listener);
}

function forget(socket: Socket): void {
  socket.onopen = socket.onmessage = socket.onclose = null;
  try {
    socket.close();
  } catch {
    // Already gone.
  }
}
