// Builds the console into web/dist/app: index.html and assets/*. With --gallery also dist/gallery, which is not shipped:
// the same console on fixtures, one state per address (?state=…), to look at.
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const gallery = process.argv.includes("--gallery");
const out = join(here, "..", "dist", gallery ? "gallery" : "app");
mkdirSync(join(out, "assets"), { recursive: true });
await build({
  entryPoints: { console: join(here, gallery ? "gallery/main.tsx" : "src/main.tsx") },
  outdir: join(out, "assets"),
  bundle: true,
  minify: !gallery,
  format: "esm",
  target: ["chrome123", "firefox121", "safari17.5"],
  jsx: "automatic",
  jsxImportSource: "preact",
  sourcemap: gallery ? "inline" : false,
  legalComments: "none",
  logLevel: "warning",
});
// The service worker's address is its reach: it lies at the top.
if (!gallery) {
  await build({
    entryPoints: { sw: join(here, "src/pwa/worker.ts") },
    outdir: out,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome123", "firefox121", "safari17.5"],
    legalComments: "none",
    logLevel: "warning",
  });
}
cpSync(join(here, "index.html"), join(out, "index.html"));
cpSync(join(here, "assets"), join(out, "assets"), { recursive: true });
for (const file of ["assets/console.js", "assets/console.css"]) {
  const bytes = gzipSync(readFileSync(join(out, file)), { level: 9 }).length;
  console.log(`  ${file.padEnd(20)} ${String(bytes).padStart(6)} bytes gzip`);
}
