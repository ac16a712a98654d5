import type { Chat, ClientState, Entry, Head } from "@firstbell/protocol";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { options, render } from "preact";
import { Desk } from "../src/frame/desk.ts";
import { CLOSED_PAUSE } from "../src/frame/hub.ts";
import { App } from "../src/frame/view/app.tsx";
import { openPage, page, settled, type FakeElement } from "./page.ts";

/** The server's side: what it answers to `METHOD path`, and what was asked. */
let answers: Record<string, () => Promise<Response>>;
let asked: string[];
/** What the tab that leads was asked to do. */
let done: unknown[][];
const answer = (status: number, body: object) => () => Promise.resolve({ ok: status < 300, status, json: () => Promise.resolve(body) } as Response);
const never = () => new Promise<Response>(() => {});

const said = (seq: number, party: "visitor" | "agent" = "agent"): Entry => ({ seq, at: Date.now(), by: { party }, kind: "message", cid: "c" + seq, text: "words " + seq });
const rang: Entry = { seq: 1, at: Date.now(), by: { party: "visitor" }, kind: "ringing", room: { id: "g", name: "G" }, rung: 1 };

function chat(entries: readonly Entry[], more: Partial<Head> = {}): Chat {
  const last = more.last ?? entries.length;
  const head: Head = { id: "a", state: "active", room: { id: "g", name: "G" }, startedAt: 1, visitor: { id: "v", visits: 1 }, agent: { id: "m", name: "Marta" }, preview: "", ...more, last };
  const mark = { delivered: 0, read: 0 };
  return { head, log: { entries, ahead: [], known: last }, marks: { visitor: mark, agent: mark }, typing: {}, peers: {} };
}

function client(one?: Chat, more: Partial<ClientState> = {}): ClientState {
  const id = one?.head.id;
  const chats = { byId: one && id ? { [id]: one } : {}, ringing: [], mine: id ? [id] : [], missed: [], listed: true };
  return { connection: { kind: "connected", since: 1 }, chats, outbox: [], ...more };
}

const refused = (status: number) => ({ connection: { kind: "refused", problem: { status, title: "", detail: "" } } }) as const;

/** A frame with its chat: what the leading tab tells is told by `show`. */
function frame(more: { token?: boolean } = {}) {
  if (more.token) page.stored.set("firstbell.demo.token", JSON.stringify({ token: "t1", visitor: "v", expiresAt: Date.now() + 1e9 }));
  const desk = new Desk("demo");
  const root = page.body;
  const draw = () => render(<App desk={desk} model={desk.model} />, root as unknown as Element);
  desk.onChange(draw);
  const told = async (state: Partial<Desk["model"]>) => {
    desk.model = { ...desk.model, ...state };
    draw();
    await settled();
  };
  drawn = () => render(null, root as unknown as Element);
  return {
    desk,
    told,
    show: (state: ClientState) => told({ client: state, open: true }),
    words: () => root.textContent,
    line: () => root.querySelector("#write")!,
    button: (name: string) => root.all().find((one) => one.localName === "button" && (one.textContent.trim() === name || one.getAttribute("aria-label") === name)),
    async write(element: FakeElement, text: string) {
      element.value = text;
      element.dispatch("input");
      await settled();
    },
    async send() {
      root.all().find((one) => one.classes.includes("foot"))!.dispatch("submit");
      await settled();
    },
  };
}
let drawn = () => {};

// Effects run when the stack is empty, not after a paint that never comes.
options.requestAnimationFrame = (task) => void setTimeout(task, 0);

beforeEach(() => {
  openPage();
  asked = [];
  done = [];
  answers = { "GET /api/sites/demo": answer(200, { organization: { id: "demo", name: "Tea" }, rooms: [], available: true }), "POST /api/tickets": never };
  globalThis.fetch = ((path: string, init: RequestInit) => {
    const what = `${init.method} ${path}`;
    asked.push(what);
    return (answers[what] ?? never)();
  }) as typeof fetch;
  globalThis.BroadcastChannel = class {
    postMessage(note: { kind: string; what?: string; args?: unknown[] }) {
      if (note.kind === "do") done.push([note.what, ...(note.args ?? [])]);
    }
    close() {}
  } as unknown as typeof BroadcastChannel;
});
afterEach(() => drawn());

const spoken = () => page.root.all().find((one) => one.getAttribute("aria-live") === "polite")!.textContent;

