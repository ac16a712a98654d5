import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStorage, Problem, type ConnectionState } from "@firstbell/protocol";
import { Cell } from "../src/cell.ts";
import { Drafts } from "../src/composer/drafts.ts";
import { selfTest, type Results, type TestPorts } from "../src/connection/selftest.ts";
import { linkWords } from "../src/connection/words.ts";
import { commandOf, overDialog, platformOf, type Pressed } from "../src/help/keys.ts";
import { presenceWords, quietWords } from "../src/presence/words.ts";
import { hashOf, parseRoute } from "../src/route.ts";
import { formFaults, restored, signInWords } from "../src/session/session.ts";
import { DEFAULTS, KeptSettings, readSettings } from "../src/settings.ts";
import { turning } from "../src/ui/unsaved.ts";
import { ApiProblem } from "../src/api/problem.ts";
import { NOON, SECOND } from "./people.ts";

test("an address leads back to where it came from", () => {
  for (const hash of ["#/", "#/chats/ab12", "#/chats/ab12/details", "#/missed/ab12", "#/missed/ab12/details", "#/connection", "#/signin", "#/profile", "#/forgot", "#/team", "#/customers/c1/members", "#/audit?agent=marta&search=room", "#/reset/l.reset.demo.abc.def-_9"]) {
    assert.equal(hashOf(parseRoute(hash)), hash);
  }
  for (const odd of ["", "#", "#/chats", "#/chats/", "#/chats/<b>", "#/chats/a/b", "#/chats/a/details/b", "#/nowhere", "#/profile/x", "#/reset", "#/reset/a/b", "#/invitation/<b>aaaaaaa", `#/chats/${"a".repeat(65)}`]) {
    assert.deepEqual(parseRoute(odd), { at: "home" }, odd);
  }
});

test("settings are kept, and a broken value is the default, field by field", () => {
  const storage = memoryStorage();
  new KeptSettings(storage).keep({ volume: 0.2, show: "xa" });
  assert.deepEqual(new KeptSettings(storage).value, { ...DEFAULTS, volume: 0.2, show: "xa" });
  assert.deepEqual(readSettings('{"volume":9,"muted":"yes","show":"dnd","theme":"pink","keys":"all"}'), DEFAULTS);
  // What was kept when there were two ways only.
  assert.deepEqual(readSettings('{"singleKeys":false}'), { ...DEFAULTS, keys: "modified" });
  assert.deepEqual(readSettings('{"singleKeys":false,"keys":"off"}'), { ...DEFAULTS, keys: "off" });
  assert.deepEqual(readSettings("{"), DEFAULTS);
  assert.deepEqual(readSettings("null"), DEFAULTS);
});

test("a change in one tab reaches the other, once", () => {
  const storage = memoryStorage();
  const one = new KeptSettings(storage);
  const other = new KeptSettings(storage);
  let told = 0;
  other.subscribe(() => told++);
  one.keep({ muted: true });
  other.reload();
  other.reload();
  assert.equal(other.value.muted, true);
  assert.equal(told, 1);
});

test("a cell tells of changes only", () => {
  const cell = new Cell(1);
  let told = 0;
  const leave = cell.subscribe(() => told++);
  cell.set(1);
  cell.set(2);
  leave();
  cell.set(3);
  assert.equal(told, 1);
});

test("a draft belongs to its chat, and an empty one is none", () => {
  const storage = memoryStorage();
  const drafts = new Drafts(storage);
  drafts.keep("one", "half a sen");
  drafts.keep("two", "other");
  assert.equal(new Drafts(storage).of("one"), "half a sen");
  drafts.keep("one", "  \n");
  assert.equal(drafts.of("one"), "");
  drafts.sweep(new Set());
  assert.deepEqual(storage.keys(), []);
});

const pressed = (code: string, more: Partial<Pressed> = {}): Pressed => ({
  code,
  key: code.replace(/^Key/, "").toLowerCase(),
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
});

