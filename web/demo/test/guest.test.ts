import assert from "node:assert/strict";
import { test } from "node:test";
import { carried, type Shelf } from "../src/guest.ts";

function shelf(kept: Record<string, string> = {}): Shelf & { kept: Record<string, string> } {
  return {
    kept,
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => void (kept[key] = value),
    removeItem: (key) => void delete kept[key],
  };
}

test("without a word in the address the shop carries its own chat", () => {
  assert.deepEqual(carried("", "demo", shelf()), { kind: "own" });
  assert.deepEqual(carried("?color=green", "demo", shelf()), { kind: "own" });
});

test("a guest's chat goes along through the shop's pages, and ends when asked", () => {
  const tab = shelf();
  assert.deepEqual(carried("?site=k3v9-quiet", "demo", tab), { kind: "guest", site: "k3v9-quiet" });
  assert.deepEqual(carried("", "demo", tab), { kind: "guest", site: "k3v9-quiet" });
  assert.deepEqual(carried("?site=", "demo", tab), { kind: "own" });
  assert.deepEqual(carried("", "demo", tab), { kind: "own" });
});

test("the shop's own id is no guest", () => {
  const tab = shelf({ "northwind.site": "quiet" });
  assert.deepEqual(carried("?site=demo", "demo", tab), { kind: "own" });
  assert.deepEqual(tab.kept, {});
});

test("what cannot be an organization's id never reaches the page", () => {
  const hostile = [
    '"><img src=x onerror=alert(1)>',
    "<script>alert(1)</script>",
    "demo\" onload=\"alert(1)",
    "../../evil",
    "//evil.example",
    "javascript:alert(1)",
    "Demo",
    "a".repeat(41),
    "-a",
    "a b",
    "demo\u0000",
    "dеmo", // with a Cyrillic letter
  ];
  for (const site of hostile) {
    assert.deepEqual(carried(`?site=${encodeURIComponent(site)}`, "demo", shelf()), { kind: "unreadable" }, site);
  }
});

test("what another page of this origin left in the tab is looked at too", () => {
  assert.deepEqual(carried("", "demo", shelf({ "northwind.site": "<b>" })), { kind: "own" });
});

test("a browser that keeps nothing shows the guest's chat on the page that names it", () => {
  const broken: Shelf = {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
    removeItem: () => {
      throw new Error("denied");
    },
  };
  assert.deepEqual(carried("?site=quiet", "demo", broken), { kind: "guest", site: "quiet" });
  assert.deepEqual(carried("", "demo", broken), { kind: "own" });
  assert.deepEqual(carried("?site=quiet", "demo", undefined), { kind: "guest", site: "quiet" });
});
