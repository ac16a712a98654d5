import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatClient, Connection, memoryStorage, systemClock, type Socket } from "@firstbell/protocol";
import { Desk } from "../src/desk.ts";
import { quietWords } from "../src/presence/words.ts";
import { overWords, ringAnnouncement } from "../src/ring/words.ts";
import { answersChats, isOperator, type Session } from "../src/session/session.ts";
import { aHead, NOON } from "./people.ts";

type Frame = Record<string, unknown>;
const TEA = { id: "demo", name: "Northwind Tea" };
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Noor's desk: an operator of the platform. */
async function aDesk(answer: (frame: Frame) => Frame | undefined) {
  const sent: Frame[] = [];
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
  const connection = new Connection({ ticket: async () => ({ ticket: "t", expiresAt: 0, socket: "ws://x" }), open: () => socket, network: { online: () => true, onChange: () => () => undefined }, clock: systemClock });
  const client = new ChatClient({ party: "agent", connection, storage: memoryStorage(), clock: systemClock, computer: "desk" });
  const ports = { now: () => NOON, rang: (_: unknown, words: string) => void said.push(words), handled: () => undefined, over: (words: string) => void said.push(words), opened: () => undefined };
  const desk = new Desk("noor", client, connection, "online", ports, "platform");
  desk.open();
  await turn();
  socket.onopen?.();
  await turn();
  return { desk, hear, sent, said };
}

test("an operator's frames about a customer's chat name the customer; who speaks there is known by the home", async () => {
  const head = aHead({ organization: TEA });
  const active = { ...head, state: "active" as const, agent: { id: "platform--noor", name: "Noor Haddad" } };
  const { desk, hear, sent, said } = await aDesk(({ action }) => (action === "accept" ? { type: "accepted", chat: active, entries: [] } : undefined));
  hear({ type: "ring", chat: head });
  await turn();
  assert.match(said[0] ?? "", /^Amira R\. of Northwind Tea rings/u);
  desk.accept("chat1");
  await turn();
  desk.client.typing("chat1", true);
  assert.equal(sent.find(({ action }) => action === "accept")?.organization, "demo");
  assert.equal(sent.find(({ action }) => action === "typing")?.organization, "demo");
  assert.equal(desk.meIn(active), "platform--noor");
  assert.equal(desk.foreign(active)?.name, "Northwind Tea");
  assert.deepEqual(desk.state.value.rings, []);
  desk.close();
});

test("a chat of the own organization is the own, also when operators were rung for it", async () => {
  const { desk } = await aDesk(() => undefined);
  const head = aHead({ organization: { id: "platform", name: "Firstbell" } });
  assert.equal(desk.foreign(head), undefined);
  assert.equal(desk.meIn(head), "noor");
  desk.close();
});

test("the last credit went: the ring ends in words, by the answer to a click and by a push", async () => {
  const { desk, hear, said } = await aDesk(({ action }) => (action === "accept" ? { type: "error", code: "no-credit", message: "No credit." } : undefined));
  hear({ type: "ring", chat: aHead({ organization: TEA }) });
  hear({ type: "ring", chat: aHead({ id: "chat2", organization: TEA }) });
  await turn();
  desk.accept("chat1");
  await turn();
  hear({ type: "stop", chat: "chat2", why: "no-credit" });
  await turn();
  assert.deepEqual(desk.state.value.rings.map((ring) => ring.over), [{ why: "no-credit", of: "Northwind Tea" }, { why: "no-credit", of: "Northwind Tea" }]);
  assert.match(said.at(-1) ?? "", /Northwind Tea has no interaction credit left: only its own agents can answer now\./u);
  assert.match(overWords({ why: "no-credit" }), /^The organization has/u);
  desk.close();
});

test("an operator answers chats, also without rooms of the own organization; in a customer the permission means nothing", () => {
  const session = (kind: "platform" | "customer", permissions: string[]) => ({ organization: { kind }, member: { role: "member", permissions } }) as unknown as Session;
  assert.equal(answersChats(session("platform", ["answer-as-operator"])), true);
  assert.equal(isOperator(session("customer", ["answer-as-operator"])), false);
  assert.equal(answersChats(session("customer", ["answer-as-operator"])), false);
  assert.match(quietWords("online", [], true, true).text, /customers on the Operations package/u);
  assert.equal(ringAnnouncement(aHead()).startsWith("Amira R. rings for GENERAL"), true);
});
