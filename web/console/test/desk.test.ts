import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatClient, Connection, memoryStorage, systemClock, type Head, type Socket } from "@firstbell/protocol";
import { absence, listsAbsence } from "../src/chats/absent.ts";
import { Desk, idIn, mine, openChats } from "../src/desk.ts";
import { latest } from "../src/chats/chat.ts";
import { firstStep } from "../src/account/first.ts";
import { loud } from "../src/ring/rings.ts";
import { aHead, anActiveHead, MARTA, NOON, PRIYA } from "./people.ts";

type Frame = Record<string, unknown>;

/** Marta's desk over a socket that the test holds in its hand. */
async function aDesk(answer: (frame: Frame) => Frame | undefined = () => undefined, kept = memoryStorage()) {
  const sent: Frame[] = [];
  const rang: string[] = [];
  const handled: string[] = [];
  const opened: string[] = [];
  const said: string[] = [];
  const socket: Socket = {
    send: (text) => {
      const frame = JSON.parse(text) as Frame;
      sent.push(frame);
      const reply = answer(frame) ?? (frame.action === "lists" ? { type: "lists", ringing: [], mine: [], missed: [] } : undefined);
      if (reply !== undefined) queueMicrotask(() => hear({ cid: frame.cid, ...reply }));
    },
    close: () => undefined,
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  const hear = (frame: Frame) => socket.onmessage?.({ data: JSON.stringify(frame) });
  const connection = new Connection({
    ticket: async () => ({ ticket: "t", expiresAt: 0, socket: "ws://x" }),
    open: () => socket,
    network: { online: () => true, onChange: () => () => undefined },
    clock: systemClock,
  });
  const client = new ChatClient({ party: "agent", connection, storage: memoryStorage(), clock: systemClock, computer: "desk", answers: (head) => head.agent?.id === idIn(head, MARTA.id, "") });
  const desk = new Desk(MARTA.id, client, connection, "online", {
    now: () => NOON,
    kept,
    rang: (head: Head) => rang.push(head.id),
    handled: (chat) => handled.push(chat),
    over: (words) => said.push(words),
    opened: (chat) => opened.push(chat),
  });
  desk.open();
  await turn();
  socket.onopen?.();
  await turn();
  return { desk, hear, sent, rang, handled, opened, said, cut: () => socket.onclose?.({ code: 1001, reason: "" }), rings: () => desk.state.value.rings };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const actions = (sent: readonly Frame[]) => sent.map(({ action }) => action);

test("a newcomer is told to wait for a chat only when the server has said that it would ring here", async () => {
  const before = await aDesk();
  assert.equal(firstStep(before.desk.state.value).kind, "connecting");
  before.hear({ type: "presence", cid: "any", show: "online" });
  assert.equal(firstStep(before.desk.state.value).kind, "waiting");
  before.hear({ type: "presence", cid: "any", show: "away" });
  assert.equal(firstStep(before.desk.state.value).kind, "silent");
  before.desk.close();
});

test("presence is said first when the connection stands, and then the lists are asked", async () => {
  const { desk, sent } = await aDesk();
  assert.deepEqual(actions(sent), ["presence", "lists"]);
  desk.close();
});

test("what rings stops where another computer of the agent has taken over, and is no news", async () => {
  const { desk, hear, cut, rings, handled, said } = await aDesk();
  hear({ type: "ring", chat: aHead() });
  await turn();
  assert.equal(loud(rings()).length, 1);
  hear({ type: "bye", why: "elsewhere" });
  cut();
  await turn();
  assert.equal(desk.state.value.client.connection.kind, "taken-over");
  assert.deepEqual(rings(), []);
  assert.deepEqual(handled, ["chat1"]);
  assert.deepEqual(said, []);
  desk.close();
});

test("who comes back online while a chat rings is rung: the lists are asked after the server's word", async () => {
  let ringing: Head[] = [];
  const { desk, hear, sent, rang } = await aDesk(({ action }) => (action === "lists" ? { type: "lists", ringing, mine: [], missed: [] } : undefined));
  const asked = () => sent.filter(({ action }) => action === "lists").length;
  hear({ type: "presence", cid: "any", show: "away" });
  const before = asked();
  ringing = [aHead()];
  await turn();
  assert.equal(asked(), before);
  desk.setShow("online");
  hear({ type: "presence", cid: "any", show: "online" });
  await turn();
  assert.equal(asked(), before + 1);
  assert.deepEqual(rang, ["chat1"]);
  desk.close();
});

test("what was declined or taken does not ring again, whatever a late push or a stale list says", async () => {
  const both = [aHead(), aHead({ id: "chat2" })];
  let ringing: Head[] = [];
  const { desk, hear, rang, rings } = await aDesk(({ action, chat }) =>
    action === "decline" ? { type: "declined", chat } : action === "lists" ? { type: "lists", ringing, mine: [], missed: [] } : undefined,
  );
  for (const chat of both) hear({ type: "ring", chat });
  desk.decline("chat1");
  hear({ type: "stop", chat: "chat2", why: "accepted", by: PRIYA });
  hear({ type: "stop", chat: "chat3", why: "missed" });
  await turn();
  ringing = [...both, aHead({ id: "chat3" })];
  await desk.client.lists();
  for (const chat of ringing) hear({ type: "ring", chat });
  await turn();
  assert.deepEqual(loud(rings()), []);
  assert.deepEqual(rang, ["chat1", "chat2"]);
  desk.close();
});

test("what was declined does not ring again after a reload of the page", async () => {
  const kept = memoryStorage();
  const before = await aDesk(({ action, chat }) => (action === "decline" ? { type: "declined", chat } : undefined), kept);
  before.hear({ type: "ring", chat: aHead() });
  before.desk.decline("chat1");
  await turn();
  before.desk.close();
  const after = await aDesk(({ action }) => (action === "lists" ? { type: "lists", ringing: [aHead(), aHead({ id: "chat2" })], mine: [], missed: [] } : undefined), kept);
  assert.deepEqual(after.rang, ["chat2"]);
  after.desk.close();
});

test("a ring that no operator could take for want of credit rings again when there is some", async () => {
  const { desk, hear, rings } = await aDesk();
  hear({ type: "ring", chat: aHead() });
  hear({ type: "stop", chat: "chat1", why: "no-credit" });
  hear({ type: "ring", chat: aHead() });
  await turn();
  assert.equal(loud(rings()).length, 1);
  desk.close();
});

test("a ring is announced once, and withdrawn when somebody took it", async () => {
  const { desk, hear, rang, handled, said, rings } = await aDesk();
  hear({ type: "ring", chat: aHead() });
  hear({ type: "ring", chat: aHead() });
  await turn();
  assert.deepEqual(rang, ["chat1"]);
  hear({ type: "stop", chat: "chat1", why: "accepted", by: PRIYA });
  await turn();
  assert.deepEqual(handled, ["chat1"]);
  assert.deepEqual(rings()[0]?.over, { why: "taken", by: PRIYA });
  assert.deepEqual(said, ["Amira R.: Priya took it."]);
  desk.close();
});

test("the oldest ring is accepted, silent at once, and opens when it is ours", async () => {
  const { desk, hear, rings, opened, handled } = await aDesk(({ action, chat }) =>
    action === "accept" ? { type: "accepted", chat: anActiveHead({ id: chat as string }), entries: [] } : undefined,
  );
  hear({ type: "ring", chat: aHead({ startedAt: NOON - 9_000 }) });
  hear({ type: "ring", chat: aHead({ id: "chat2", startedAt: NOON - 1_000 }) });
  desk.acceptOldest();
  assert.deepEqual(handled, ["chat1"]);
  await turn();
  assert.deepEqual(opened, ["chat1"]);
  assert.deepEqual(loud(rings()).map((ring) => ring.head.id), ["chat2"]);
  assert.deepEqual(mine(desk.state.value, latest).map(({ chat }) => chat.head.id), ["chat1"]);
  desk.close();
});

test("who clicked too late learns who was first, and by how much", async () => {
  const { desk, hear, rings, opened } = await aDesk(({ action, chat }) =>
    action === "accept" ? { type: "taken", chat, by: PRIYA, lateMillis: 412 } : undefined,
  );
  hear({ type: "ring", chat: aHead() });
  desk.accept("chat1");
  hear({ type: "stop", chat: "chat1", why: "accepted", by: PRIYA });
  await turn();
  assert.deepEqual(rings()[0]?.over, { why: "taken", by: PRIYA, lateMillis: 412 });
  assert.deepEqual(opened, []);
  desk.close();
});

test("a click twice asks once", async () => {
  const { desk, hear, sent } = await aDesk();
  hear({ type: "ring", chat: aHead() });
  desk.accept("chat1");
  desk.accept("chat1");
  desk.decline("chat1");
  assert.equal(sent.filter(({ action }) => action === "accept" || action === "decline").length, 1);
  desk.close();
});

test("accepted in another window of this agent: it stops here without a word, and stands under Mine", async () => {
  const marks = { visitor: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } };
  const { desk, hear, rings, opened } = await aDesk(({ action, chat }) =>
    action === "sync" ? { type: "log", chat: anActiveHead({ id: chat as string }), entries: [], last: 0, more: false, marks } : undefined,
  );
  hear({ type: "ring", chat: aHead() });
  hear({ type: "stop", chat: "chat1", why: "accepted", by: MARTA });
  await turn();
  assert.deepEqual(rings(), []);
  assert.deepEqual(mine(desk.state.value, latest).map(({ chat }) => chat.head.id), ["chat1"]);
  assert.deepEqual(opened, []);
  desk.close();
});

test("a refusal by the server is said on the ring", async () => {
  const { desk, hear, rings } = await aDesk(({ action }) =>
    action === "accept" ? { type: "error", code: "ended", message: "The chat is over." } : undefined,
  );
  hear({ type: "ring", chat: aHead() });
  desk.accept("chat1");
  await turn();
  assert.deepEqual(rings()[0]?.over, { why: "failed", message: "The chat is over." });
  desk.close();
});

test("a link to a chat that is not there says so", async () => {
  const { desk } = await aDesk(({ action }) =>
    action === "sync" ? { type: "error", code: "not-found", message: "There is no such chat." } : undefined,
  );
  desk.visit("nowhere");
  await turn();
  assert.deepEqual(desk.state.value.unknown, { nowhere: "There is no such chat." });
  desk.close();
});

test("a chat or a list that is not here says whether it is on its way, late, or waits for the connection", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { desk, sent } = await aDesk();
  const { state } = desk;
  desk.visit("chat1");
  assert.equal(absence(state.value, "chat1", NOON), "coming");
  context.mock.timers.tick(30_000);
  await turn();
  const connected = { ...state.value, client: { ...state.value.client, connection: { kind: "connected", since: NOON } as const } };
  assert.equal(absence(connected, "chat1", NOON), "late");
  assert.equal(absence({ ...connected, client: { ...connected.client, connection: { kind: "offline", retryAt: NOON } } }, "chat1", NOON), "offline");
  const asked = sent.length;
  desk.visit("chat1");
  assert.equal(state.value.late?.chat1, undefined);
  assert.ok(sent.length >= asked);
  desk.close();
});

