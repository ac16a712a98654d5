// dist/shop: every page as a file, one style sheet, one script. config.json comes from the deployment.
import { build } from "esbuild";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cart, catalogue, home, ICON, product, TEAS } from "./src/pages.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const shop = join(here, "../dist/shop");
rmSync(shop, { recursive: true, force: true });
mkdirSync(join(shop, "tea"), { recursive: true });
writeFileSync(join(shop, "index.html"), home());
writeFileSync(join(shop, "cart.html"), cart());
writeFileSync(join(shop, "icon.svg"), ICON);
for (const tea of TEAS) writeFileSync(join(shop, "tea", tea.id + ".html"), product(tea));
await build({
  entryPoints: [join(here, "src/shop.ts"), join(here, "src/shop.css")],
  outdir: shop,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome123", "safari17.5", "firefox120"],
  define: { __TEAS__: catalogue() },
  legalComments: "none",
  logLevel: "warning",
});
