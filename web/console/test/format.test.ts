import assert from "node:assert/strict";
import { test } from "node:test";
import { unlistedWords } from "../src/visitor/pane.tsx";
import { firstName, graphemes, initials, shortened, tint, TINTS, visitorName, visitOrdinal } from "../src/format/names.ts";
import { mailto, pagePath, safeUrl } from "../src/format/text.ts";
import { countUp, dayName, margin, span } from "../src/format/time.ts";
import { MINUTE, NOON, SECOND } from "./people.ts";

const FAMILY = "👩‍👩‍👧‍👦";

test("a name with markup stays words", () => {
  const name = '<img src=x onerror="alert(1)">';
  assert.equal(visitorName({ id: "v", name }), name);
  assert.equal(initials({ id: "v", name }), "IO");
});

test("an emoji of many code points is one character, and one is enough for a circle", () => {
  assert.equal(graphemes(FAMILY).length, 1);
  assert.equal(initials({ id: "v", name: `${FAMILY} ${FAMILY}` }), FAMILY);
  assert.equal(shortened(`${FAMILY}${FAMILY}${FAMILY}`, 2), `${FAMILY}…`);
});

test("a long name is cut where a person would cut it", () => {
  assert.equal(shortened("Wolfeschlegelsteinhausen", 10), "Wolfeschl…");
  assert.equal(graphemes(firstName("Wolfeschlegelsteinhausenbergerdorff von Hohenlohe")).length, 24);
});

test("letters that reorder or hide what is around them are no part of a name", () => {
  assert.equal(visitorName({ id: "v", name: "\u202Egnp.exe\u202C" }), "gnp.exe");
  assert.equal(visitorName({ id: "v", name: "\u200B \u2066", email: "a@b.example" }), "a@b.example");
});

test("who gave no name is called by the address, else a visitor", () => {
  assert.equal(visitorName({ id: "v", name: "  ", email: "s.berg@example.org" }), "s.berg@example.org");
  assert.equal(initials({ id: "v", email: "s.berg@example.org" }), "SB");
  assert.equal(visitorName({ id: "v" }), "Visitor");
  assert.equal(initials({ id: "v" }), "?");
  assert.equal(initials({ id: "v", name: "李 伟" }), "李伟");
});

test("a person keeps one tint, and the tints are all there", () => {
  assert.equal(tint("v1"), tint("v1"));
  const seen = new Set(Array.from({ length: 200 }, (_, place) => tint(`visitor-${place}`)));
  assert.equal(seen.size, TINTS);
});

test("visits are counted as people count", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(visitOrdinal), [
    "1st visit", "2nd visit", "3rd visit", "4th visit", "11th visit", "12th visit", "13th visit", "21st visit", "102nd visit", "111th visit",
  ]);
});

test("a ring counts up and never below nothing", () => {
  assert.equal(countUp(7 * SECOND), "0:07");
  assert.equal(countUp(12 * MINUTE + 16 * SECOND), "12:16");
  assert.equal(countUp(3_723 * SECOND), "1:02:03");
  assert.equal(countUp(-5 * SECOND), "0:00");
});

test("a length of time is said as in a sentence", () => {
  assert.deepEqual([3_100, 9_940, 9_960, 41_000, 125_000, 3_600_000 + 4 * MINUTE].map(span), ["3.1 s", "9.9 s", "10 s", "41 s", "2 min 5 s", "1 h 4 min"]);
  assert.deepEqual([0, 40, 412].map(margin), ["1 ms", "40 ms", "0.4 s"]);
});

test("days are named from here", () => {
  assert.equal(dayName(NOON, NOON + MINUTE), "Today");
  assert.equal(dayName(NOON - 13 * 60 * MINUTE, NOON), "Yesterday");
  assert.match(dayName(NOON - 5 * 24 * 60 * MINUTE, NOON), /17/);
});

test("only a plain web address is ever followed", () => {
  assert.equal(safeUrl("https://tea.example/a"), "https://tea.example/a");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "https://bank.example@evil.example/", "file:///etc/passwd", "not a url", "", "//x"]) {
    assert.equal(safeUrl(bad), undefined, bad);
  }
});

test("no header rides along in a mail link", () => {
  assert.equal(mailto("s.berg+tea@example.org"), "mailto:s.berg+tea@example.org");
  for (const bad of ["a@b.example?bcc=c@d.example", "a@b.example,c@d.example", "a@b", "<a@b.example>", "a@b.example%0abcc:x@y.example", ""]) {
    assert.equal(mailto(bad), undefined, bad);
  }
});

test("a page is told by its path, also one with broken escapes", () => {
  assert.equal(pagePath("https://tea.example/pricing?plan=2"), "/pricing?plan=2");
  assert.equal(pagePath("https://tea.example/caf%C3%A9"), "/café");
  assert.equal(pagePath("https://tea.example/%E0%A4%A"), "/%E0%A4%A");
  assert.equal(pagePath("javascript:alert(1)"), "javascript:alert(1)");
});

test("other chats of a visitor that are not here are counted, not left out", () => {
  assert.equal(unlistedWords(1, 0), "One that is not shown here: only chats of your own lists are.");
  assert.equal(unlistedWords(4, 0), "4 that are not shown here: only chats of your own lists are.");
  assert.equal(unlistedWords(2, 1), "And another 2 that are not shown here: only chats of your own lists are.");
});
