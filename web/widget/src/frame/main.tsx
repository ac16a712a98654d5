import { render } from "preact";
import { Desk } from "./desk.ts";
import { App } from "./view/app.tsx";

// What after.tsx, which is loaded later, takes from here.
export { LIMITS } from "@firstbell/protocol";
export { useState } from "preact/hooks";
export { Fragment, jsx, jsxs } from "preact/jsx-runtime";
export { emailProblem, Field, focusOn, Icon } from "./view/pieces.tsx";

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
