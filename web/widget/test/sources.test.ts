import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

/** Ways in which a stranger's words could become code, or a message reach a stranger's window. */
const FORBIDDEN = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|\beval\(|new Function|postMessage\([^;]*["']\*["']/;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

// The runner bundles the tests, so the folder is the one that `npm test` runs in.
const web = process.cwd();
const all = ["protocol", "widget", "console", "demo"].flatMap((name) => sources(join(web, name, "src")));

test("no source turns text into markup or code, or posts to any window", () => {
  assert.ok(all.length > 30, `only ${all.length} sources found in ${web}`);
  assert.deepEqual(all.filter((path) => FORBIDDEN.test(readFileSync(path, "utf8"))), []);
});

test("the rule finds what it is for", () => {
  for (const bad of ["a.innerHTML = b", "parent.postMessage(x, '*')", "<p dangerouslySetInnerHTML={{}} />"]) assert.match(bad, FORBIDDEN);
  assert.doesNotMatch("parent.postMessage(news, this.#origin)", FORBIDDEN);
});
