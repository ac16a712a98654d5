import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const css = (name: string) => readFileSync(join(process.cwd(), "console/src/style", name), "utf8");
const rule = (text: string, selector: string) => text.slice(text.indexOf(`${selector} {`)).split("}")[0] ?? "";

test("where a finger points, what is small under a mouse is 44 px", () => {
  assert.match(css("tokens.css"), /@media \(pointer: coarse\) \{\s*:root \{\s*--touch: 44px;/u);
  for (const [file, selector] of [["base.css", "\n.pill"], ["base.css", "\n.link"], ["shell.css", "\n.bar .btn"], ["shell.css", "\n.rail button"], ["chat.css", "\n.when .link"], ["list.css", "\n.quiet-room .link"], ["page.css", "\n.avatar-btn"]] as const) {
    assert.match(rule(css(file), selector), /height: [^;]*var\(--touch\)/u, selector);
  }
});

test("a focused field is not scrolled under the bar that saves (WCAG 2.4.11)", () => {
  assert.match(rule(css("chat.css"), "\n.pane"), /scroll-padding-bottom: \d+px/u);
});
