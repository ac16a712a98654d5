// dist/shop: the pages as they are, and one small script.
import { build } from "esbuild";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const shop = join(here, "../dist/shop");
mkdirSync(shop, { recursive: true });
cpSync(join(here, "site"), shop, { recursive: true });
await build({ entryPoints: [join(here, "src/shop.ts")], outfile: join(shop, "shop.js"), bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", logLevel: "warning" });