test("what was there when the page loaded is not read out, what comes then is", async () => {
  const { show } = frame({ token: true });
  await show(client(chat([], { last: 4 })));
  await show(client(chat([rang, said(2)], { last: 4 })));
  await show(client(chat([rang, said(2), said(3), said(4)])));
  assert.equal(spoken(), "");
  await show(client(chat([rang, said(2), said(3), said(4), said(5)])));
  assert.equal(spoken(), "Marta: words 5");
});

test("a bubble says whose words it holds, without deciding their direction", async () => {
  const { show } = frame({ token: true });
  await show(client(chat([rang, said(2), said(3, "visitor")])));
  const bubbles = page.root.all().filter((one) => one.classes.includes("bubble"));
  assert.deepEqual(bubbles.map((one) => one.textContent), ["Marta: words 2", "You: words 3"]);
  assert.equal((bubbles[0]!.childNodes[0] as FakeElement).getAttribute("dir"), "ltr");
});

test("the frame takes no focus from the page around it", async () => {
  const { show, line } = frame({ token: true });
  page.hasFocus = false;
  await show(client(chat([rang])));
  assert.deepEqual(page.focused, []);
  page.hasFocus = true;
  page.window.dispatch("focus");
  assert.deepEqual(page.focused, [line()]);
});

test("a suspended site is closed at the moment: nothing is deleted, and there is nothing to begin anew", async () => {
  const { show, words, button } = frame({ token: true });
  page.stored.set("firstbell.demo.out.x", "{}");
  await show(client(undefined, refused(403)));
  assert.match(words(), /closed at the moment/);
  assert.equal(button("Start a new chat"), undefined);
  assert.ok(button("Try again"));
  await show(client(chat([rang]), refused(403)));
  assert.match(words(), /closed at the moment.*is kept/);
  assert.ok(page.stored.has("firstbell.demo.token") && page.stored.has("firstbell.demo.out.x"));
});

test("a closed chat is looked at again every ten minutes, and when the visitor opens it", async () => {
  answers["POST /api/tickets"] = answer(403, { type: "urn:firstbell:problem:suspended", title: "Suspended" });
  navigator.locks.request = ((_: string, lead: () => unknown) => Promise.resolve(lead())) as typeof navigator.locks.request;
  const later: (() => void)[] = [];
  const real = globalThis.setTimeout;
  globalThis.setTimeout = ((task: () => void, millis?: number) => (millis === CLOSED_PAUSE ? later.push(task) : real(task, millis))) as typeof setTimeout;
  const tickets = () => asked.filter((what) => what === "POST /api/tickets").length;
  const { words } = frame({ token: true });
  await settled();
  assert.deepEqual([tickets(), later.length], [1, 1]);
  later[0]!();
  await settled();
  assert.deepEqual([tickets(), later.length], [2, 2]);
  const opens = { source: parent, origin: "https://shop.example", data: { firstbell: 1, kind: "hello", page: {}, open: true, sheet: false } };
  page.window.dispatch("message", opens);
  await settled();
  page.window.dispatch("message", opens);
  await settled();
  assert.equal(tickets(), 3, "once for an opening");
  assert.match(words(), /closed at the moment/);
});

test("an unknown visitor can begin anew, and the other tabs hear of it", async () => {
  const { show, button } = frame({ token: true });
  await show(client(undefined, refused(401)));
  button("Start a new chat")!.click();
  assert.deepEqual([page.stored.size, page.reloads], [0, 1]);
  openPage();
  drawn = () => {};
  frame({ token: true });
  page.window.dispatch("storage", { key: "firstbell.demo.done" });
  assert.equal(page.reloads, 0);
  page.window.dispatch("storage", { key: "firstbell.demo.token" });
  assert.equal(page.reloads, 1);
});

test("a new visitor of a closed site reads a sentence for visitors", async () => {
  answers["GET /api/sites/demo"] = answer(404, { title: "Not found" });
  const warned: unknown[] = [];
  console.warn = (words: unknown) => warned.push(words);
  const { desk, told, words } = frame();
  await told({ open: true });
  await desk.loadSite();
  await settled();
  assert.match(words(), /closed at the moment/);
  assert.doesNotMatch(words(), /data-site/);
  assert.match(String(warned), /data-site/);
});