test("single letters command, but never while somebody writes", () => {
  assert.equal(commandOf(pressed("KeyA"), "elsewhere", "single", "other"), "accept");
  assert.equal(commandOf(pressed("KeyN"), "elsewhere", "single", "mac"), "decline");
  assert.equal(commandOf(pressed("KeyA"), "typing", "single", "other"), undefined);
  assert.equal(commandOf(pressed("KeyA"), "elsewhere", "modified", "other"), undefined);
  assert.equal(commandOf(pressed("KeyA", { ctrlKey: true }), "elsewhere", "single", "other"), undefined);
  assert.equal(commandOf(pressed("Slash", { key: "?" }), "elsewhere", "single", "other"), "help");
  assert.equal(commandOf(pressed("KeyZ"), "elsewhere", "single", "other"), undefined);
});

test("with Alt letters command everywhere; on a Mac it takes Ctrl and Option, since Option writes", () => {
  const option = pressed("KeyA", { altKey: true, key: "å" });
  assert.equal(commandOf(option, "typing", "modified", "other"), "accept");
  assert.equal(commandOf(option, "typing", "single", "mac"), undefined);
  assert.equal(commandOf(option, "elsewhere", "modified", "mac"), undefined);
  assert.equal(commandOf(option, "elsewhere", "single", "mac"), "accept");
  assert.equal(commandOf({ ...option, ctrlKey: true }, "typing", "modified", "mac"), "accept");
  // AltGr is Ctrl and Alt on Windows.
  assert.equal(commandOf({ ...option, ctrlKey: true }, "typing", "single", "other"), undefined);
  assert.equal(platformOf({ platform: "MacIntel" }), "mac");
  assert.equal(platformOf({ platform: "Win32" }), "other");
});

test("a key that is held down commands once, and turned off none does", () => {
  assert.equal(commandOf(pressed("KeyN", { repeat: true }), "elsewhere", "single", "other"), undefined);
  assert.equal(commandOf(pressed("KeyN", { altKey: true, repeat: true }), "typing", "single", "other"), undefined);
  assert.equal(commandOf(pressed("KeyN", { altKey: true }), "elsewhere", "off", "other"), undefined);
  assert.equal(commandOf(pressed("Slash", { key: "?" }), "elsewhere", "off", "other"), undefined);
});

test("the letter that is on the key counts, and its place only where it is no letter of ours", () => {
  // A French keyboard has A where others have Q; a Russian one has Ф where others have A.
  assert.equal(commandOf(pressed("KeyQ", { key: "a", altKey: true }), "typing", "single", "other"), "accept");
  assert.equal(commandOf(pressed("KeyA", { key: "q" }), "elsewhere", "single", "other"), undefined);
  assert.equal(commandOf(pressed("KeyA", { key: "ф", altKey: true }), "typing", "single", "other"), "accept");
});

test("over a dialog a ring can be accepted or declined, and nothing else", () => {
  assert.deepEqual((["accept", "decline", "next", "help", undefined] as const).map(overDialog), ["accept", "decline", undefined, undefined, undefined]);
});

test("accepting turns no page on which something is not saved", () => {
  assert.equal(turning(false, "none"), "go");
  assert.equal(turning(false, "plain"), "go");
  assert.equal(turning(true, "none"), "stay");
  assert.equal(turning(false, "form"), "stay");
});

test("each state of the connection says what to do about it", () => {
  const words = (state: ConnectionState) => linkWords(state, NOON);
  const problem = (status: number) => ({ status, title: "Refused", detail: "This page may not connect" });
  assert.equal(words({ kind: "connected", since: NOON - 7 * SECOND }).text, "For 0:07. Chats can ring here.");
  assert.equal(words({ kind: "waiting", retryAt: NOON + 3_400, attempt: 1, why: "network" }).short, "Waiting · 4 s");
  assert.equal(words({ kind: "waiting", retryAt: NOON + 3_400, attempt: 4, why: "server" }).short, "Server down · 4 s");
  assert.equal(words({ kind: "offline", retryAt: NOON }).act, "try");
  assert.equal(words({ kind: "refused", problem: problem(401) }).act, "signin");
  assert.match(words({ kind: "refused", problem: problem(403) }).text, /^This page may not connect\. /);
  assert.equal(words({ kind: "taken-over" }).act, "take");
});

