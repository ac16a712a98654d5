import type { Head } from "@firstbell/protocol";
import { shortened, visitorName } from "../format/names.ts";
import { Cell } from "../cell.ts";
import { ringDetails } from "./words.ts";

/** "(2) Ringing · Firstbell" and, in turn, who rings longest; "(3) Firstbell" with unread messages; else where one is. */
export function pageTitle(rings: readonly Head[], unread: number, beat: "ring" | "rest", place = ""): string {
  const [first] = rings;
  if (first !== undefined) {
    return beat === "ring" ? `(${rings.length}) Ringing · Firstbell` : `(${rings.length}) ${shortened(visitorName(first.visitor), 24)} rings`;
  }
  const title = place === "" ? "Firstbell" : `${place} · Firstbell`;
  return unread > 0 ? `(${unread}) ${title}` : title;
}

/** `unknown`: not asked yet. `impossible`: this browser shows none (phones let only installed apps). */
export type Permission = "unknown" | "granted" | "denied" | "impossible";

/** What calls for eyes outside the page: the tab's title and icon, the desktop's notifications, a phone's vibration. */
export class Attention {
  readonly permission = new Cell<Permission>(permissionNow());
  readonly #shown = new Map<string, Notification>();
  readonly #open: (chat: string) => void;
  #beat: ReturnType<typeof setInterval> | undefined;
  #ringing: readonly Head[] = [];
  #unread = 0;
  #rest = false;
  #place = "";

  constructor(open: (chat: string) => void) {
    this.#open = open;
  }

  /** Must come from a click, and only then: asking unasked is how permissions get refused for good. */
  async ask(): Promise<void> {
    if (typeof Notification !== "function") return;
    await Notification.requestPermission();
    this.permission.set(permissionNow());
  }

  show(ringing: readonly Head[], unread: number): void {
    this.#ringing = ringing;
    this.#unread = unread;
    if (ringing.length > 0 && this.#beat === undefined) {
      this.#buzz();
      this.#beat = setInterval(() => {
        this.#rest = !this.#rest;
        if (!this.#rest) this.#buzz();
        this.#draw();
      }, 1_000);
    } else if (ringing.length === 0 && this.#beat !== undefined) {
      clearInterval(this.#beat);
      this.#beat = undefined;
      this.#rest = false;
      if (canVibrate()) navigator.vibrate(0);
    }
    this.#draw();
  }

  /** The name of the page that is open, for the tab. */
  place(name: string): void {
    this.#place = name;
    this.#draw();
  }

  /** One notification per chat: the tag replaces the one that another tab has shown. */
  notify(head: Head): void {
    if (this.permission.value !== "granted" || document.hasFocus()) return;
    try {
      const notification = new Notification(`${shortened(visitorName(head.visitor), 60)} rings`, {
        body: `${ringDetails(head)}\n${shortened(head.preview, 120)}`,
        tag: head.id,
        icon: "/assets/bell-ringing.svg",
        requireInteraction: true,
      });
      notification.onclick = () => {
        window.focus();
        this.#open(head.id);
        notification.close();
      };
      this.#shown.set(head.id, notification);
    } catch {
      // Chrome on phones has the constructor and refuses to run it.
      this.permission.set("impossible");
    }
  }

  /** It was handled, here or by somebody else. */
  withdraw(chat: string): void {
    this.#shown.get(chat)?.close();
    this.#shown.delete(chat);
  }

  #buzz(): void {
    if (canVibrate() && this.#ringing.length > 0 && navigator.userActivation?.hasBeenActive !== false) {
      navigator.vibrate([280, 120, 280]);
    }
  }

  #draw(): void {
    document.title = pageTitle(this.#ringing, this.#unread, this.#rest ? "rest" : "ring", this.#place);
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const wanted = this.#ringing.length > 0 && !this.#rest ? "/assets/bell-ringing.svg" : "/assets/bell.svg";
    if (icon !== null && icon.getAttribute("href") !== wanted) icon.setAttribute("href", wanted);
  }
}

export function canVibrate(): boolean {
  return typeof navigator !== "undefined" && typeof navigator.vibrate === "function" && matchMedia("(pointer: coarse)").matches;
}

function permissionNow(): Permission {
  if (typeof Notification !== "function") return "impossible";
  return Notification.permission === "default" ? "unknown" : Notification.permission;
}
