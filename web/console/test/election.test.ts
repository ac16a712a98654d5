import assert from "node:assert/strict";
import { test } from "node:test";
import { Election, inOneWindow, type Locks } from "../src/ring/election.ts";

/** The browser's locks as the windows see them: one holder, the others in a queue. */
function someLocks() {
  const queue: { readonly signal: AbortSignal | undefined; readonly run: () => Promise<void> }[] = [];
  let taken = false;
  const next = async (): Promise<void> => {
    const one = queue.shift();
    if (one === undefined) return;
    taken = true;
    await one.run();
    taken = false;
    void next();
  };
  const locks: Locks = {
    request: (_, { signal, ifAvailable }, held) => {
      if (ifAvailable === true && taken) return held(null);
      signal?.addEventListener("abort", () => {
        const place = queue.findIndex((one) => one.signal === signal);
        if (place >= 0) queue.splice(place, 1);
      });
      queue.push({ signal, run: () => held({}) });
      if (!taken) void next();
      return Promise.resolve();
    },
  };
  return { locks, taken: () => taken };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("of two windows that ring one sounds; when its agent goes away the other one does", async () => {
  const { locks } = someLocks();
  const sounds: string[] = [];
  const [one, other] = [new Election("bell", locks), new Election("bell", locks)];
  one.stand(() => sounds.push("one"));
  other.stand(() => sounds.push("other"));
  one.stand(() => sounds.push("one again"));
  await turn();
  assert.deepEqual(sounds, ["one"]);
  one.stepDown();
  await turn();
  assert.deepEqual(sounds, ["one", "other"]);
  assert.deepEqual([one.elected, other.elected], [false, true]);
});

test("a window that does not ring holds nothing: not before, not after, and not when its turn comes late", async () => {
  const { locks, taken } = someLocks();
  const sounds: string[] = [];
  const [one, late] = [new Election("bell", locks), new Election("bell", locks)];
  assert.equal(taken(), false);
  one.stand(() => sounds.push("one"));
  late.stand(() => sounds.push("late"));
  late.stepDown();
  one.stepDown();
  await turn();
  assert.equal(taken(), false);
  assert.deepEqual(sounds, ["one"]);
  late.stand(() => sounds.push("late"));
  await turn();
  assert.deepEqual(sounds, ["one", "late"]);
});

test("a browser without locks rings in every window", () => {
  const sounds: string[] = [];
  const one = new Election("bell", undefined);
  one.stand(() => sounds.push("one"));
  assert.equal(one.elected, true);
  one.stepDown();
  assert.equal(one.elected, false);
});

test("news that all windows hear taps in one of them", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { locks } = someLocks();
  let taps = 0;
  for (let window = 0; window < 3; window++) inOneWindow(locks, "tap", 1_000, () => taps++);
  assert.equal(taps, 1);
  context.mock.timers.tick(1_000);
  await turn();
  inOneWindow(locks, "tap", 1_000, () => taps++);
  assert.equal(taps, 2);
});
