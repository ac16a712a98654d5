import assert from "node:assert/strict";
import { test } from "node:test";
import { chatAddress, isOpenChat, windowFor } from "../src/pwa/shell.ts";
import { idleWords } from "../src/presence/words.ts";
import { Notices, type NoticePorts, type Shower } from "../src/ring/notices.ts";

/** What stands on the screen, by chat; the worker's and the page's. */
function aScreen() {
  const shown: string[] = [];
  const closed: string[] = [];
  const closer = (chat: string) => ({ close: () => void closed.push(chat) });
  const worker: Shower = {
    showNotification: async (title, { tag }) => void shown.push(`worker: ${tag} ${title}`),
    getNotifications: async ({ tag }) => [closer(tag)],
  };
  const make: NoticePorts["make"] = (chat, title) => {
    shown.push(`page: ${chat} ${title}`);
    return closer(chat);
  };
  const refuses: NoticePorts["make"] = () => {
    throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.");
  };
  return { shown, closed, worker, make, refuses };
}

test("on a phone the worker shows the ring, since the page may not", async () => {
  const { shown, closed, worker, refuses } = aScreen();
  const notices = new Notices({ worker: async () => worker, make: refuses });
  assert.equal(await notices.show("chat1", "Amira rings", {}), "shown");
  assert.deepEqual(shown, ["worker: chat1 Amira rings"]);
  await notices.withdraw("chat1");
  await notices.withdraw("chat1");
  assert.deepEqual(closed, ["chat1"]);
});

test("without a worker, or with one that refuses, the page shows it; where it may not it is said to be impossible", async () => {
  const { shown, closed, worker, make, refuses } = aScreen();
  const broken = { ...worker, showNotification: () => Promise.reject(new TypeError("No notification permission")) };
  for (const found of [async () => undefined, async () => broken, () => Promise.reject(new Error("insecure"))]) {
    const notices = new Notices({ worker: found, make });
    assert.equal(await notices.show("chat1", "Amira rings", {}), "shown");
    await notices.withdraw("chat1");
  }
  assert.equal(shown.length, 3);
  assert.ok(closed.length >= 3);
  assert.equal(await new Notices({ worker: async () => undefined, make: refuses }).show("chat1", "Amira rings", {}), "impossible");
});

test("a ring that is over before its notification stands leaves none", async () => {
  const { shown, worker, make } = aScreen();
  const notices = new Notices({ worker: async () => worker, make });
  const showing = notices.show("chat1", "Amira rings", {});
  notices.withdrawAll();
  assert.equal(await showing, "not-wanted");
  assert.deepEqual(shown, []);
});

test("a click on a notification opens a console that is open already, the one in sight first, and else a new one", () => {
  const at = (url: string, more = {}) => ({ url: `https://app.example${url}`, ...more });
  const frame = at("/widget/frame.html", { focused: true });
  const behind = at("/#/team");
  const seen = at("/#/", { visibilityState: "visible" });
  const mine = at("/", { focused: true });
  assert.equal(windowFor([frame, behind, seen, mine], "https://app.example"), mine);
  assert.equal(windowFor([frame, behind, seen], "https://app.example"), seen);
  assert.equal(windowFor([frame, behind], "https://app.example"), behind);
  assert.equal(windowFor([frame, { url: "https://other.example/" }], "https://app.example"), undefined);
  assert.equal(chatAddress("ab12"), "/#/chats/ab12");
  assert.deepEqual([{ type: "open-chat", chat: "ab12" }, { type: "open-chat" }, "ab12", null].map(isOpenChat), [true, false, false, false]);
});

test("going away by idleness is said, and coming back; what was chosen by hand is not", () => {
  assert.match(idleWords("away", "online", "by-hand") ?? "", /shown as away now\. New chats do not ring here\./u);
  assert.match(idleWords("xa", "online", "by-itself") ?? "", /extended away/u);
  assert.equal(idleWords("online", "online", "by-itself"), "You are online again. New chats ring here.");
  assert.equal(idleWords("away", "away", "by-hand"), undefined);
});
