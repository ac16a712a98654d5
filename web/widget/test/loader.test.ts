import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { FakeElement, openPage, page, settled } from "./page.ts";

const ORIGIN = "https://chat.example";

/** The loader on a page; the frame answers when told. */
async function load(): Promise<{ button: FakeElement; frame: () => FakeElement; ready: () => void; says: (news: object) => void; firstbell: any }> {
  const script = Object.assign(new FakeElement("script"), { src: ORIGIN + "/widget.js", dataset: { site: "demo" } });
  const { load } = await import("../src/loader/loader.ts");
  load(script as unknown as HTMLScriptElement, undefined);
  const shadow = page.root.all().find((one) => one.localName === "firstbell-chat")!.shadow!;
  const frame = () => shadow.all().find((one) => one.localName === "iframe")!;
  const says = (news: object) => page.window.dispatch("message", { source: frame().contentWindow, origin: ORIGIN, data: { firstbell: 1, ...news } });
  return { button: shadow.all().find((one) => one.classes.includes("b"))!, frame, ready: () => says({ kind: "ready" }), says, firstbell: (window as any).Firstbell };
}

const inFrame = () => page.focused.filter((one) => one.localName === "iframe").length;

beforeEach(() => void openPage());

test("a chat that comes back open by itself leaves the focus with the page", async () => {
  page.stored.set("firstbell:demo", "open");
  const field = new FakeElement("input");
  page.body.append(field);
  field.focus();
  const { ready } = await load();
  ready();
  await settled();
  assert.deepEqual(page.focused, [field]);
});

test("a click on the launcher, and the page's own open(), move the focus into the chat", async () => {
  const { button, ready } = await load();
  button.focus();
  button.click();
  ready();
  assert.equal(inFrame(), 1);
  openPage();
  const own = new FakeElement("button");
  page.body.append(own);
  const second = await load();
  own.focus();
  second.firstbell.open();
  second.ready();
  assert.equal(inFrame(), 1);
});

test("who went on writing while the chat loaded, or is in another window, keeps the focus", async () => {
  const { firstbell, ready } = await load();
  firstbell.open();
  const field = new FakeElement("input");
  page.body.append(field);
  field.focus();
  ready();
  assert.equal(inFrame(), 0);
  openPage();
  const second = await load();
  page.hasFocus = false;
  second.firstbell.open();
  second.ready();
  assert.equal(inFrame(), 0);
});

test("close() by the page leaves its focus, closing from within brings it back to the launcher", async () => {
  const { button, firstbell, frame, ready, says } = await load();
  button.focus();
  button.click();
  ready();
  const field = new FakeElement("input");
  page.body.append(field);
  field.focus();
  firstbell.close();
  assert.equal(page.active, field);
  button.focus();
  button.click();
  frame().focus();
  says({ kind: "close" });
  assert.equal(page.active, button);
});