test("what is half written outlives the page, and goes into the form when nobody came", async () => {
  const first = frame({ token: true });
  await first.show(client(chat([rang], { state: "ringing" })));
  await first.write(first.line(), "I have a half");
  assert.equal(page.stored.get("firstbell.demo.draft.a"), "I have a half");
  drawn();
  const second = frame();
  await second.show(client(chat([rang], { state: "ringing" })));
  assert.equal(second.line().value, "I have a half");
  const missed = { seq: 2, at: 1, by: { party: "system" }, kind: "missed", why: "nobody-accepted" } as const;
  await second.show(client(chat([rang, missed], { state: "missed", why: "nobody-accepted" })));
  assert.equal(page.root.querySelector("#left-text")!.value, "I have a half");
  second.button("Try the chat again")!.click();
  await settled();
  assert.equal(second.line().value, "I have a half");
  await second.write(second.line(), "");
  assert.deepEqual([...page.stored.keys()].filter((key) => key.includes("draft")), []);
});

test("nothing is kept of who has not acted", async () => {
  const { told, write, line } = frame();
  await told({ open: true });
  await write(line(), "Hel");
  assert.equal(page.stored.size, 0);
});

test("a bad address is said at its field, which has the focus; the words and the line stay", async () => {
  const { told, write, line, send, words } = frame();
  await told({ open: true });
  await write(line(), "Hello");
  await write(page.root.querySelector("#email")!, "nonsense");
  const before = line();
  await send();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(line(), before);
  assert.equal(line().value, "Hello");
  assert.equal(page.active, page.root.querySelector("#email"));
  assert.match(words(), /such as name@example.com/);
  assert.deepEqual(asked.filter((what) => what.startsWith("POST")), []);
});

test("the first message shows while the server takes its time, and stands in the line again if that fails", async () => {
  let fail = (_: Response) => {};
  answers["POST /api/visitors"] = () => new Promise((resolve) => (fail = resolve));
  const { desk, told, write, line, send, words } = frame();
  await told({ open: true });
  await desk.loadSite();
  await write(line(), "Hello");
  await send();
  assert.match(words(), /You: HelloSending…/);
  await write(line(), "and more");
  fail({ ok: false, status: 503, json: () => Promise.resolve({}) } as Response);
  await settled();
  assert.equal(line().value, "Hello\nand more");
  assert.match(words(), /has trouble/);
});

test("until it is known which chat there is, only words of chats that were not put away are shown", async () => {
  page.stored.set("firstbell.demo.done", "old");
  const { show, words } = frame({ token: true });
  const posting = (of: string, text: string) => ({ chat: of, cid: text, text, at: 1, state: "queued" }) as const;
  const state = client(undefined, { outbox: [posting("old", "long ago"), posting("new", "just now")] });
  await show({ ...state, chats: { ...state.chats, listed: false } });
  assert.match(words(), /just now/);
  assert.doesNotMatch(words(), /long ago/);
});

test("a chat that is put away takes its unsent words along", async () => {
  const { desk, show } = frame({ token: true });
  const failed = { chat: "a", cid: "x", text: "late", at: 1, state: "failed", why: { code: "ended", message: "" } } as const;
  await show(client(chat([rang], { state: "ended" }), { outbox: [failed] }));
  desk.another();
  await settled();
  assert.deepEqual(done, [["discard", "x"]]);
});

test("a first message that waits for the network can be taken back into the line", async () => {
  const { show, button, line } = frame({ token: true });
  const starting = { cid: "l", text: "Hello", at: 1 };
  const offline = { connection: { kind: "offline", retryAt: Date.now() + 9_000 } } as const;
  const before = client(undefined, { ...offline, starting });
  await show({ ...before, chats: { ...before.chats, listed: false } });
  button("Cancel")!.click();
  await settled();
  const after = client(undefined, offline);
  await show({ ...after, chats: { ...after.chats, listed: false } });
  assert.equal(line().value, "Hello");
  assert.deepEqual(done, [["dropLead"]]);
});

test("a second that passes draws no line of the chat again", async () => {
  const { show, desk } = frame({ token: true });
  const entries = [rang, said(2), said(3)];
  let reads = 0;
  const counted = entries.map((entry) => (entry.kind === "message" ? { ...entry, get text() { return reads++, entry.text; } } : entry));
  await show(client(chat(counted)));
  const drawnOnce = reads;
  assert.ok(drawnOnce > 0);
  await show({ ...client(chat(counted)), slowedUntil: 1 });
  assert.equal(reads, drawnOnce);
  let draws = 0;
  const real = desk.outbox.bind(desk);
  desk.outbox = (id) => (draws++, real(id));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.equal(draws, 0, "nothing counts, so nothing is drawn");
});
