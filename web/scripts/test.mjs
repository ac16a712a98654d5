// Bundles each test file (TypeScript) and runs them all with Node's own runner.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const out = join(web, "dist", "test");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const wanted = process.argv.slice(2);
const entries = ["protocol", "widget", "console", "demo"]
  .map((name) => ({ name, dir: join(web, name, "test") }))
  .filter(({ dir }) => existsSync(dir))
  .flatMap(({ name, dir }) =>
    readdirSync(dir)
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => ({ in: join(dir, file), out: name + "." + file.replace(/\.tsx?$/, "") })),
  )
  .filter((entry) => wanted.length === 0 || wanted.some((word) => entry.out.includes(word)));
await build({
  entryPoints: entries,
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: "inline",
  packages: "bundle",
  logLevel: "warning",
});
const files = readdirSync(out).filter((file) => file.endsWith(".test.mjs")).map((file) => join(out, file));
// FIRSTBELL_REPORT names a file for a JUnit report beside the readable one; `firstbell test` counts it.
const report = process.env.FIRSTBELL_REPORT;
const reporters = report
  ? ["--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=junit", `--test-reporter-destination=${report}`]
  : [];
// A test that failed may leave a timer behind: it must not hold up the rest for ever.
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-timeout=120000", ...reporters, ...files], { stdio: "inherit" });
process.exit(run.status ?? 1);
