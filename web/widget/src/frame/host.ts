import type { EventName, ToFrame, ToHost } from "../bridge.ts";

type Told = Pick<ToFrame, "page" | "open" | "sheet">;

/**
 * The page around the frame. It is believed only about itself: the first greeting from our parent window fixes its
 * origin, everything later must come from there, and nothing is ever sent to another.
 */
export class Host {
  #origin: string | undefined;
  #said = "";
  #onTold: (told: Told) => void;
  told: Told = { page: { url: "", title: "" }, open: false, sheet: false };

  constructor(onTold: (told: Told) => void) {
    this.#onTold = onTold;
    addEventListener("message", (event) => this.#hear(event));
  }

  close(): void {
    this.#post({ firstbell: 1, kind: "close" });
  }

  state(unread: number, keep: boolean): void {
    const said = unread + "," + keep;
    if (said === this.#said || !this.#origin) return;
    this.#said = said;
    this.#post({ firstbell: 1, kind: "state", unread, keep });
  }

  event(name: EventName, detail?: string): void {
    this.#post(detail === undefined ? { firstbell: 1, kind: "event", name } : { firstbell: 1, kind: "event", name, detail });
  }

  #post(news: ToHost): void {
    if (this.#origin) parent.postMessage(news, this.#origin);
  }

  #hear(event: MessageEvent): void {
    if (event.source !== parent || parent === window) return;
    const news = event.data as ToFrame | null;
    if (news?.firstbell !== 1 || (this.#origin !== undefined && event.origin !== this.#origin)) return;
    const { page, open, sheet } = news;
    this.told = {
      // A page may speak for its own address only.
      page: sameOrigin(page?.url, event.origin) ? { url: cut(page.url, 2000), title: cut(page.title, 200) } : { url: event.origin, title: "" },
      open: open === true,
      sheet: sheet === true,
    };
    if (news.kind === "hello" && this.#origin === undefined && event.origin !== "null") {
      this.#origin = event.origin;
      this.#post({ firstbell: 1, kind: "ready" });
    }
    this.#onTold(this.told);
  }
}

function sameOrigin(url: unknown, origin: string): boolean {
  try {
    return new URL(String(url)).origin === origin;
  } catch {
    return false;
  }
}

function cut(text: unknown, most: number): string {
  return String(text ?? "").slice(0, most);
}
