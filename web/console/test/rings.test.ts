import assert from "node:assert/strict";
import { test } from "node:test";
import { pageTitle } from "../src/ring/attention.ts";
import { calling, clicked, clickLost, doneWith, ended, focusAfter, isDone, listed, readDone, writeDone, loud, oldest, OVER_MILLIS, removed, rung, settled, swept, type Rings } from "../src/ring/rings.ts";
import { roundOfBell, ROUND_SECONDS } from "../src/ring/strike.ts";
import { overWords, ringAnnouncement, ringDetails } from "../src/ring/words.ts";
import { aHead, MARTA, NOON, PRIYA, SECOND } from "./people.ts";

const NONE: Rings = [];
const one = aHead();
const two = aHead({ id: "chat2", startedAt: NOON + 5 * SECOND });

test("a chat rings once, however often it is told", () => {
  const rings = rung(rung(rung(NONE, one, NOON), one, NOON + 9 * SECOND), two, NOON + 5 * SECOND);
  assert.deepEqual(rings.map((ring) => ring.head.id), ["chat1", "chat2"]);
  assert.equal(rings[0]?.since, NOON);
  assert.equal(oldest(rings)?.head.id, "chat1");
});

test("a clock ahead by ten minutes still rings, for as long as any other", () => {
  const ahead = NOON + 600 * SECOND;
  for (const rings of [rung(NONE, one, ahead), listed(NONE, [one], ahead)]) {
    assert.equal(loud(swept(rings, ahead + 64 * SECOND)).length, 1);
    assert.deepEqual(swept(rings, ahead + 66 * SECOND), []);
  }
  assert.equal(rung(NONE, one, ahead)[0]?.since, ahead);
  // Nobody knows better than that it has rung for its whole time.
  assert.equal(listed(NONE, [one], ahead)[0]?.since, ahead - 45 * SECOND);
});

test("the oldest is the one that began first, by one clock, however late each was heard of", () => {
  const rings = rung(rung(NONE, two, NOON + 5 * SECOND), one, NOON + 6 * SECOND);
  assert.equal(oldest(rings)?.head.id, "chat1");
});

test("a list that was read before a ring was pushed does not end it", () => {
  const rings = rung(NONE, one, NOON);
  assert.equal(loud(listed(rings, [], NOON + SECOND, NOON - SECOND)).length, 1);
  assert.deepEqual(listed(rings, [], NOON + SECOND, NOON), []);
});

test("a computer whose clock is behind does not show a ring that starts in the future", () => {
  const behind = aHead({ startedAt: NOON + 90 * SECOND, ringUntil: NOON + 135 * SECOND });
  assert.equal(rung(NONE, behind, NOON)[0]?.since, NOON);
  assert.equal(listed(NONE, [behind], NOON)[0]?.since, NOON);
});

test("a click silences at once; a click that was lost rings again", () => {
  const accepting = clicked(rung(NONE, one, NOON), "chat1", "accepting");
  assert.deepEqual(loud(accepting), []);
  assert.equal(loud(clickLost(accepting, "chat1")).length, 1);
});

test("how late a click was is kept, in whichever order the two answers come", () => {
  const late = { why: "taken", by: PRIYA, lateMillis: 412 } as const;
  const told = { why: "taken", by: PRIYA } as const;
  const rings = rung(NONE, one, NOON);
  for (const order of [[late, told], [told, late]] as const) {
    const end = order.reduce<Rings>((result, over) => ended(result, "chat1", over, NOON), rings);
    assert.equal(overWords(end[0]?.over ?? told), "Priya took it, 0.4 s before you.");
  }
});

test("the end of a ring is readable for some seconds, then it goes", () => {
  const rings = ended(rung(NONE, one, NOON), "chat1", { why: "missed" }, NOON);
  assert.equal(swept(rings, NOON + OVER_MILLIS - 1), rings);
  assert.deepEqual(swept(rings, NOON + OVER_MILLIS), []);
});

test("a ring that nobody ended does not ring for ever", () => {
  const rings = rung(NONE, one, NOON);
  assert.equal(swept(rings, NOON + 60 * SECOND), rings);
  assert.deepEqual(swept(rings, NOON + 66 * SECOND), []);
});

test("after a reconnect only what the server lists still rings", () => {
  const rings = rung(rung(NONE, one, NOON), two, NOON);
  assert.deepEqual(listed(rings, [two], NOON).map((ring) => ring.head.id), ["chat2"]);
  assert.deepEqual(listed(NONE, [one, two], NOON).map((ring) => ring.head.id), ["chat1", "chat2"]);
});

