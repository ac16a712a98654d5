import { Refusal } from "./connection.ts";
import type { AckReply } from "./frames.ts";
import type { Clock, Storage } from "./ports.ts";

/** A message that is not in the log yet. */
export interface Posting {
  readonly chat: string;
  /** Made once; every try carries it, so the message is stored once however often it is sent. */
  readonly cid: string;
  readonly text: string;
  readonly at: number;
  readonly state: "queued" | "sending" | "failed";
  /** Why it failed, in the server's words, and the code. */
  readonly why?: { readonly code: Refusal["code"]; readonly message: string };
}

export interface OutboxOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  /** Settles when the server has stored the message or refused it; waits through lost connections. */
  readonly send: (posting: Posting) => Promise<AckReply>;
  /** Called once per message, before it leaves the outbox. */
  readonly onStored: (posting: Posting, ack: AckReply) => void;
  readonly onChange: () => void;
}

const KEY = "out.";

/** Puts a message into the storage for whichever tab sends; {@link Outbox.reload} there finds it. */
export function putPosting(storage: Storage, posting: Posting): void {
  storage.set(KEY + posting.cid, JSON.stringify(posting));
}

/**
 * Messages on their way. Each chat has one unacknowledged message in flight, which keeps the sender's order; each
 * message lies in the storage under its own key, so a reload loses none and two tabs cannot overwrite each other.
 */
export class Outbox {
  #options: OutboxOptions;
  #postings: Posting[] = [];
  #running = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#read();
  }

  get postings(): readonly Posting[] {
    return this.#postings;
  }

  of(chat: string): readonly Posting[] {
    return this.#postings.filter((posting) => posting.chat === chat);
  }

  /** Reads again what lies in the storage: other tabs put their messages there. */
  reload(): void {
    this.#read();
    this.#changed();
  }

  #read(): void {
    const { storage } = this.#options;
    const known = new Map(this.#postings.map((posting) => [posting.cid, posting]));
    const all = new Map(known);
    for (const key of storage.keys()) {
      if (!key.startsWith(KEY)) continue;
      const posting = parse(storage.get(key));
      if (posting && !known.has(posting.cid)) {
        all.set(posting.cid, posting.state === "sending" ? { ...posting, state: "queued" } : posting);
      }
    }
    this.#postings = [...all.values()].sort((a, b) => a.at - b.at || (a.cid < b.cid ? -1 : 1));
  }

  /** Adding the same `cid` again changes nothing. */
  add(chat: string, cid: string, text: string): void {
    if (this.#postings.some((posting) => posting.cid === cid)) return;
    // Never before an earlier one, even if the computer's clock was set back.
    const at = Math.max(this.#options.clock.now(), (this.#postings.at(-1)?.at ?? 0) + 1);
    const posting: Posting = { chat, cid, text, at, state: "queued" };
    this.#postings = [...this.#postings, posting];
    this.#save(posting);
    this.#changed();
  }

  /** The log has it (by a push or sync that overtook the acknowledgement). */
  settled(cid: string): void {
    if (!this.#postings.some((posting) => posting.cid === cid)) return;
    this.#remove(cid);
    this.#changed();
  }

  /** Sends a failed message again, under its old `cid`. */
  retry(cid: string): void {
    this.#update(cid, "queued");
  }

  discard(cid: string): void {
    this.settled(cid);
  }

  /** The chat is over: what was not sent will not be. */
  chatEnded(chat: string): void {
    for (const posting of this.of(chat)) {
      if (posting.state === "queued") {
        this.#update(posting.cid, "failed", { code: "ended", message: "The chat was over before this was sent." });
      }
    }
  }

  /** Starts sending; `stop` leaves everything in the storage for another tab. */
  run(): void {
    this.#running = true;
    this.#pump();
  }

  stop(): void {
    this.#running = false;
  }

  #pump(): void {
    if (!this.#running) return;
    const busy = new Set<string>();
    for (const posting of this.#postings) {
      if (busy.has(posting.chat) || posting.state === "failed") continue;
      busy.add(posting.chat);
      if (posting.state === "queued") this.#dispatch(posting.cid);
    }
  }

  #dispatch(cid: string): void {
    const posting = this.#set(cid, "sending");
    if (!posting) return;
    this.#options.send(posting).then(
      (ack) => {
        if (!this.#postings.some((one) => one.cid === cid)) return this.#pump();
        this.#options.onStored(posting, ack);
        this.settled(cid);
      },
      (error: unknown) => {
        if (error instanceof Refusal && error.code !== "closed" && error.code !== "timeout") {
          this.#update(cid, "failed", { code: error.code, message: error.message });
          if (error.code === "ended") this.chatEnded(posting.chat);
        } else {
          // Unknown outcome: the same cid goes again with the next connection.
          this.#set(cid, "queued");
          this.#options.onChange();
        }
      },
    );
    this.#options.onChange();
  }

  #update(cid: string, state: Posting["state"], why?: Posting["why"]): void {
    if (this.#set(cid, state, why)) this.#changed();
  }

  #set(cid: string, state: Posting["state"], why?: Posting["why"]): Posting | undefined {
    let found: Posting | undefined;
    this.#postings = this.#postings.map((posting) => {
      if (posting.cid !== cid) return posting;
      const { why: _, ...rest } = posting;
      found = { ...rest, state, ...(why ? { why } : {}) };
      return found;
    });
    if (found) this.#save(found);
    return found;
  }

  #save(posting: Posting): void {
    putPosting(this.#options.storage, posting);
  }

  #remove(cid: string): void {
    this.#options.storage.remove(KEY + cid);
    this.#postings = this.#postings.filter((posting) => posting.cid !== cid);
  }

  #changed(): void {
    this.#options.onChange();
    this.#pump();
  }
}

function parse(text: string | undefined): Posting | undefined {
  try {
    const posting = JSON.parse(text ?? "") as Posting;
    return posting.cid && posting.chat && posting.text ? posting : undefined;
  } catch {
    return undefined;
  }
}
