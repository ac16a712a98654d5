import assert from "node:assert/strict";
import { test } from "node:test";
import { ChatClient, Connection, memoryStorage, type Entry, type Storage, type Talk, type TalkOptions } from "../src/index.ts";
import { FAIR, FakeServer, TestClock, TestNetwork } from "./world.ts";

const MESSAGES = 12;
const SEEDS = 150;

type MakeClient = (options: TalkOptions) => Talk;
const sound: MakeClient = (options) => new ChatClient(options);

/** A day of bad weather: both sides write, frames are lost, doubled and overtaken, lines cut, pages reloaded. */
async function badDay(seed: number, make: MakeClient, dedupe = true): Promise<string[]> {
  const clock = new TestClock(seed);
  const server = new FakeServer(clock, { dedupe });
  const sides = (["visitor", "agent"] as const).map((party) => ({
    party,
    storage: memoryStorage() as Storage,
    written: [] as string[],
    talk: undefined as Talk | undefined,
  }));
  const load = (side: (typeof sides)[number]) => {
    side.talk?.close();
    const connection = new Connection({ ticket: server.ticket, open: server.opener(side.party), network: new TestNetwork(), clock });
    side.talk = make({ party: side.party, connection, storage: side.storage, clock });
    side.talk.open();
  };
  for (const side of sides) load(side);
  await clock.pass(1_000);
  server.weather = { lose: 0.15, double: 0.15, spread: 400 };
  for (let i = 0; i < MESSAGES * 2; i++) {
    const side = sides[clock.random() < 0.5 ? 0 : 1]!;
    const cid = `${side.party}-${side.written.length}`;
    side.written.push(cid);
    side.talk!.say(server.id, `words ${cid}`, cid);
    await clock.pass(clock.random() * 800);
    const fate = clock.random();
    if (fate < 0.15) server.cut(side.party);
    else if (fate < 0.22) load(side);
    await clock.pass(clock.random() * 3_000);
  }
  // The weather clears; whatever was on its way has time to arrive.
  server.weather = FAIR;
  await clock.pass(10 * 60_000);

  const wrong: string[] = [];
  for (const side of sides) {
    const stored = server.entries.filter((e) => e.kind === "message" && e.by.party === side.party).map(cidOf);
    if (stored.join() !== side.written.join()) wrong.push(`${side.party} wrote ${side.written} but ${stored} is stored`);
    const seen = side.talk!.state.chats.byId[server.id]?.log.entries ?? [];
    if (seen.map(cidOf).join() !== server.entries.map(cidOf).join()) wrong.push(`${side.party} sees ${seen.length} of ${server.entries.length}`);
    if (side.talk!.state.outbox.length > 0) wrong.push(`${side.party} still has ${side.talk!.state.outbox.length} to send`);
    side.talk!.close();
  }
  return wrong;
}

const cidOf = (entry: Entry): string => (entry.kind === "message" ? entry.cid : entry.kind);

async function failures(make: MakeClient, dedupe = true): Promise<string[]> {
  const found: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    for (const wrong of await badDay(seed, make, dedupe)) found.push(`seed ${seed}: ${wrong}`);
  }
  return found;
}

test(`each message stands once and in order on both sides, on ${SEEDS} bad days`, async () => {
  assert.deepEqual(await failures(sound), []);
});

test("planted bug: a server that stores a repeated message again is found", async () => {
  assert.notEqual((await failures(sound, false)).length, 0);
});

test("planted bug: a client that never fills gaps is found", async () => {
  class NeverSyncs extends ChatClient {
    override async sync(): Promise<void> {}
  }
  assert.notEqual((await failures((options) => new NeverSyncs(options))).length, 0);
});

test("planted bug: an outbox that the reload forgets is found", async () => {
  const forgetful: MakeClient = (options) => new ChatClient({ ...options, storage: memoryStorage() });
  assert.notEqual((await failures(forgetful)).length, 0);
});
