import assert from "node:assert/strict";
import { test } from "node:test";
import { lastLine, latest, peerActed, peerChanged, visitorLost, visitorTypes } from "../src/chats/chat.ts";
import { endedWords, missedWords } from "../src/transcript/events.ts";
import { items, type Bubble } from "../src/transcript/items.ts";
import { announcementOf } from "../src/transcript/transcript.tsx";
import { accepted, agentSays, aChat, aConversation, anActiveHead, aHead, MARTA, MINUTE, NOON, PRIYA, rang, SECOND, visitorSays } from "./people.ts";

const LATER = NOON + 30 * MINUTE;
const bubbles = (list: ReturnType<typeof items>) => list.filter((item): item is Bubble => item.kind === "bubble");
const events = (list: ReturnType<typeof items>) => list.filter((item) => item.kind === "event").map((item) => item.text);

test("ring and accept are one sentence", () => {
  const head = anActiveHead({ late: [{ name: "Priya Nair", millis: 412 }, { name: "Tom", millis: 900 }] });
  const chat = aChat(head, [rang, visitorSays("Hello!", NOON), accepted]);
  assert.deepEqual(events(items(aConversation(chat), MARTA.id, LATER)), ["12:00 · Rang 2 agents. You accepted after 3.1 s, 0.4 s ahead of Priya."]);
  assert.deepEqual(events(items(aConversation(chat), PRIYA.id, LATER)), ["12:00 · Rang 2 agents. Marta Oliveira accepted after 3.1 s, 0.4 s ahead of Priya."]);
});

test("the agent sees what the visitor was greeted with", () => {
  const greeted = { ...accepted, agent: { ...MARTA, greeting: "Hi, Marta here." } } as typeof accepted;
  const chat = aChat(anActiveHead(), [rang, visitorSays("Hello!", NOON), greeted]);
  assert.equal(events(items(aConversation(chat), MARTA.id, LATER)).at(-1), "Your greeting was shown: “Hi, Marta here.”");
});

test("a group has one time, and says how far it was read", () => {
  const log = [rang, visitorSays("Hello!", NOON), accepted, agentSays("Hi", NOON + MINUTE), agentSays("again", NOON + MINUTE + 9), agentSays("late", NOON + 20 * MINUTE)];
  const marks = { visitor: { delivered: 6, read: 5 }, agent: { delivered: 2, read: 2 } };
  const list = bubbles(items(aConversation(aChat(anActiveHead(), log, { marks })), MARTA.id, LATER));
  assert.deepEqual(list.map(({ text, timed, progress }) => [text, timed, progress]), [
    ["Hello!", true, undefined],
    ["Hi", false, "Read"],
    ["again", true, "Read"],
    ["late", true, "Delivered"],
  ]);
});

test("where the reading stopped, a group ends", () => {
  const log = [rang, agentSays("one", NOON), agentSays("two", NOON + 1)];
  const marks = { visitor: { delivered: 2, read: 2 }, agent: { delivered: 0, read: 0 } };
  const list = bubbles(items(aConversation(aChat(anActiveHead(), log, { marks })), MARTA.id, LATER));
  assert.deepEqual(list.map(({ timed, progress }) => [timed, progress]), [[true, "Read"], [true, "Sent"]]);
});

test("a message keeps its key when its number comes, so it does not jump", () => {
  const before = aConversation(aChat(anActiveHead(), [rang]), {
    outgoing: [{ chat: "chat1", cid: "a7", text: "Hi", at: NOON + 7, state: "sending" }],
  });
  const [waiting] = bubbles(items(before, MARTA.id, LATER));
  const after = aChat(anActiveHead(), [rang, { ...agentSays("Hi", NOON + 7), cid: "a7" } as ReturnType<typeof agentSays>]);
  const [stored] = bubbles(items(aConversation(after), MARTA.id, LATER));
  assert.equal(waiting?.key, stored?.key);
  assert.equal(waiting?.state, "waiting");
  assert.equal(stored?.progress, "Sent");
});

test("what the server refused says why", () => {
  const conversation = aConversation(aChat(anActiveHead(), [rang]), {
    outgoing: [{ chat: "chat1", cid: "a7", text: "Hi", at: NOON, state: "failed", why: { code: "too-large", message: "Too long." } }],
  });
  const [failed] = bubbles(items(conversation, MARTA.id, LATER));
  assert.deepEqual([failed?.state, failed?.reason, failed?.cid], ["failed", "Too long.", "a7"]);
});

test("a visitor who was away and came back is told where it happened", () => {
  const absences = peerChanged(peerChanged([], false, NOON + MINUTE), true, NOON + MINUTE + 41 * SECOND);
  const chat = aChat(anActiveHead(), [rang, visitorSays("a", NOON), visitorSays("b", NOON + 5 * MINUTE)]);
  const list = items(aConversation(chat, { absences }), MARTA.id, LATER);
  assert.equal(list.findIndex((item) => item.kind === "event" && item.text === "Connection of the visitor lost for 41 s."), 2);
  assert.equal(visitorLost(aConversation(chat, { absences })), undefined);
});

test("a repeat of the news about a connection changes nothing", () => {
  const lost = peerChanged([], false, NOON);
  assert.equal(peerChanged(lost, false, NOON + 1), lost);
  assert.deepEqual(peerChanged([], true, NOON), []);
  assert.ok(visitorLost(aConversation(aChat(anActiveHead()), { absences: lost })));
  assert.equal(visitorLost(aConversation(aChat(anActiveHead({ state: "ended" })), { absences: lost })), undefined);
});

