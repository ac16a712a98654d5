// Builds the API's pages into web/dist/app/docs: Swagger UI as its package ships it, our colours over it, and docs/api/openapi.yaml.
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "..", "dist/app/docs");
const viewer = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
mkdirSync(out, { recursive: true });
for (const file of ["swagger-ui-bundle.js", "swagger-ui.css"]) cpSync(join(viewer, file), join(out, file));
cpSync(join(viewer, "LICENSE"), join(out, "swagger-ui-LICENSE.txt"));
cpSync(join(viewer, "NOTICE"), join(out, "swagger-ui-NOTICE.txt"));
cpSync(join(viewer, "swagger-ui-bundle.js.LICENSE.txt"), join(out, "swagger-ui-bundle.js.LICENSE.txt"));
cpSync(join(here, "src"), out, { recursive: true });
cpSync(join(here, "../../docs/api/openapi.yaml"), join(out, "openapi.yaml"));
const bytes = gzipSync(readFileSync(join(out, "swagger-ui-bundle.js")), { level: 9 }).length;
console.log(`  ${"docs/".padEnd(20)} ${String(bytes).padStart(6)} bytes gzip`);
