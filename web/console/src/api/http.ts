import { newCid } from "@firstbell/protocol";
import { noAnswer, problemOf, type ApiProblem } from "./problem.ts";
import type { Tokens } from "./tokens.ts";

export interface Ask {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: object;
  readonly body?: unknown;
  /** A file as it is, instead of JSON. */
  readonly file?: Blob;
  /** Made once per submission: a repeat under the same key has the same effect once. */
  readonly key?: string;
  /** The version that the change was made from; the server refuses it when there is a newer one. */
  readonly version?: number | string;
  /** `none`: said before anybody is signed in. */
  readonly as?: "member" | "none";
}

export const DEADLINE_MILLIS = 30_000;

/** Speaks HTTP for everything else. Every call throws {@link ApiProblem} and nothing else. */
export class Http {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  /** Set by who makes both: tokens need HTTP to renew, and HTTP needs tokens. */
  tokens: Tokens | undefined;
  /** Hears of each "you are not signed in" and "your account is closed" that a fresh token did not mend. */
  refused: (problem: ApiProblem) => void = () => undefined;
  /** Hears that a member was not allowed something: what they may do may have changed. */
  forbidden: () => void = () => undefined;

  constructor(base: string, fetcher: typeof fetch = (input, init) => fetch(input, init)) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  async json<T>(ask: Ask): Promise<T> {
    const response = await this.response(ask);
    if (response.status === 204) return undefined as T;
    const answer = (await response.json().catch(() => ({}))) as T;
    return response.headers.get("idempotency-replayed") === "true" ? { ...answer, replayed: true } : answer;
  }

  async response(ask: Ask): Promise<Response> {
    if (ask.as === "none" || this.tokens === undefined) return this.#once(ask, undefined);
    try {
      const token = await this.tokens.fresh();
      try {
        return await this.#once(ask, token);
      } catch (error) {
        if ((error as ApiProblem).status !== 401) throw error;
        return await this.#once(ask, await this.tokens.fresh(token));
      }
    } catch (error) {
      if (closes(error as ApiProblem)) this.refused(error as ApiProblem);
      else if ((error as ApiProblem).status === 403) this.forbidden();
      throw error;
    }
  }

  async #once(ask: Ask, token: string | undefined): Promise<Response> {
    let response: Response;
    try {
      response = await this.#fetch(this.#base + ask.path + queryText(ask.query), {
        method: ask.method,
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(DEADLINE_MILLIS),
        headers: {
          ...(ask.body === undefined ? {} : { "content-type": ask.method === "PATCH" ? "application/merge-patch+json" : "application/json" }),
          ...(ask.file === undefined ? {} : { "content-type": ask.file.type }),
          ...(ask.key === undefined ? {} : { "idempotency-key": ask.key }),
          ...(ask.version === undefined ? {} : { "if-match": `"${ask.version}"` }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
        ...(ask.file === undefined ? {} : { body: ask.file }),
      });
    } catch {
      throw noAnswer();
    }
    if (response.ok) return response;
    throw problemOf(response.status, await response.json().catch(() => undefined), response.headers.get("retry-after"));
  }
}

const CLOSED: readonly string[] = ["suspended", "disabled", "no-access"];

function closes(problem: ApiProblem): boolean {
  return problem.status === 401 || (problem.status === 403 && CLOSED.includes(problem.slug));
}

export function queryText(query: object | undefined): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}

/**
 * The Idempotency-Key of one form. While nobody knows whether the submission arrived, the same content goes under the
 * same key; once it is answered, or the person changes a word, it is another submission.
 */
export class Attempt {
  #key = newCid();
  #content = "";

  keyFor(body: unknown): string {
    const content = JSON.stringify(body) ?? "";
    if (content !== this.#content) this.#key = newCid();
    this.#content = content;
    return this.#key;
  }

  answered(): void {
    this.#content = "";
    this.#key = newCid();
  }
}
