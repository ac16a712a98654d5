import { addressed, type Line } from "./addressed.ts";
import { dismiss, type Chats } from "./chats.ts";
import type { AcceptedReply, Head, ReplyTo, Show, TakenReply } from "./frames.ts";
import { Talk, type ClientState, type TalkOptions } from "./talk.ts";

export interface ClientOptions extends TalkOptions {
  /** Name of this computer in `presence`; agents only. */
  readonly computer?: string;
  /** Whether a chat's head says that this very agent answers it. */
  readonly answers?: (head: Head) => boolean;
}

/** What an agent does beside talking: being there, accepting, and clearing the desk. */
export class ChatClient extends Talk {
  readonly #connection: Line;
  readonly #computer: string;
  readonly #answers: (head: Head) => boolean;
  #show: Show | undefined;
  #told = 0;

  constructor(options: ClientOptions) {
    const connection = addressed(options.connection, options.storage);
    // Presence belongs to the connection, so it is said again with every new one; and before the lists are asked, which a Talk does by
    // itself: to who is not online nothing rings.
    let begin = (): void => {};
    options.connection.onReady(() => begin());
    super({ ...options, connection });
    this.#connection = connection;
    this.#computer = options.computer ?? "web";
    this.#answers = options.answers ?? (() => false);
    begin = () => {
      if (this.#show) void this.presence(this.#show).catch(() => {});
    };
    // Nothing is pushed to who was not online, so what rings already is asked for.
    options.connection.onFrame((frame) => {
      if (frame.type === "presence" && frame.show === "online") this.catchUp();
    });
  }

  /** How this agent is to be shown from the next connection on; said before anything is asked there. */
  intend(show: Show): void {
    this.#show = show;
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

  protected override update(change: Partial<ClientState>): void {
    super.update(change.chats ? { ...change, chats: withOwn(change.chats, this.#answers) } : change);
  }
}

/**
 * Chats that go on and whose own head says that this agent answers them are this agent's, also before a list names them: accepted in
 * another window, or at another computer. The same object when there are no new ones.
 */
export function withOwn(chats: Chats, answers: (head: Head) => boolean): Chats {
  const found = Object.values(chats.byId).flatMap(({ head }) => (head.state === "active" && answers(head) && !chats.mine.includes(head.id) ? [head.id] : []));
  return found.length > 0 ? { ...chats, mine: [...found, ...chats.mine] } : chats;
}
