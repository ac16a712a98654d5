// dist/app/widget.js (the loader), dist/app/widget/ (the chat in its frame), dist/app/avatars/.
import { build, transform } from "esbuild";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const app = join(here, "../dist/app");
mkdirSync(join(app, "widget"), { recursive: true });
const common = {
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "safari16.4", "chrome111", "firefox113"],
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
};
const styleAsText = {
  name: "style-as-text",
  setup(plugin) {
    plugin.onLoad({ filter: /(loader|after)\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};
await build({ ...common, entryPoints: [join(here, "src/loader/loader.ts")], outfile: join(app, "widget.js"), plugins: [styleAsText] });
const chat = { ...common, format: "esm", outdir: join(app, "widget"), jsx: "automatic", jsxImportSource: "preact", metafile: true };
const frame = await build({ ...chat, entryPoints: { frame: join(here, "src/frame/main.tsx") }, external: ["./after.js"] });
// What stands below a chat that is over is loaded once there is one, and takes what it shares from the frame.
const shared = {
  name: "shared-with-the-frame",
  setup(plugin) {
    plugin.onResolve({ filter: /./ }, ({ kind, path }) => (kind === "entry-point" || path.endsWith(".css") ? undefined : { path: "./frame.js", external: true }));
  },
};
await build({ ...chat, entryPoints: { after: join(here, "src/frame/view/after.tsx") }, plugins: [shared, styleAsText] });
const has = new Set(Object.values(frame.metafile.outputs).flatMap((output) => output.exports));
const needs = [...readFileSync(join(app, "widget/after.js"), "utf8").matchAll(/import\{([^}]*)\}from"\.\/frame\.js"/g)].flatMap((match) => match[1].split(","));
const missing = needs.map((name) => name.split(" as ")[0]).filter((name) => !has.has(name));
if (needs.length === 0 || missing.length > 0) throw new Error(`after.tsx needs ${missing.join(", ") || "something"} of the frame: export it in main.tsx`);
await build({ ...common, target: ["chrome123", "safari17.5", "firefox120"], entryPoints: { frame: join(here, "src/frame/frame.css") }, outdir: join(app, "widget") });
cpSync(join(here, "src/frame/frame.html"), join(app, "widget/frame.html"));
cpSync(join(here, "public"), app, { recursive: true });
