import { render } from "preact";
import { Desk } from "./desk.ts";
import { App } from "./view/app.tsx";

const site = new URLSearchParams(location.hash.slice(1)).get("site") ?? "";
const desk = new Desk(site);
const root = document.getElementById("app")!;
let due = false;

const draw = () => {
  due = false;
  render(<App desk={desk} model={desk.model} />, root);
};
desk.onChange(() => {
  if (due) return;
  due = true;
  queueMicrotask(draw);
});
document.addEventListener("visibilitychange", () => desk.seen());
draw();
