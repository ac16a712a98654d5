/** The shop's own script: the basket, and the chat's one script tag. */
import { carried, type Carried, type Shelf } from "./guest.ts";

interface Tea {
  id: string;
  name: string;
  kind: string;
  cents: number;
  tint: string;
}

const KEY = "northwind.basket";
/** From teas.mjs, put in by the build. */
declare const __TEAS__: readonly Tea[];
const TEAS = __TEAS__;

type Basket = Record<string, number>;

function basket(): Basket {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Basket;
  } catch {
    return {};
  }
}

function put(id: string, count: number): void {
  const now = basket();
  if (count > 0) now[id] = count;
  else delete now[id];
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // A browser that keeps nothing has an empty basket on the next page.
  }
  draw(now);
}

const euros = (cents: number): string => "€" + (cents / 100).toFixed(2);

function draw(now: Basket): void {
  const count = Object.values(now).reduce((sum, one) => sum + one, 0);
  const badge = document.querySelector<HTMLElement>("[data-count]")!;
  badge.hidden = count === 0;
  badge.textContent = String(count);
  const cart = document.querySelector<HTMLElement>("[data-cart]");
  if (!cart) return;
  const rows = TEAS.filter((tea) => now[tea.id]);
  document.querySelector<HTMLElement>("[data-till]")!.hidden = rows.length === 0;
  if (rows.length === 0) return;
  cart.replaceChildren(...rows.map((tea) => row(tea, now[tea.id]!)));
  document.querySelector("[data-sum]")!.textContent = euros(rows.reduce((sum, tea) => sum + tea.cents * now[tea.id]!, 0));
}

function row(tea: Tea, count: number): HTMLElement {
  const line = element("div", "row");
  const dot = element("span", "swatch");
  dot.style.background = tea.tint;
  const link = element("a", "", tea.name) as HTMLAnchorElement;
  link.href = `/tea/${tea.id}.html`;
  const name = element("div", "name");
  name.append(link, element("small", "", tea.kind));
  const less = button("−", `One tin of ${tea.name} less`, () => put(tea.id, count - 1));
  const more = button("+", `One tin of ${tea.name} more`, () => put(tea.id, count + 1));
  const amount = element("div", "amount");
  amount.append(less, element("span", "", String(count)), more);
  line.append(dot, name, amount, element("span", "cost", euros(tea.cents * count)));
  return line;
}

function element(tag: string, className = "", text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(text: string, label: string, act: () => void): HTMLElement {
  const made = element("button", "", text);
  made.setAttribute("aria-label", label);
  made.onclick = act;
  return made;
}

/** The addresses come from the deployment, so that the same pages work everywhere. */
async function chat(): Promise<void> {
  const response = await fetch("/config.json");
  if (!response.ok) return;
  const { app, site: own } = (await response.json()) as { app: string; site: string };
  const whose = carried(location.search, own, tabShelf());
  const site = whose.kind === "guest" ? whose.site : own;
  note(whose);
  const tag = document.createElement("script");
  tag.src = app + "/widget.js";
  tag.async = true;
  tag.dataset.site = site;
  document.head.append(tag);
  document.querySelector("[data-snippet]")!.textContent = `<script src="${app}/widget.js" data-site="${site}" async></script>`;
}

function tabShelf(): Shelf | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** Says whose chat this is, where it is not the shop's own. Only text, never markup: the address is anybody's. */
function note(whose: Carried): void {
  if (whose.kind === "own") return;
  const box = element("aside", "guest");
  box.setAttribute("aria-label", "Whose chat this is");
  const text = element("p");
  if (whose.kind === "guest") {
    text.append("On this visit the shop carries the chat of the organization ", element("code", "", whose.site), ", not its own: what you write here rings there. ");
  } else {
    text.append("The address names an organization that cannot exist, so the shop carries its own chat. ");
  }
  const back = element("a", "", "Show the shop’s own chat") as HTMLAnchorElement;
  back.href = "/?site=";
  if (whose.kind === "guest") text.append(back);
  box.append(text);
  document.querySelector(".top")!.before(box);
}

draw(basket());
for (const form of document.querySelectorAll<HTMLFormElement>("[data-buy]")) {
  form.onsubmit = (event) => {
    event.preventDefault();
    const id = form.dataset.buy!;
    const count = Number(new FormData(form).get("count"));
    put(id, (basket()[id] ?? 0) + count);
    form.querySelector(".said")!.textContent = count === 1 ? "It is in the basket." : `${count} tins are in the basket.`;
  };
}
for (const ask of document.querySelectorAll<HTMLElement>("[data-ask]")) {
  ask.onclick = () => {
    // Works before the chat's script has come: what is pushed early is done when it is there.
    const page = window as unknown as { Firstbell?: { push(call: ["open"]): void } };
    (page.Firstbell ??= [] as unknown as { push(call: ["open"]): void }).push(["open"]);
  };
}
void chat();
