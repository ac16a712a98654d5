import assert from "node:assert/strict";
import { test } from "node:test";
import { elect } from "../src/frame/elect.ts";

/** The browser's locks, as far as an election needs them: one holder, a queue, passed on when the holder goes. */
function locks() {
  const queue: (() => Promise<void>)[] = [];
  let busy = false;
  const next = () => {
    if (busy) return;
    const first = queue.shift();
    if (!first) return;
    busy = true;
    void first().then(() => {
      busy = false;
      next();
    });
  };
  return {
    request(_name: string, hold: () => Promise<void>) {
      queue.push(hold);
      next();
      return Promise.resolve();
    },
  };
}

function withLocks<T>(value: object | undefined, run: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { locks: value }, configurable: true });
  try {
    return run();
  } finally {
    if (before) Object.defineProperty(globalThis, "navigator", before);
    else delete (globalThis as { navigator?: unknown }).navigator;
  }
}

async function until(true_: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!true_()) {
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("one tab leads; when it goes, the next one does", async () => {
  const led: string[] = [];
  const [a, b] = withLocks(locks(), () => [elect("x", true, () => led.push("a")), elect("x", true, () => led.push("b"))]);
  assert.deepEqual(led, ["a"]);
  a!.end();
  await until(() => led.length === 2, "the second tab leads");
  assert.deepEqual(led, ["a", "b"]);
  b!.end();
});

test("a tab without shared storage leads for itself", () => {
  let led = 0;
  withLocks(undefined, () => elect("y", false, () => led++));
  assert.equal(led, 1);
});

test("without locks one tab claims the lead, and another takes over when it falls silent", async () => {
  const led: string[] = [];
  const a = withLocks(undefined, () => elect("z", true, () => led.push("a")));
  await until(() => led.length === 1, "the first tab leads");
  const b = withLocks(undefined, () => elect("z", true, () => led.push("b")));
  a.end();
  await until(() => led.includes("b"), "the second takes over");
  b.end();
});
