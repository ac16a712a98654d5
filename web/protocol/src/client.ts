import { addressed, type Line } from "./addressed.ts";
import { dismiss } from "./chats.ts";
import type { AcceptedReply, ReplyTo, Show, TakenReply } from "./frames.ts";
import { Talk, type TalkOptions } from "./talk.ts";

export interface ClientOptions extends TalkOptions {
  /** Name of this computer in `presence`; agents only. */
  readonly computer?: string;
}

/** What an agent does beside talking: being there, accepting, and clearing the desk. */
export class ChatClient extends Talk {
  readonly #connection: Line;
  readonly #computer: string;
  #show: Show | undefined;
  #told = 0;

  constructor(options: ClientOptions) {
    const connection = addressed(options.connection, options.storage);
    super({ ...options, connection });
    this.#connection = connection;
    this.#computer = options.computer ?? "web";
    // Presence belongs to the connection, so it is said again with every new one.
    options.connection.onReady(() => {
      if (this.#show && this.#show !== "offline") void this.presence(this.#show).catch(() => {});
    });
    // Nothing is pushed to who was not online, so what rings already is asked for.
    options.connection.onFrame((frame) => {
      if (frame.type === "presence" && frame.show === "online") this.catchUp();
    });
  }

  /** Says how this agent is to be shown, until the server has it or something else was said. */
  presence(show: Show): Promise<ReplyTo["presence"]> {
    this.#show = show;
    const told = ++this.#told;
    return this.insist(
      () => this.#connection.request({ action: "presence", show, computer: this.#computer }),
      () => told === this.#told,
    );
  }

  accept(chat: string): Promise<AcceptedReply | TakenReply> {
    return this.#connection.request({ action: "accept", chat });
  }

  decline(chat: string): Promise<ReplyTo["decline"]> {
    return this.#connection.request({ action: "decline", chat });
  }

  /** Takes a chat that is over off one's list (on this page only). */
  dismiss(chat: string): void {
    this.update({ chats: dismiss(this.state.chats, chat) });
  }
}
