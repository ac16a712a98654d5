import type { Named } from "./frames.ts";

/** What the HTTP API answered instead of what was asked for (application/problem+json), or `status` 0: no answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly { pointer: string; detail: string }[] = [],
  ) {
    super(detail || title);
  }

  /** Asking again later can help: the network, or the server's own trouble. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface Site {
  readonly organization: Named;
  readonly rooms: readonly Named[];
  readonly greeting?: string;
  readonly available: boolean;
  readonly replyMinutes?: number;
}
export interface VisitorToken {
  readonly token: string;
  readonly visitor: string;
  readonly expiresAt: number;
}
export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: number;
  readonly socket: string;
}

/** The part of the HTTP API that visitors need. Every call throws {@link Problem} and nothing else. */
export interface VisitorApi {
  site(site: string): Promise<Site>;
  newVisitor(site: string, pageUrl?: string): Promise<VisitorToken>;
  ticket(token: string): Promise<Ticket>;
}

type Call = <T>(method: string, path: string, token?: string, body?: unknown) => Promise<T>;

/** A request that hangs would hold up all that waits for it. */
const ANSWER_WITHIN = 10_000;

function caller(base: string, fetcher: typeof fetch): Call {
  return async <T>(method: string, path: string, token?: string, body?: unknown): Promise<T> => {
    let response: Response;
    let answer;
    try {
      response = await fetcher(base + path, {
        method,
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(token ? { authorization: "Bearer " + token } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      answer = await response.json().catch((error: unknown) => {
        if (response.ok) throw error;
        return {};
      });
    } catch {
      throw new Problem(0, "No answer", "The server did not answer. Check the network and try again.");
    }
    if (response.ok) return answer as T;
    throw new Problem(response.status, answer.title ?? "Error " + response.status, answer.detail ?? "", answer.errors ?? []);
  };
}

const browserFetch: typeof fetch = (input, init) => fetch(input, init);

/** `base` is the app's address with `/api`, or "/api" on the app's own pages. */
export function visitorApi(base: string, fetcher = browserFetch): VisitorApi {
  const call = caller(base, fetcher);
  return {
    site: (site) => call("GET", "/sites/" + encodeURIComponent(site)),
    newVisitor: (site, url) => call("POST", "/visitors", undefined, url ? { site, page: { url } } : { site }),
    ticket: (token) => call("POST", "/tickets", token),
  };
}