test("what is over is remembered for as long as it could have rung, and forgotten then", () => {
  const done = doneWith(new Map(), rung(NONE, one, NOON), "chat1", NOON + 10 * SECOND);
  assert.equal(isDone(done, "chat1", NOON + 74 * SECOND), true);
  assert.equal(isDone(done, "chat1", NOON + 75 * SECOND), false);
  assert.equal(isDone(done, "chat2", NOON), false);
  assert.deepEqual(readDone(writeDone(done)), done);
  for (const odd of [undefined, "{", "null", "{}", '[["a"],7]']) assert.equal(readDone(odd).size, 0, odd);
  // Its end may come before its beginning.
  assert.equal(isDone(doneWith(done, NONE, "chat2", NOON), "chat2", NOON + 5 * 60 * SECOND), true);
  assert.deepEqual([...doneWith(done, NONE, "chat2", NOON + 80 * SECOND).keys()], ["chat2"]);
});

test("the chat's own state ends a ring whose end was told by nobody", () => {
  const rings = rung(NONE, one, NOON);
  const state = (head: ReturnType<typeof aHead>) => settled(rings, () => head, () => MARTA.id, NOON)[0]?.over;
  assert.deepEqual(state(aHead({ state: "missed", why: "nobody-accepted" })), { why: "missed" });
  assert.deepEqual(state(aHead({ state: "missed", why: "visitor-left" })), { why: "visitor-left" });
  assert.deepEqual(state(aHead({ state: "active", agent: PRIYA })), { why: "taken", by: PRIYA });
  assert.deepEqual(settled(rings, () => aHead({ state: "active", agent: MARTA }), () => MARTA.id, NOON), []);
  assert.equal(settled(rings, () => one, () => MARTA.id, NOON), rings);
});

test("a chat that rings again after its end was shown rings again", () => {
  const over = ended(rung(NONE, one, NOON), "chat1", { why: "missed" }, NOON);
  assert.equal(loud(rung(over, one, NOON + SECOND)).length, 1);
  assert.deepEqual(removed(over, "chat1"), []);
});

test("who is away or offline is shown what rings, and is not called", () => {
  const rings = rung(NONE, one, NOON);
  assert.deepEqual(["online", "away", "xa", "offline"].map((show) => calling(rings, show as "online").length), [1, 0, 0, 0]);
  assert.deepEqual(calling(clicked(rings, "chat1", "accepting"), "online"), []);
});

test("a card that goes hands the focus to the next ring, and the last one to the heading", () => {
  const rings = rung(rung(NONE, one, NOON), two, NOON);
  assert.equal(focusAfter(rings, undefined), undefined);
  assert.equal(focusAfter(clicked(rings, "chat1", "declining"), "chat1"), undefined);
  assert.deepEqual(focusAfter(removed(rings, "chat1"), "chat1"), { chat: "chat2" });
  assert.deepEqual(focusAfter(ended(rings, "chat1", { why: "missed" }, NOON), "chat1"), { chat: "chat2" });
  assert.equal(focusAfter(removed(removed(rings, "chat1"), "chat2"), "chat2"), "heading");
});

test("a ring says where it comes from", () => {
  assert.equal(ringDetails(aHead({ visitor: { id: "v", visits: 2 } })), "GENERAL · /green-hills · 2nd visit");
  assert.equal(ringAnnouncement(one), "Amira R. rings for GENERAL from /green-hills: Hello!");
});

test("the tab's title tells", () => {
  assert.equal(pageTitle([one, two], 5, "ring"), "(2) Ringing · Firstbell");
  assert.equal(pageTitle([one, two], 5, "rest"), "(2) Amira R. rings");
  assert.equal(pageTitle([], 3, "ring"), "(3) Firstbell");
  assert.equal(pageTitle([], 0, "ring"), "Firstbell");
  assert.equal(pageTitle([], 3, "ring", "Team", "away"), "(3) Away · Team · Firstbell");
});

test("the bell is loud, does not clip, and can be repeated without a click", () => {
  const samples = roundOfBell(8_000);
  assert.equal(samples.length, ROUND_SECONDS * 8_000);
  const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  assert.ok(peak > 0.85 && peak <= 0.91, String(peak));
  assert.ok(Math.abs(samples[0] ?? 1) < 0.01);
  assert.ok(Math.abs(samples.at(-1) ?? 1) < 0.001);
  assert.ok(samples.every((value) => Number.isFinite(value)));
});