test("lists that have not come say why", async () => {
  const { desk } = await aDesk();
  const { client } = desk.state.value;
  const unlisted = { ...client, chats: { ...client.chats, listed: false }, connection: { kind: "connected", since: NOON } as const };
  const at = (more: object, now: number) => listsAbsence({ ...desk.state.value, client: { ...unlisted, ...more } }, now);
  assert.equal(at({}, NOON + 5_000), "coming");
  assert.equal(at({}, NOON + 31_000), "late");
  assert.equal(absence({ ...desk.state.value, client: unlisted }, "chat1", NOON + 31_000), "late");
  assert.equal(at({ connection: { kind: "offline", retryAt: NOON } }, NOON), "offline");
  assert.equal(at({ chats: { ...client.chats, listed: true } }, NOON + 31_000), "listed");
  desk.close();
});

test("presence that no answer came for is said again", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOON });
  const { desk, hear, sent } = await aDesk();
  const said = () => new Set(sent.filter(({ action }) => action === "presence").map(({ cid }) => cid)).size;
  assert.equal(said(), 1);
  for (let second = 0; second < 31; second++) {
    hear({ type: "typing", chat: "chat1", party: "agent", on: false });
    context.mock.timers.tick(1_000);
    await turn();
  }
  assert.equal(said(), 2);
  desk.close();
});

