import type { EventName, ToFrame, ToHost } from "../bridge.ts";
import STYLE from "./loader.css";

/**
 * What a site's page loads: a button, and on the first click the chat in a frame of our own origin. Until the visitor
 * acts there is no request beyond this script, no storage and no cookie.
 *
 * `Firstbell.push(["open"])` works before and after this script has run.
 */
type Listener = (detail?: unknown) => void;
type Call = ["open"] | ["close"] | ["toggle"] | ["on", EventName, Listener];

interface Api {
  open(): void;
  close(): void;
  toggle(): void;
  /** Calls back at `ready`, `open`, `close`, `unread` (a count), `start`, `accept` (the agent's name), `end`; the result stops it. */
  on(name: EventName, listener: Listener): () => void;
  push(call: Call): void;
}

declare global {
  interface Window {
    Firstbell?: Api | Call[];
  }
}

const script = document.currentScript as HTMLScriptElement | null;
const early = window.Firstbell;

if (script && !(early && "toggle" in early)) load(script, early);

export function load(tag: HTMLScriptElement, waiting: Call[] | undefined): void {
  const origin = new URL(tag.src).origin;
  const site = tag.dataset.site ?? "";
  const flag = "firstbell:" + site;
  const listeners: [EventName, Listener][] = [];
  const phone = matchMedia("(max-width:480px),(max-height:480px)");
  let open = false;
  let said = false;
  let frame: HTMLIFrameElement | undefined;
  let patience = 0;
  let unread = 0;
  let keeping = false;
  let acted = false;
  /** What had the focus when the chat was asked for; nothing when it opened by itself. */
  let from: Element | null = null;

  const host = document.createElement("firstbell-chat");
  const root = host.attachShadow({ mode: "closed" });
  // A constructed sheet, since a page's policy may forbid style elements.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const box = make("div");
  const button = make("button", "b");
  button.append(icon("M4 5h16v11H9l-5 4z"), icon("M6 6l12 12M18 6L6 18"));
  const badge = make("span", "n");
  badge.setAttribute("aria-hidden", "true");
  button.append(badge);
  const status = make("div", "v");
  status.setAttribute("role", "status");
  const sorry = make("div", "p e");
  sorry.setAttribute("role", "alert");
  const again = make("button");
  again.textContent = "Try again";
  again.onclick = () => {
    frame?.remove();
    frame = undefined;
    from = host;
    show();
  };
  const words = make("div");
  sorry.append(words, again);
  sorry.hidden = true;
  box.append(sorry, button, status);
  root.append(box);
  draw();

  button.onclick = () => api.toggle();
  button.onkeydown = (event) => {
    if (event.key === "Escape" && open) api.close();
  };
  phone.addEventListener("change", layout);
  visualViewport?.addEventListener("resize", layout);
  visualViewport?.addEventListener("scroll", layout);
  addEventListener("message", hear);

  const api: Api = {
    open() {
      if (open) return;
      from = document.activeElement;
      unfold();
    },
    close() {
      if (!open) return;
      open = false;
      keep();
      // The page's own focus stays where it is.
      const ours = root.activeElement;
      show();
      if (ours) button.focus();
      tell("close");
    },
    toggle: () => (open ? api.close() : api.open()),
    on(name, listener) {
      const pair: [EventName, Listener] = [name, listener];
      listeners.push(pair);
      return () => {
        const at = listeners.indexOf(pair);
        if (at >= 0) listeners.splice(at, 1);
      };
    },
    push(call) {
      if (call[0] === "on") api.on(call[1], call[2]);
      else api[call[0]]();
    },
  };
  window.Firstbell = api;

  const place = () => {
    // Beside the body: transforms and filters there would move what is fixed, and pages that swap their body keep it.
    document.documentElement.append(host);
    // The visitor has a chat from an earlier page: it comes back by itself, and open if it was, except over a whole phone.
    const before = kept();
    acted = !!before;
    if (before === "open" && !phone.matches) unfold();
    else if (before) create();
    for (let i = 0; waiting && i < waiting.length; i++) api.push(waiting[i]!);
    tell("ready");
  };
  if (document.body) place();
  else addEventListener("DOMContentLoaded", place);

  function unfold(): void {
    open = true;
    show();
    tell("open");
  }

  function create(): void {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.className = "p";
    frame.title = "Chat";
    frame.hidden = !open;
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox");
    frame.allow = "";
    frame.src = origin + "/widget/frame.html#site=" + encodeURIComponent(site);
    const mine = frame;
    said = false;
    mine.onload = () => post("hello");
    box.prepend(mine);
    patience = Date.now() + 10_000;
    setTimeout(() => open && !said && show(), 10_010);
  }

  function show(): void {
    if (open) create();
    const lost = open && !said && Date.now() >= patience;
    words.textContent = lost ? "The chat could not be loaded. Is the network there?" : "";
    sorry.hidden = !lost;
    if (frame) frame.hidden = !open || lost;
    draw();
    layout();
    post("shown");
    // Whoever went on elsewhere while it loaded is left there.
    if (open && said && from && document.hasFocus() && [from, document.body].includes(document.activeElement!)) frame?.focus();
    if (said || !open) from = null;
  }

  function draw(): void {
    button.setAttribute("aria-expanded", String(open));
    const news = unread ? `, ${unread} new message${unread > 1 ? "s" : ""}` : "";
    button.setAttribute("aria-label", open ? "Close chat" : "Open chat" + news);
    badge.hidden = open || !unread;
    badge.textContent = unread > 9 ? "9+" : String(unread);
    if (status.textContent !== news.slice(2)) status.textContent = open ? "" : news.slice(2);
  }

  /** On phones the chat covers what the keyboard leaves of the screen. */
  function layout(): void {
    box.className = phone.matches ? "s" : "";
    if (!frame) return;
    const seen = visualViewport;
    const cover = phone.matches && open && seen;
    frame.style.top = cover ? seen.offsetTop + "px" : "";
    frame.style.left = cover ? seen.offsetLeft + "px" : "";
    frame.style.width = cover ? seen.width + "px" : "";
    frame.style.height = cover ? seen.height + "px" : "";
  }

  function post(kind: ToFrame["kind"]): void {
    const page = { url: location.href, title: document.title };
    // Before the frame has answered, another page (a browser's own page of errors) may be in it.
    if (!said && kind !== "hello") return;
    frame?.contentWindow?.postMessage({ firstbell: 1, kind, page, open, sheet: phone.matches } satisfies ToFrame, origin);
  }

  function hear(event: MessageEvent): void {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return;
    const news = event.data as ToHost | null;
    if (news?.firstbell !== 1) return;
    if (news.kind === "ready") {
      said = true;
      show();
    } else if (news.kind === "close") {
      api.close();
    } else if (news.kind === "state") {
      if (unread !== news.unread) tell("unread", news.unread);
      unread = news.unread;
      keeping = news.keep;
      keep();
      draw();
    } else if (news.kind === "event") {
      tell(news.name, news.detail);
    }
  }

  /** Written only once the visitor has a chat; gone when that is over. */
  function keep(): void {
    try {
      if (keeping) localStorage.setItem(flag, open ? "open" : "1");
      else if (acted) localStorage.removeItem(flag);
      acted = keeping;
    } catch {
      // A page without storage: the chat comes back at the next click.
    }
  }

  function kept(): string | null {
    try {
      return localStorage.getItem(flag);
    } catch {
      return null;
    }
  }

  function tell(name: EventName, detail?: unknown): void {
    for (const [wanted, listener] of listeners.slice()) {
      if (wanted !== name) continue;
      try {
        listener(detail);
      } catch (error) {
        // The page's own mistake: shown to its developers, and the chat goes on.
        console.error(error);
      }
    }
  }
}

function make(name: "div" | "span" | "button", className = ""): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

function icon(path: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