const ports = (more: Partial<TestPorts> = {}): TestPorts => ({
  page: async () => undefined,
  session: async () => undefined,
  ticket: async () => ({ ticket: "t", expiresAt: 0, socket: "ws://x" }),
  socket: async () => undefined,
  millis: () => 0,
  ...more,
});

test("the self-test goes step by step and stops where it fails", async () => {
  const told: Results[] = [];
  const good = await selfTest(ports(), (results) => told.push(results));
  assert.deepEqual(Object.values(good).map(({ state }) => state), ["good", "good", "good", "good"]);
  assert.equal(told[0]?.network.state, "running");
  const bad = await selfTest(ports({ ticket: () => Promise.reject(new Problem(401, "Signed out", "")) }), () => undefined);
  assert.deepEqual(Object.values(bad).map(({ state }) => state), ["good", "good", "bad", "skipped"]);
  assert.match(bad.ticket.state === "bad" ? bad.ticket.advice : "", /Sign out and in again/);
});

test("only the server's own no ends a session", async () => {
  const no = await restored(() => Promise.reject(new Problem(401, "Signed out", "")), true);
  const silent = await restored(() => Promise.reject(new Problem(0, "No answer", "")), true);
  const troubled = await restored(() => Promise.reject(new Problem(503, "Unavailable", "")), true);
  assert.deepEqual([no.kind, silent.kind, troubled.kind], ["nobody", "unanswered", "unanswered"]);
  assert.deepEqual(await restored(() => assert.fail("asked for nothing"), false), { kind: "nobody" });
});

test("signing in explains itself in plain words", () => {
  assert.deepEqual(formFaults("marta@northwind.example", "x"), {});
  assert.deepEqual(Object.keys(formFaults(" ", "")), ["email", "password"]);
  assert.match(formFaults("marta", "x").email ?? "", /name@example\.org/);
  assert.match(signInWords(new Problem(401, "", "")), /do not belong together/);
  assert.match(signInWords(new Problem(0, "", "")), /network/);
  const slowed = (seconds?: number) => signInWords(new ApiProblem(429, "too-many", "", "", [], {}, seconds));
  assert.equal(slowed(42), "Too many tries. Try again in 42 seconds.");
  assert.equal(slowed(600), "Too many tries. Try again in 10 minutes.");
  assert.equal(slowed(), "Too many tries. Try again in a minute.");
  assert.match(signInWords(new Problem(503, "", "")), /Nothing is wrong with your password/);
});

test("an empty list says whether anybody could ring", () => {
  const rooms = [{ name: "GENERAL" }, { name: "Sales" }];
  assert.equal(quietWords("online", rooms, true).text, "You are online for GENERAL and Sales.");
  assert.equal(quietWords("away", rooms, true).title, "You are away.");
  assert.equal(quietWords("online", [], true).title, "You are in no room.");
  assert.equal(quietWords("online", rooms, false).title, "No connection.");
  assert.equal(quietWords(undefined, rooms, true).title, "One moment.");
  const [general, ...others] = rooms;
  assert.equal(quietWords("online", [general!], true, false, others).text, "You are online for GENERAL. On the Free plan Sales does not ring.");
  assert.match(quietWords("online", [], true, false, others).text, /only GENERAL rings, and you are in Sales only/);
});

test("presence is what the server has confirmed", () => {
  assert.equal(presenceWords("online", "online", true).name, "Online");
  assert.deepEqual(presenceWords(undefined, "online", true), { name: "Online…", dot: "off" });
  assert.deepEqual(presenceWords("away", "online", true), { name: "Online…", dot: "off" });
  assert.equal(presenceWords("online", "online", false).name, "Not connected");
});
