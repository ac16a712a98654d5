import {
  browserNetwork,
  browserSocket,
  Connection,
  newCid,
  putPosting,
  systemClock,
  Talk,
  type VisitorApi,
  type ClientState,
  type Posting,
  type Storage,
} from "@firstbell/protocol";
import { elect, type Term } from "./elect.ts";

/** How often a closed chat is looked at again. */
export const CLOSED_PAUSE = 10 * 60_000;

/** What every tab may ask of the one that holds the connection; all of it can be asked twice without harm. */
type Doable = "start" | "dropLead" | "resend" | "discard" | "end" | "leave" | "rate" | "transcript" | "typing" | "seen" | "tryNow" | "say";

type Note =
  | { kind: "who" }
  | { kind: "state"; state: ClientState }
  | { kind: "do"; id: string; what: Doable; args: unknown[] }
  | { kind: "done"; id: string; refused?: { code: string; message: string } };

interface Waiting {
  readonly what: Doable;
  readonly args: unknown[];
  readonly resolve: () => void;
  readonly reject: (refused: { code: string; message: string }) => void;
}

/**
 * All tabs of this site as one: an elected tab holds the socket and the outbox, the others show its state and hand it
 * what the visitor does. When it is closed another is elected, and what was not answered is asked again.
 */
export class Hub {
  #name: string;
  #api: VisitorApi;
  #storage: Storage & { blocked: boolean };
  #token: () => string | undefined;
  #onState: (state: ClientState) => void;
  #channel: BroadcastChannel | undefined;
  #client: Talk | undefined;
  #waiting = new Map<string, Waiting>();
  #joined: Term | undefined;
  /** What followers asked of this leader; asked again, it is not done again. */
  #asked = new Set<string>();

  constructor(
    name: string,
    api: VisitorApi,
    storage: Storage & { blocked: boolean },
    token: () => string | undefined,
    onState: (state: ClientState) => void,
  ) {
    this.#name = name;
    this.#api = api;
    this.#storage = storage;
    this.#token = token;
    this.#onState = onState;
  }

  /** From now on this tab takes part: it leads, or follows who leads. */
  join(): void {
    if (this.#joined) return;
    if (!this.#storage.blocked) {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = (event) => this.#heard(event.data as Note);
      this.#say({ kind: "who" });
    }
    this.#joined = elect(this.#name, !this.#storage.blocked, () => this.#lead());
  }

  do(what: Doable, ...args: unknown[]): Promise<void> {
    this.join();
    return new Promise((resolve, reject) => {
      const id = newCid();
      const waiting = { what, args, resolve, reject };
      this.#waiting.set(id, waiting);
      if (this.#client) this.#carryOut(id, waiting);
      else this.#say({ kind: "do", id, what, args });
    });
  }

  /** Into the storage first, so that it is sent whatever becomes of the tabs; twice told, it is sent once by its cid. */
  write(chat: string, text: string): Posting {
    const posting: Posting = { chat, cid: newCid(), text, at: Date.now(), state: "queued" };
    putPosting(this.#storage, posting);
    void this.do("say", chat, text, posting.cid);
    return posting;
  }

  #lead(): void {
    const client = new Talk({
      party: "visitor",
      storage: this.#storage,
      clock: systemClock,
      connection: new Connection({
        open: browserSocket,
        network: browserNetwork,
        clock: systemClock,
        ticket: () => this.#api.ticket(this.#token() ?? ""),
      }),
    });
    this.#client = client;
    let closed = false;
    let again: ReturnType<typeof setTimeout>;
    client.subscribe((state) => {
      const before = closed;
      closed = isClosed(state);
      if (closed && !before) {
        clearTimeout(again);
        again = setTimeout(() => client.tryNow(), CLOSED_PAUSE);
      }
      this.#onState(state);
      this.#say({ kind: "state", state });
    });
    client.open();
    this.#onState(client.state);
    this.#say({ kind: "who" });
    for (const [id, waiting] of [...this.#waiting]) this.#carryOut(id, waiting);
  }

  #heard(note: Note): void {
    if (this.#client) {
      if (note.kind === "who") this.#say({ kind: "state", state: this.#client.state });
      if (note.kind === "do" && !this.#asked.has(note.id)) {
        this.#asked.add(note.id);
        void this.#perform(note.what, note.args).then(
          () => this.#say({ kind: "done", id: note.id }),
          (error: unknown) => this.#say({ kind: "done", id: note.id, refused: plain(error) }),
        );
      }
    } else if (note.kind === "state") {
      this.#onState(note.state);
    } else if (note.kind === "who") {
      // A new tab, or a new leader after the old one went: what is still open is asked again.
      for (const [id, { what, args }] of this.#waiting) this.#say({ kind: "do", id, what, args });
    } else if (note.kind === "done") {
      const waiting = this.#waiting.get(note.id);
      this.#waiting.delete(note.id);
      if (note.refused) waiting?.reject(note.refused);
      else waiting?.resolve();
    }
  }

  #carryOut(id: string, waiting: Waiting): void {
    this.#waiting.delete(id);
    this.#perform(waiting.what, waiting.args).then(waiting.resolve, (error: unknown) => waiting.reject(plain(error)));
  }

  async #perform(what: Doable, args: unknown[]): Promise<void> {
    const client = this.#client as unknown as Record<Doable, (...args: unknown[]) => unknown>;
    await client[what](...args);
  }

  #say(note: Note): void {
    this.#channel?.postMessage(note);
  }
}

/** The server knows the visitor and takes nobody at the moment: its organization is suspended. */
export function isClosed(client: ClientState | undefined): boolean {
  return client?.connection.kind === "refused" && client.connection.problem.status !== 401;
}

function plain(error: unknown): { code: string; message: string } {
  const { code = "internal", message } = error as { code?: string; message: string };
  return { code, message };
}
