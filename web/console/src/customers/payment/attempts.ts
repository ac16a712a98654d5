import { browserStorage, newCid, type Storage } from "@firstbell/protocol";
import { asProblem, type ApiProblem } from "../../api/problem.ts";
import type { Replayable } from "../../api/shapes.ts";

/**
 * The Idempotency-Keys of money that was sent and never answered. A dialog may be closed and opened again meanwhile, and
 * the page loaded anew: the same payment goes under the same key, so that it is posted once.
 */
export class Attempts {
  /** What storage cannot keep (it is full, or refused) holds as long as the page does. */
  readonly #open = new Map<string, string>();
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  keyFor(organization: string, what: string, body: unknown): string {
    const name = nameOf(organization, what, body);
    const key = this.#find(name) ?? newCid();
    this.#open.set(name, key);
    this.#storage.set(name, key);
    return key;
  }

  /** Whether the same was sent before, and nobody knows what became of it. */
  isOpen(organization: string, what: string, body: unknown): boolean {
    return this.#find(nameOf(organization, what, body)) !== undefined;
  }

  /** It was answered, by a yes or a no: the same once more is another payment. */
  answered(organization: string, what: string, body: unknown): void {
    const name = nameOf(organization, what, body);
    this.#open.delete(name);
    this.#storage.remove(name);
  }

  /** Sends under the key of this payment, and keeps the key for as long as nobody knows whether it was done. */
  async send<T>(organization: string, what: string, body: unknown, send: (key: string) => Promise<T>): Promise<T> {
    try {
      const answer = await send(this.keyFor(organization, what, body));
      this.answered(organization, what, body);
      return answer;
    } catch (error) {
      if (saysWhatBecame(asProblem(error))) this.answered(organization, what, body);
      throw error;
    }
  }

  #find(name: string): string | undefined {
    return this.#open.get(name) ?? this.#storage.get(name);
  }
}

function nameOf(organization: string, what: string, body: unknown): string {
  return `${organization} ${what} ${JSON.stringify(body)}`;
}

/**
 * Whether a refusal is about the payment itself. Who is not signed in, not allowed or too fast is sent away before the
 * server looks: an earlier try, whose answer was lost, may have been done all the same.
 */
function saysWhatBecame(problem: ApiProblem): boolean {
  return !problem.passing && problem.status !== 401 && problem.status !== 403;
}

/** Whether it may have been done although no answer says so: then what is shown may be old. */
export function isInDoubt(problem: ApiProblem): boolean {
  return problem.status === 0 || problem.status >= 500 || problem.slug === "idempotency-key-reused";
}

/** The answer of an earlier try under the same key; nothing where this one was done. */
export function replayOf(answer: unknown): { readonly at?: number } | undefined {
  return (answer as Replayable | undefined)?.replayed === true ? (answer as { readonly at?: number }) : undefined;
}

/** This tab's. Another tab is another person's intention, as far as anybody knows. */
export const attempts = new Attempts(browserStorage("firstbell.attempts.", () => sessionStorage));