test("drafts are kept for chats that somebody may still write in", async () => {
  const { desk, hear } = await aDesk();
  hear({ type: "head", chat: anActiveHead() });
  hear({ type: "head", chat: anActiveHead({ id: "chat2", state: "ended" }) });
  hear({ type: "head", chat: aHead({ id: "chat3" }) });
  await turn();
  assert.deepEqual([...openChats(desk.state.value)].sort(), ["chat1", "chat3"]);
  desk.close();
});

test("the visitor's connection is remembered with its times", async () => {
  const { desk, hear } = await aDesk();
  hear({ type: "peer", chat: "chat1", party: "visitor", connected: false, at: NOON });
  hear({ type: "peer", chat: "chat1", party: "visitor", connected: true, at: NOON + 41_000 });
  assert.deepEqual(desk.state.value.absences.chat1, [{ from: NOON, until: NOON + 41_000 }]);
  desk.close();
});

test("a stale 'connection lost' goes when the visitor writes, types, reads, or has written meanwhile", async () => {
  const message = { seq: 1, at: NOON + 9_000, by: { party: "visitor" }, kind: "message", cid: "v", text: "Back" };
  const marks = { visitor: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } };
  for (const sign of [
    { type: "entry", chat: "chat1", entry: message },
    { type: "typing", chat: "chat1", party: "visitor", on: true },
    { type: "marks", chat: "chat1", party: "visitor", delivered: 1, read: 1 },
    { type: "log", cid: "any", chat: anActiveHead(), entries: [message], last: 1, more: false, marks },
  ]) {
    const { desk, hear } = await aDesk();
    hear({ type: "peer", chat: "chat1", party: "visitor", connected: false, at: NOON });
    hear({ type: "typing", chat: "chat1", party: "agent", on: true });
    assert.equal(desk.state.value.absences.chat1?.at(-1)?.until, undefined);
    hear(sign);
    assert.notEqual(desk.state.value.absences.chat1?.at(-1)?.until, undefined, sign.type);
    desk.close();
  }
});

