/** A service worker's registration, as far as notifications go. */
export interface Shower {
  showNotification(title: string, options: NotificationOptions): Promise<void>;
  getNotifications(filter: { tag: string }): Promise<readonly { close(): void }[]>;
}

export interface NoticePorts {
  /** The page's service worker, where one is ready. */
  readonly worker: () => Promise<Shower | undefined>;
  /** A notification of the page's own. Chrome on phones has the constructor and refuses to run it. */
  readonly make: (chat: string, title: string, options: NotificationOptions) => { close(): void };
}

/** The desktop's or the phone's notifications, one per chat. The worker shows them where it can: phones take them from it alone. */
export class Notices {
  readonly #ports: NoticePorts;
  readonly #wanted = new Set<string>();
  readonly #own = new Map<string, { close(): void }>();

  constructor(ports: NoticePorts) {
    this.#ports = ports;
  }

  /** The tag replaces the one that another window has shown. */
  async show(chat: string, title: string, options: NotificationOptions): Promise<"shown" | "not-wanted" | "impossible"> {
    this.#wanted.add(chat);
    const tagged = { ...options, tag: chat, data: { chat } };
    const worker = await this.#worker();
    // Somebody took the chat while the worker was looked for.
    if (!this.#wanted.has(chat)) return "not-wanted";
    if (worker !== undefined) {
      try {
        await worker.showNotification(title, tagged);
        if (!this.#wanted.has(chat)) await close(worker, chat);
        return "shown";
      } catch {
        // The page may still show one by itself.
      }
    }
    try {
      this.#own.set(chat, this.#ports.make(chat, title, tagged));
      return "shown";
    } catch {
      this.#wanted.delete(chat);
      return "impossible";
    }
  }

  async withdraw(chat: string): Promise<void> {
    if (!this.#wanted.delete(chat)) return;
    this.#own.get(chat)?.close();
    this.#own.delete(chat);
    const worker = await this.#worker();
    if (worker !== undefined) await close(worker, chat);
  }

  withdrawAll(): void {
    for (const chat of [...this.#wanted]) void this.withdraw(chat);
  }

  async #worker(): Promise<Shower | undefined> {
    try {
      return await this.#ports.worker();
    } catch {
      return undefined;
    }
  }
}

async function close(worker: Shower, chat: string): Promise<void> {
  try {
    for (const notification of await worker.getNotifications({ tag: chat })) notification.close();
  } catch {
    // Old Safari cannot list them; the person closes it.
  }
}
