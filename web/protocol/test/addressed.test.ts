import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed, type Line } from "../src/addressed.ts";
import type { ServerFrame } from "../src/frames.ts";
import { memoryStorage, type Storage } from "../src/ports.ts";

function aLine(storage: Storage) {
  const sent: unknown[] = [];
  const listeners: ((frame: ServerFrame) => void)[] = [];
  const connection = {
    onFrame: (listener: (frame: ServerFrame) => void) => listeners.push(listener),
    signal: (frame: unknown) => sent.push(frame) > 0,
    request: (ask: unknown) => void sent.push(ask),
  } as unknown as Line;
  const line = addressed(connection, storage);
  return { line, sent, hear: (frame: object) => listeners.forEach((listener) => listener(frame as ServerFrame)) };
}

test("frames about another organization's chat say whose it is, and no others", () => {
  const { line, sent, hear } = aLine(memoryStorage());
  hear({ type: "ring", chat: { id: "theirs", organization: { id: "northwind", name: "Northwind Tea" } } });
  hear({ type: "lists", ringing: [], mine: [{ id: "mine" }], missed: [] });
  void line.request({ action: "accept", chat: "theirs" });
  void line.request({ action: "accept", chat: "mine" });
  void line.signal({ action: "typing", chat: "theirs", on: true });
  void line.request({ action: "lists" });
  assert.deepEqual(sent, [
    { action: "accept", chat: "theirs", organization: "northwind" },
    { action: "accept", chat: "mine" },
    { action: "typing", chat: "theirs", on: true, organization: "northwind" },
    { action: "lists" },
  ]);
});

test("whose a chat is outlives a reload, and what the storage holds may be broken", () => {
  const storage = memoryStorage();
  aLine(storage).hear({ type: "ring", chat: { id: "theirs", organization: { id: "northwind", name: "Northwind Tea" } } });
  const { line, sent } = aLine(storage);
  void line.request({ action: "message", cid: "m1", chat: "theirs", after: 0, text: "Still there?" });
  assert.equal((sent[0] as { organization?: string }).organization, "northwind");
  storage.set("whose", "{broken");
  const after = aLine(storage);
  void after.line.request({ action: "end", chat: "theirs" });
  assert.equal((after.sent[0] as { organization?: string }).organization, undefined);
});