test("the word of a loss that comes after what the visitor has written since is old", async () => {
  const { desk, hear } = await aDesk();
  hear({ type: "accepted", cid: "any", chat: anActiveHead(), entries: [{ seq: 1, at: NOON + 9_000, by: { party: "visitor" }, kind: "message", cid: "v", text: "Back" }] });
  hear({ type: "peer", chat: "chat1", party: "visitor", connected: false, at: NOON });
  const losses = () => (desk.state.value.absences.chat1 ?? []).length;
  assert.equal(losses(), 0);
  hear({ type: "peer", chat: "chat1", party: "visitor", connected: false, at: NOON + 10_000 });
  assert.equal(losses(), 1);
  desk.close();
});

test("a chat that this agent answers is under Mine though the list does not name it yet, until it is taken off", async () => {
  const { desk, hear } = await aDesk();
  const own = () => mine(desk.state.value, latest).map(({ chat }) => chat.head.id);
  hear({ type: "head", chat: anActiveHead() });
  hear({ type: "head", chat: anActiveHead({ id: "chat2", agent: PRIYA }) });
  await turn();
  assert.deepEqual(own(), ["chat1"]);
  hear({ type: "head", chat: anActiveHead({ state: "ended" }) });
  await turn();
  assert.deepEqual(own(), ["chat1"]);
  desk.dismiss("chat1");
  await turn();
  assert.deepEqual(own(), []);
  desk.close();
});

test("once the list names it, a chat stands under Mine once", async () => {
  const { desk, hear } = await aDesk();
  hear({ type: "head", chat: anActiveHead() });
  await turn();
  hear({ type: "lists", cid: "any", ringing: [], mine: [anActiveHead()], missed: [] });
  await turn();
  assert.deepEqual(mine(desk.state.value, latest).map(({ chat }) => chat.head.id), ["chat1"]);
  desk.close();
});
