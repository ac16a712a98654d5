import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage, type Storage } from "@firstbell/protocol";
import { Attempt, Http, queryText } from "../src/api/http.ts";
import { openApi, type Access } from "../src/api/open.ts";
import { ApiProblem, problemOf, problemWords } from "../src/api/problem.ts";
import { Resource } from "../src/api/resource.ts";
import type { SignedIn } from "../src/api/shapes.ts";
import { Tokens, type Locks } from "../src/api/tokens.ts";

const MINUTE = 60_000;

function pair(generation: number, session = "s1"): SignedIn {
  return {
    token: `access-${generation}`,
    expiresAt: 0,
    refreshToken: `refresh-${generation}`,
    session,
    organization: { id: "demo", name: "Northwind Tea", kind: "customer", plan: "free", state: "active", computers: "both", timezone: "Europe/London" },
    member: { id: "marta", name: "Marta", email: "marta@northwind.example", role: "admin", permissions: [], rooms: [], generalOnly: true },
  };
}

/** Web Locks of one browser: tabs that share it take turns. */
function locks(): Locks {
  let last: Promise<unknown> = Promise.resolve();
  return (_name, task) => {
    const turn = last.then(task, task);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A server that gives a new pair for the current refresh token only, and calls anything older stolen. */
class Server {
  generation = 1;
  renewals = 0;
  stolen = false;
  readonly seen: string[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const path = String(input);
    this.seen.push(`${init?.method} ${path}`);
    await Promise.resolve();
    if (path === "/api/sessions/refresh") {
      const { refreshToken } = JSON.parse(String(init?.body)) as { refreshToken: string };
      this.stolen ||= refreshToken !== `refresh-${this.generation}`;
      if (this.stolen) return Response.json({ type: "urn:firstbell:problem:unauthorized", title: "Signed out" }, { status: 401 });
      this.renewals++;
      this.generation++;
      return Response.json(pair(this.generation), { status: 201 });
    }
    if (headers.get("authorization") !== `Bearer access-${this.generation}`) return Response.json({ type: "urn:firstbell:problem:unauthorized" }, { status: 401 });
    return Response.json({ items: [] });
  };
}

function tab(server: Server, storage: Storage, shared: Locks, now: () => number = () => 0): Access {
  return openApi("/api", storage, memoryStorage(), server.fetch, shared, now);
}

test("a token is renewed before it ends, once, however many ask", async () => {
  const server = new Server();
  const storage = memoryStorage();
  let now = 0;
  const one = tab(server, storage, locks(), () => now);
  one.tokens.keep(pair(1));
  await one.api.sessions();
  assert.equal(server.renewals, 0);
  now = 9 * MINUTE;
  await Promise.all([one.api.sessions(), one.api.sessions(), one.api.sessions()]);
  assert.equal(server.renewals, 1);
});

test("two tabs take turns: the second finds the pair that the first one brought", async () => {
  const server = new Server();
  const storage = memoryStorage();
  const shared = locks();
  let now = 0;
  const tabs = [tab(server, storage, shared, () => now), tab(server, storage, shared, () => now)];
  tabs[0]?.tokens.keep(pair(1));
  now = 9 * MINUTE;
  await Promise.all(tabs.map((one) => one.api.sessions()));
  assert.equal(server.renewals, 1);
  assert.equal(server.stolen, false);
});

test("the twin without turns is caught: two tabs that renew at once look like a thief", async () => {
  const server = new Server();
  const storage = memoryStorage();
  let now = 0;
  const selfish: Locks = (_name, task) => task();
  const tabs = [tab(server, storage, selfish, () => now), tab(server, storage, selfish, () => now)];
  tabs[0]?.tokens.keep(pair(1));
  now = 9 * MINUTE;
  await Promise.allSettled(tabs.map((one) => one.api.sessions()));
  assert.equal(server.stolen, true);
});

test("a refused token is renewed and the call made again, once", async () => {
  const server = new Server();
  const one = tab(server, memoryStorage(), locks());
  one.tokens.keep({ ...pair(1), token: "access-of-before" });
  assert.deepEqual(await one.api.sessions(), { items: [] });
  assert.deepEqual(server.seen, ["GET /api/sessions", "POST /api/sessions/refresh", "GET /api/sessions"]);
});

test("when the server ends the session, the call fails and the console hears of it", async () => {
  const server = new Server();
  const one = tab(server, memoryStorage(), locks());
  const heard: number[] = [];
  one.http.refused = (problem) => heard.push(problem.status);
  one.tokens.keep({ ...pair(1), token: "old", refreshToken: "refresh-0" });
  await assert.rejects(one.api.sessions(), (error: ApiProblem) => error.status === 401);
  assert.deepEqual(heard, [401]);
});

test("a clock that is wrong by hours neither renews all the time nor ends the session", async () => {
  const server = new Server();
  let now = 1_000_000 * MINUTE;
  const one = tab(server, memoryStorage(), locks(), () => now);
  one.tokens.keep(pair(1));
  now -= 300 * MINUTE;
  await one.api.sessions();
  await one.api.sessions();
  assert.equal(server.renewals, 0);
});

test("signing out while a renewal travels stays signed out", async () => {
  const storage = memoryStorage();
  let answer: (pair: SignedIn) => void = () => undefined;
  const tokens = new Tokens(storage, memoryStorage(), () => new Promise((resolve) => (answer = resolve)), locks(), () => 0);
  tokens.keep(pair(1));
  const asked = tokens.fresh("access-1");
  await new Promise((resolve) => setTimeout(resolve, 0));
  tokens.forget();
  answer(pair(2));
  await asked;
  assert.equal(tokens.held(), undefined);
});

test("a support session covers the own one in its tab, cannot be renewed, and leaves it as it was", async () => {
  const server = new Server();
  const storage = memoryStorage();
  const one = tab(server, storage, locks());
  one.tokens.keep(pair(1));
  const { refreshToken: _, ...support } = pair(7, "support");
  one.tokens.keepSupport(support);
  assert.equal(one.tokens.held()?.token, "access-7");
  await assert.rejects(one.api.sessions(), (error: ApiProblem) => error.status === 401);
  assert.equal(server.renewals, 0);
  one.tokens.forget();
  assert.equal(one.tokens.held()?.token, "access-1");
});

test("what an older console kept is no session", () => {
  const storage = memoryStorage();
  storage.set("session", "s.demo.abc");
  assert.equal(new Tokens(storage, memoryStorage(), () => assert.fail()).held(), undefined);
});

test("an edit names its version, and a creation its submission", async () => {
  const seen: Headers[] = [];
  const http = new Http("/api", async (_input, init) => (seen.push(new Headers(init?.headers)), Response.json({})));
  await http.json({ method: "PATCH", path: "/profile", body: { name: "M" }, version: 3, key: "k1", as: "none" });
  assert.equal(seen[0]?.get("if-match"), '"3"');
  assert.equal(seen[0]?.get("idempotency-key"), "k1");
  assert.equal(seen[0]?.get("content-type"), "application/merge-patch+json");
});

test("a form sent again unchanged is the same submission; changed, or after an answer, it is another", () => {
  const attempt = new Attempt();
  const first = attempt.keyFor({ name: "Sales" });
  assert.equal(attempt.keyFor({ name: "Sales" }), first);
  const other = attempt.keyFor({ name: "Sale" });
  assert.notEqual(other, first);
  attempt.answered();
  assert.notEqual(attempt.keyFor({ name: "Sale" }), other);
});

test("a problem keeps its kind, its fields and what else it says", () => {
  const problem = problemOf(409, { type: "urn:firstbell:problem:balance-not-zero", title: "Not zero", status: 409, detail: "…", balance: { minor: 5 } }, null);
  assert.equal(problem.slug, "balance-not-zero");
  assert.deepEqual(problem.more, { balance: { minor: 5 } });
  assert.equal(problemOf(502, undefined, null).title, "Error 502");
  assert.match(problemWords(problemOf(429, {}, "17")), /17 s/);
  assert.match(problemWords(problemOf(412, {}, null)), /Somebody else/);
});

test("a query says only what was asked", () => {
  assert.equal(queryText({ search: "tea & co", cursor: undefined, plan: "" }), "?search=tea+%26+co");
  assert.equal(queryText({}), "");
});

test("of answers that overtake each other the one asked for last counts", async () => {
  const answers: ((value: string) => void)[] = [];
  const resource = new Resource<string>(() => new Promise((resolve) => answers.push(resolve)));
  const first = resource.load();
  const second = resource.load();
  answers[1]?.("new");
  await second;
  answers[0]?.("old");
  await first;
  assert.deepEqual(resource.value, { kind: "ready", value: "new" });
});

test("what was fetched stays while it is fetched again, and when that fails", async () => {
  let fails = false;
  const resource = new Resource<number>(() => (fails ? Promise.reject(problemOf(503, {}, null)) : Promise.resolve(1)));
  await resource.load();
  fails = true;
  const again = resource.load();
  assert.deepEqual(resource.value, { kind: "ready", value: 1, stale: "loading" });
  await again;
  assert.equal(resource.value.kind === "ready" && typeof resource.value.stale, "object");
});
