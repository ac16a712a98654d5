// Builds everything that is served: web/dist/app (widget, console, avatars, the API's pages) and web/dist/shop (the demo).
// Fails when the loader or the opened chat outgrow their budgets.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const web = fileURLToPath(new URL("..", import.meta.url));
const app = join(web, "dist/app");
const BUDGET = { loader: 3_000, opened: 24_000 };

const steps = ["widget", "demo", "console", "docs"];
const only = process.argv.slice(2);
// What an earlier build left must not be served.
if (only.length === 0) rmSync(app, { recursive: true, force: true });
for (const name of steps.filter((step) => only.length === 0 || only.includes(step))) {
  const file = join(web, name, "package.json");
  if (!existsSync(file) || !JSON.parse(readFileSync(file, "utf8")).scripts?.build) {
    console.log(`${name}: nothing to build yet`);
    continue;
  }
  const run = spawnSync("npm", ["run", "build", "--silent", "-w", name], { cwd: web, stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

const gzip = (file) => gzipSync(readFileSync(join(app, file)), { level: 9 }).length;
const loader = ["widget.js"];
const opened = ["widget/frame.html", "widget/frame.js", "widget/frame.css"];
const sizes = Object.fromEntries([...loader, ...opened].map((file) => [file, gzip(file)]));
const sum = (files) => files.reduce((total, file) => total + sizes[file], 0);
const figures = { loaderGzipBytes: sum(loader), openedGzipBytes: sum(opened) };
for (const [file, bytes] of Object.entries(sizes)) console.log(`  ${file.padEnd(20)} ${String(bytes).padStart(6)} bytes gzip`);
let failed = false;
for (const [what, bytes, most] of [
  ["loader", figures.loaderGzipBytes, BUDGET.loader],
  ["opened chat", figures.openedGzipBytes, BUDGET.opened],
]) {
  const over = bytes > most;
  failed ||= over;
  console.log(`${over ? "TOO BIG " : "fits    "} ${what.padEnd(12)} ${String(bytes).padStart(6)} of ${most} bytes gzip`);
}
// For the widget's bench; beside dist/app so that it is not served.
writeFileSync(join(web, "dist/sizes.json"), JSON.stringify(figures) + "\n");
if (failed) process.exit(1);
