import assert from "node:assert/strict";
import { test } from "node:test";
import { ANSWER_DEADLINE, BACKOFF_CAP, Connection, PING_AFTER, Problem, Refusal, RENEW_AFTER, RENEW_SPREAD, STEP_DEADLINE, visitorApi } from "../src/index.ts";
import { FakeServer, TestClock, TestNetwork } from "./world.ts";

function setUp(seed = 7) {
  const clock = new TestClock(seed);
  const server = new FakeServer(clock);
  const network = new TestNetwork();
  const connection = new Connection({ ticket: server.ticket, open: server.opener("visitor"), network, clock });
  const states: string[] = [];
  connection.onState((state) => states.push(state.kind));
  return { clock, server, network, connection, states };
}

const pings = (server: FakeServer) => server.heard.filter(({ frame }) => frame["action"] === "ping").length;

test("connects with a fresh ticket", async () => {
  const { clock, server, connection, states } = setUp();
  connection.open();
  await clock.pass(100);
  assert.deepEqual(states, ["connecting", "connected"]);
  assert.equal(server.tickets, 1);
});

test("a cut line comes back by itself, each time with a new ticket", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.cut("visitor");
  assert.equal(connection.state.kind, "waiting");
  await clock.pass(2_000);
  assert.equal(connection.state.kind, "connected");
  assert.equal(server.tickets, 2);
});

test("while the server is away the pauses grow, are spread, and never pass the cap", async () => {
  const { clock, server, connection } = setUp();
  server.refuseTickets = new Problem(503, "Unavailable", "");
  const pauses: number[] = [];
  connection.onState((state) => state.kind === "waiting" && pauses.push(state.retryAt - clock.now()));
  connection.open();
  await clock.pass(20 * 60_000);
  assert.ok(pauses.length > 40 && pauses.length < 400, `${pauses.length} tries in 20 minutes`);
  assert.ok(Math.max(...pauses) <= BACKOFF_CAP && Math.max(...pauses) > BACKOFF_CAP * 0.8);
  assert.ok(pauses[0]! <= 1_000);
  assert.ok(new Set(pauses.slice(6).map(Math.round)).size > pauses.length / 2, "full jitter");
});

test("an unknown token is refused, and tried again only by hand", async () => {
  const { clock, server, connection } = setUp();
  server.refuseTickets = new Problem(401, "Signed out", "The token is unknown.");
  connection.open();
  await clock.pass(60 * 60_000);
  assert.deepEqual(connection.state, { kind: "refused", problem: { status: 401, title: "Signed out", detail: "The token is unknown." } });
  assert.equal(server.tickets, 1);
  server.refuseTickets = undefined;
  connection.tryNow();
  await clock.pass(100);
  assert.equal(connection.state.kind, "connected");
});

test("the network's return is used at once", async () => {
  const { clock, server, network, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.refuseTickets = new Problem(0, "No answer", "");
  network.set(false);
  server.cut("visitor");
  await clock.pass(5 * 60_000);
  assert.equal(connection.state.kind, "offline");
  server.refuseTickets = undefined;
  network.set(true);
  await clock.pass(100);
  assert.equal(connection.state.kind, "connected");
});

test("a request is repeated under its cid after a cut, and answered", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.silent = true;
  const reply = connection.request({ action: "message", cid: "m1", chat: server.id, after: 1, text: "Hi" });
  await clock.pass(100);
  server.silent = false;
  server.cut("visitor");
  await clock.pass(5_000);
  assert.equal((await reply).seq, 2);
  assert.deepEqual(server.heard.filter(({ frame }) => frame["cid"] === "m1").length, 2);
});

test("a link that is dead one way is noticed by the missing answer", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.silent = true;
  const reply = connection.request({ action: "lists" }, Infinity);
  await clock.pass(ANSWER_DEADLINE + 50);
  assert.notEqual(connection.state.kind, "connected");
  server.silent = false;
  await clock.pass(5_000);
  assert.equal((await reply).mine.length, 1);
});

test("what passes by itself is asked again, what does not is refused", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  let tries = 0;
  server.answer = (frame) =>
    frame["action"] !== "lists" || ++tries > 2 ? undefined : { type: "error", code: "too-frequent", message: "Slower", retryAfterMillis: 700 };
  const reply = connection.request({ action: "lists" });
  await clock.pass(3_000);
  assert.equal((await reply).mine.length, 1);
  assert.equal(tries, 3);
  server.answer = () => ({ type: "error", code: "not-found", message: "There is no such chat." });
  const refused = connection.request({ action: "end", chat: "x" });
  const seen = assert.rejects(refused, (error) => error instanceof Refusal && error.code === "not-found");
  await clock.pass(100);
  await seen;
});

test("silence is broken before API Gateway would cut, and only then", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(PING_AFTER - 1_000);
  assert.equal(pings(server), 0);
  await clock.pass(2_000);
  assert.equal(pings(server), 1);
  assert.equal(connection.state.kind, "connected");
});

