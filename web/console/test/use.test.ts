import assert from "node:assert/strict";
import { test } from "node:test";
import type { UseRow } from "../src/api/shapes.ts";
import { averageWords, barsOf, daysOf, everyDay, isOperatorRow, partsOf, placeLabels, ranked, readUse, rowName, rowSentence, rowUnit, share, total, unitWords, useFault, USUAL_USE, valueWords, writeUse } from "../src/use/rows.ts";

function aRow(key: string, more: Partial<UseRow> = {}): UseRow {
  return { key, chats: 10, answered: 8, missed: 2, byOperators: 0, waitMillis: 40_000, talkMillis: 2_400_000, messages: 136, ...more };
}

test("a day without a chat is a day", () => {
  const rows = everyDay([aRow("2026-11-02")], "2026-11-01", "2026-11-03");
  assert.deepEqual(rows.map((row) => [row.key, row.chats]), [["2026-11-01", 0], ["2026-11-02", 10], ["2026-11-03", 0]]);
  assert.equal(total(rows).messages, 136);
});

test("averages are over the answered, and nothing is no average", () => {
  const row = aRow("2026-11-02");
  assert.equal(averageWords(row.waitMillis, row.answered), "5.0 s");
  assert.equal(averageWords(0, 0), "–");
  assert.equal(share(8, 10), "80 %");
  assert.equal(share(0, 0), "–");
  assert.deepEqual(partsOf("chats").map((part) => part.of(row)), [8, 2]);
  assert.deepEqual(partsOf("wait").map((part) => part.of({ ...row, answered: 0 })), [0]);
  assert.equal(valueWords(0, "wait"), "–");
  assert.equal(valueWords(1250, "messages"), "1,250");
});

test("a row is said in a sentence", () => {
  assert.equal(rowSentence(aRow("2026-11-22", { byOperators: 3 }), "day", "chats").replace("Sun,", "Sun"), "Sun 22 Nov: 10 chats, 8 answered, 2 missed, 3 by operators");
  assert.equal(rowSentence(aRow("sales", { name: "Sales", answered: 0 }), "room", "wait"), "Sales: none answered");
  assert.equal(rowSentence(aRow("marta", { name: "Marta Oliveira", messages: 1 }), "agent", "messages"), "Marta Oliveira: 1 message");
  assert.equal(rowName(aRow("room7"), "room"), "room7");
  assert.equal(isOperatorRow(aRow("platform--noor"), "agent"), true);
  assert.equal(isOperatorRow(aRow("a--b"), "room"), false);
});

test("a year is drawn as weeks, from Monday on, and nothing of it is lost", () => {
  const days = everyDay([aRow("2025-12-03"), aRow("2026-11-29"), aRow("2026-11-30")], "2025-12-01", "2026-12-01");
  const bars = barsOf(days);
  assert.equal(bars.length, 53);
  assert.deepEqual(total(bars), total(days));
  assert.deepEqual(bars.slice(-2).map((bar) => [bar.key, bar.last, bar.chats]), [["2026-11-23", "2026-11-29", 10], ["2026-11-30", "2026-12-01", 10]]);
  assert.equal(rowSentence(bars[0] ?? days[0]!, "day", "messages"), "1 Dec – 7 Dec 2025: 136 messages");
  assert.equal(rowName(barsOf(everyDay([], "2025-12-29", "2026-06-30"))[0]!, "day"), "29 Dec 2025 – 4 Jan 2026");
  assert.equal(unitWords("chats", bars), "Chats a week");
  assert.equal(unitWords("wait", days), "Time to answer, on average, by day");
  // A quarter stays in days, where there is room.
  assert.equal(barsOf(everyDay([], "2026-09-01", "2026-11-29"), 62).length, 13);
  assert.equal(barsOf(everyDay([], "2026-09-01", "2026-11-29")).length, 90);
});

test("under the bars stand as many labels as fit, with the year where there are two", () => {
  const days = everyDay([], "2026-11-01", "2026-11-30");
  assert.deepEqual(placeLabels(days, 3), [[9, "10 Nov"], [19, "20 Nov"], [29, "30 Nov"]]);
  assert.deepEqual(placeLabels(everyDay([], "2025-12-31", "2026-01-01"), 5).map(([, label]) => label), ["31 Dec 2025", "1 Jan 2026"]);
  const weeks = barsOf(everyDay([], "2025-12-01", "2026-12-01"));
  const labels = placeLabels(weeks, 4).map(([, label]) => label);
  assert.deepEqual(labels, ["Mar 2026", "Jun", "Sept", "Dec"]);
  assert.ok(placeLabels(weeks, 30).length === 12);
  assert.deepEqual(placeLabels(everyDay([], "2026-11-01", "2026-11-01"), 5), [[0, "1 Nov"]]);
});

test("rooms and agents stand in the order of what is looked at", () => {
  const rows = [aRow("a", { talkMillis: 80_000 }), aRow("b", { chats: 3, answered: 2, missed: 1, talkMillis: 90_000 }), aRow("c", { chats: 30, answered: 30, missed: 0, talkMillis: 300_000 })];
  assert.deepEqual(ranked(rows, "chats").map((row) => row.key), ["c", "a", "b"]);
  assert.deepEqual((["chats", "talk", "messages"] as const).map((measure) => rowUnit(measure, "agent")), ["Chats answered", "Length of a chat, on average", "Messages"]);
  assert.equal(rowUnit("chats", "room"), "Chats");
  assert.deepEqual(ranked(rows, "talk").map((row) => row.key), ["b", "c", "a"]);
});

test("what is looked at lives in the address", () => {
  assert.deepEqual(readUse(new URLSearchParams("by=moon&measure=money&range=century&from=x")), USUAL_USE);
  for (const text of ["", "by=room", "by=agent&measure=talk", "range=30d", "from=2026-11-01&to=2026-11-30", "range=days"]) assert.equal(writeUse(readUse(new URLSearchParams(text))), text);
});

test("ranges are whole days of the organization's time zone, and a range ends today at the latest", () => {
  const now = Date.UTC(2026, 10, 30, 23, 30);
  assert.deepEqual(daysOf(USUAL_USE, now, "Europe/London"), { from: "2026-11-01", to: "2026-11-30" });
  assert.deepEqual(daysOf(USUAL_USE, now, "Asia/Tokyo"), { from: "2026-12-01", to: "2026-12-01" });
  assert.deepEqual(daysOf({ ...USUAL_USE, range: "last-month" }, now, "Asia/Tokyo"), { from: "2026-11-01", to: "2026-11-30" });
  assert.deepEqual(daysOf({ ...USUAL_USE, range: "30d" }, now, "Europe/London"), { from: "2026-11-01", to: "2026-11-30" });
  assert.deepEqual(daysOf({ ...USUAL_USE, range: "days", from: "2026-10-05", to: "" }, now, "Europe/London"), { from: "2026-10-05", to: "2026-11-30" });
  assert.match(useFault({ range: "days", from: "2026-11-02", to: "2026-11-01" }) ?? "", /after/u);
  assert.match(useFault({ range: "days", from: "2025-01-01", to: "2026-11-01" }) ?? "", /At most/u);
  assert.equal(useFault({ range: "days", from: "2025-11-01", to: "2026-10-31" }), undefined);
});
