import type { Storage } from "@firstbell/protocol";

const KEY = "draft.";

/** What was begun and not sent, one per chat, kept through reloads on this computer. */
export class Drafts {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  of(chat: string): string {
    return this.#storage.get(KEY + chat) ?? "";
  }

  keep(chat: string, text: string): void {
    if (text.trim() === "") this.#storage.remove(KEY + chat);
    else this.#storage.set(KEY + chat, text);
  }

  /** Drafts of chats that are over are of no use to anybody. */
  sweep(open: ReadonlySet<string>): void {
    for (const key of this.#storage.keys()) {
      if (key.startsWith(KEY) && !open.has(key.slice(KEY.length))) this.#storage.remove(key);
    }
  }
}
