import type { Storage } from "@firstbell/protocol";
import { AccountApi } from "./api.ts";
import { Http } from "./http.ts";
import { Tokens, type Locks } from "./tokens.ts";

export interface Access {
  readonly api: AccountApi;
  readonly tokens: Tokens;
  readonly http: Http;
}

/** Wires the API to the tokens that this browser keeps. */
export function openApi(base: string, storage: Storage, support: Storage, fetcher?: typeof fetch, locks?: Locks, now?: () => number): Access {
  const http = new Http(base, fetcher);
  const api = new AccountApi(http);
  const tokens = new Tokens(storage, support, api.refresh, locks, now);
  http.tokens = tokens;
  return { api, tokens, http };
}
