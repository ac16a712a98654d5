import assert from "node:assert/strict";
import { test } from "node:test";
import type { UseRow } from "../src/api/shapes.ts";
import { averageWords, daysOf, everyDay, isOperatorRow, partsOf, readUse, rowName, rowSentence, share, total, useFault, USUAL_USE, valueWords, writeUse } from "../src/use/rows.ts";

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