test("a visitor who does something is there, whatever word of it was lost", () => {
  const lost = peerChanged([], false, NOON, NOON + 600 * SECOND);
  assert.equal(peerActed(lost, NOON - SECOND, NOON), lost);
  assert.equal(peerActed(lost, NOON + 9 * SECOND, NOON)[0]?.until, NOON + 9 * SECOND);
  // Typing has no time of the server's, and this computer's clock is ten minutes ahead.
  assert.equal(peerActed(lost, undefined, NOON + 641 * SECOND)[0]?.until, NOON + 41 * SECOND);
  const back = peerChanged(lost, true, NOON + SECOND);
  assert.equal(peerActed(back, NOON + 9 * SECOND, NOON), back);
});

test("days are parted, and a chat of today needs no word for it", () => {
  const yesterday = NOON - 24 * 60 * MINUTE;
  const days = (log: Parameters<typeof aChat>[1]) =>
    items(aConversation(aChat(anActiveHead(), log)), MARTA.id, LATER).filter((item) => item.kind === "day").map((item) => item.text);
  assert.deepEqual(days([rang, visitorSays("today", NOON)]), []);
  assert.deepEqual(days([{ ...rang, at: yesterday }, visitorSays("then", yesterday), visitorSays("now", NOON)]), ["Yesterday", "Today"]);
});

test("a line stands before the first words that are new", () => {
  const chat = aChat(anActiveHead(), [rang, visitorSays("old", NOON), agentSays("mine", NOON + 1), visitorSays("new", NOON + 2), visitorSays("newer", NOON + 3)]);
  const list = items(aConversation(chat), MARTA.id, LATER, 2);
  const place = list.findIndex((item) => item.kind === "fresh");
  const next = list[place + 1];
  assert.equal(next?.kind === "bubble" && next.text, "new");
  assert.equal(list.filter((item) => item.kind === "fresh").length, 1);
});

test("four hundred messages stand once each, in their order", () => {
  const log = [rang, ...Array.from({ length: 420 }, (_, place) => (place % 2 ? agentSays : visitorSays)(`m${place}`, NOON + place * SECOND))];
  const list = items(aConversation(aChat(anActiveHead(), log)), MARTA.id, LATER);
  assert.deepEqual(bubbles(list).map(({ text }) => text), Array.from({ length: 420 }, (_, place) => `m${place}`));
  assert.equal(new Set(list.map(({ key }) => key)).size, list.length);
});

test("markup in a message is words, and emoji alone are big", () => {
  const chat = aChat(anActiveHead(), [visitorSays("<script>alert(1)</script>", NOON), visitorSays("👩‍👩‍👧‍👦", NOON + 1), visitorSays("12", NOON + 2)]);
  const list = bubbles(items(aConversation(chat), MARTA.id, LATER));
  assert.deepEqual(list.map(({ text, big }) => [text, big]), [["<script>alert(1)</script>", false], ["👩‍👩‍👧‍👦", true], ["12", false]]);
});

test("every end has its own words", () => {
  assert.equal(endedWords("agent", anActiveHead(), MARTA.id), "You hung up.");
  assert.equal(endedWords("agent", anActiveHead(), PRIYA.id), "Marta Oliveira hung up.");
  assert.equal(endedWords("visitor", anActiveHead(), MARTA.id), "Amira ended the chat.");
  assert.equal(endedWords("visitor-lost", anActiveHead({ visitor: { id: "v", visits: 1 } }), MARTA.id), "The visitor was gone for 90 s, so the chat was ended.");
  assert.match(endedWords("agent-lost", anActiveHead(), MARTA.id), /90 s/);
  assert.equal(missedWords("nobody-available", aHead()), "Nobody was available in GENERAL.");
  assert.equal(missedWords("nobody-accepted", aHead()), "None of 2 agents accepted in time.");
});

test("the line of the list is the last thing said", () => {
  const chat = aChat(anActiveHead(), [rang, visitorSays("Hello!", NOON), agentSays("Hi", NOON + 5)]);
  assert.equal(lastLine(aConversation(chat)), "You: Hi");
  assert.equal(lastLine(aConversation(aChat(aHead()))), "Hello!");
  assert.equal(latest(aConversation(chat)), NOON + 3_100);
});

test("typing ends by itself when the word that it stopped is lost", () => {
  const chat = aChat(anActiveHead(), [], { typing: { visitor: NOON + 15 * SECOND } });
  assert.equal(visitorTypes(chat, NOON + 14 * SECOND), true);
  assert.equal(visitorTypes(chat, NOON + 15 * SECOND), false);
});

test("a screen reader hears the visitor's words, not one's own, and not a flood", () => {
  const chat = aChat(anActiveHead(), [rang, visitorSays("a", NOON), agentSays("mine", NOON), visitorSays("b", NOON)]);
  assert.equal(announcementOf(aConversation(chat), 2), "Amira: b");
  assert.equal(announcementOf(aConversation(chat), 4), undefined);
  const flood = aChat(anActiveHead(), Array.from({ length: 5 }, (_, place) => visitorSays(`m${place}`, NOON)));
  assert.equal(announcementOf(aConversation(flood), 0), "5 new messages from Amira");
});