test("a page that wakes asks whether the other end is there, and reconnects if not", async () => {
  const { clock, server, network, connection } = setUp();
  connection.open();
  await clock.pass(60_000);
  server.silent = true;
  network.wake();
  await clock.pass(5_100);
  assert.notEqual(connection.state.kind, "connected");
});

test("before two hours a successor takes over without a gap", async () => {
  const { clock, server, connection, states } = setUp();
  connection.open();
  await clock.pass(RENEW_AFTER + RENEW_SPREAD + 1_000);
  assert.equal(server.tickets, 2);
  assert.deepEqual(new Set(states.slice(1)), new Set(["connected"]));
  assert.equal(server.lines.size, 1);
});

test("a goodbye to a computer whose agent went on elsewhere is not answered by coming back", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.push({ type: "bye", why: "elsewhere" });
  await clock.pass(10);
  server.cut("visitor");
  await clock.pass(10 * 60_000);
  assert.equal(connection.state.kind, "taken-over");
  assert.equal(server.tickets, 1);
});

test("a word that this client does not know is a lost connection: it comes back by itself", async () => {
  for (const why of ["changed", "signed-in-twice", "taken"]) {
    const { clock, server, connection } = setUp();
    connection.open();
    await clock.pass(100);
    server.push({ type: "bye", why });
    await clock.pass(10);
    server.cut("visitor");
    await clock.pass(2_000);
    assert.equal(connection.state.kind, "connected", why);
    assert.equal(server.tickets, 2);
  }
});

/** The first ticket never comes, as on a network that went to sleep; later ones do. */
function stalled() {
  const world = setUp();
  const { server, network, clock } = world;
  let asked = 0;
  const ticket = () => (++asked === 1 ? new Promise<never>(() => {}) : server.ticket());
  const connection = new Connection({ ticket, open: server.opener("visitor"), network, clock });
  const states: string[] = [];
  connection.onState((state) => states.push(state.kind));
  connection.open();
  return { ...world, connection, states, asked: () => asked };
}

test("a ticket that never comes is given up, and asked for again", async () => {
  const { clock, states } = stalled();
  await clock.pass(STEP_DEADLINE - 10);
  assert.deepEqual(states, ["connecting"]);
  await clock.pass(20);
  assert.deepEqual(states, ["connecting", "waiting"]);
  await clock.pass(2_000);
  assert.equal(states.at(-1), "connected");
});

test("who tries now does not wait for a step that hangs", async () => {
  const { clock, connection } = stalled();
  await clock.pass(1_000);
  connection.tryNow();
  await clock.pass(100);
  assert.equal(connection.state.kind, "connected");
});

test("a page that wakes begins a step anew that hangs, and leaves one alone that has just begun", async () => {
  const { clock, network, connection, asked } = stalled();
  await clock.pass(1_000);
  network.wake();
  await clock.pass(100);
  assert.equal(asked(), 1);
  await clock.pass(4_000);
  network.wake();
  await clock.pass(100);
  assert.equal(connection.state.kind, "connected");
});

test("a ticket that comes after its time opens nothing", async () => {
  const { clock, server, network } = setUp();
  let late = (_: Awaited<ReturnType<typeof server.ticket>>) => {};
  let opened = 0;
  const open = server.opener("visitor");
  const connection = new Connection({
    ticket: () => new Promise((resolve) => (late = resolve)),
    open: (...how) => (opened++, open(...how)),
    network,
    clock,
  });
  connection.open();
  await clock.pass(STEP_DEADLINE + 1);
  assert.equal(connection.state.kind, "waiting");
  late(await server.ticket());
  await clock.pass(0);
  assert.equal(opened, 0);
});

test("a request of the API has a deadline, and an answer that breaks off is no answer", async () => {
  let signal: AbortSignal | null | undefined;
  const broken = () => Promise.resolve({ ok: true, status: 200, json: () => Promise.reject(new Error("aborted")) } as Response);
  const api = visitorApi("/api", (_, init) => {
    signal = init?.signal;
    return broken();
  });
  await assert.rejects(api.site("demo"), (error) => error instanceof Problem && error.status === 0 && error.passing);
  assert.ok(signal instanceof AbortSignal);
});

test("signed out and suspended are told apart: one has to sign in again, the other to wait", async () => {
  for (const [why, status] of [["revoked", 401], ["suspended", 403]] as const) {
    const { clock, server, connection } = setUp();
    connection.open();
    await clock.pass(100);
    server.push({ type: "bye", why });
    await clock.pass(10);
    server.cut("visitor");
    await clock.pass(10 * 60_000);
    assert.ok(connection.state.kind === "refused" && connection.state.problem.status === status, why);
    assert.equal(server.tickets, 1);
  }
});

test("unknown frames and frames that are no JSON change nothing", async () => {
  const { clock, server, connection } = setUp();
  connection.open();
  await clock.pass(100);
  server.push({ type: "hologram", chat: 3 });
  for (const line of server.lines) line.socket.onmessage?.({ data: "{" });
  await clock.pass(100);
  assert.equal(connection.state.kind, "connected");
});
