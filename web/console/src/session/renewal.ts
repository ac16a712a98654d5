import { answersChats, type Session } from "./session.ts";

/** What becomes of a console when the server says anew who is signed in. */
export type Renewed =
  /** Nothing has changed. */
  | "same"
  /** Other permissions, rooms or names: what is shown follows, what was begun stays. */
  | "show"
  /** Chats begin, or are over: the console is wired anew, with a connection or without one. */
  | "reopen";

export function renewed(before: Session, after: Session): Renewed {
  if (answersChats(before) !== answersChats(after)) return "reopen";
  return JSON.stringify(before) === JSON.stringify(after) ? "same" : "show";
}

/**
 * Asks one question at a time. Who is told of a change while the answer to the question before is on its way asks once
 * more: that answer may be older than the change.
 */
export class Renewal {
  readonly #ask: () => Promise<void>;
  #running = false;
  #again = false;

  constructor(ask: () => Promise<void>) {
    this.#ask = ask;
  }

  now(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    do {
      this.#again = false;
      // No answer: what is shown stays, and the next occasion asks again.
      await this.#ask().catch(() => undefined);
    } while (this.#again);
    this.#running = false;
  }
}
