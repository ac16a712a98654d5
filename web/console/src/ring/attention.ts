import type { Head, Show } from "@firstbell/protocol";
import { isOpenChat } from "../pwa/shell.ts";
import { showWords } from "../presence/words.ts";
import { shortened, visitorName } from "../format/names.ts";
import { Cell } from "../cell.ts";
import { Notices } from "./notices.ts";
import { ringDetails } from "./words.ts";

/** "(2) Ringing · Firstbell" and, in turn, who rings longest; "(3) Firstbell" with unread messages; whether nothing rings here; else where one is. */
export function pageTitle(rings: readonly Head[], unread: number, beat: "ring" | "rest", place = "", show: Show = "online"): string {
  const [first] = rings;
  if (first !== undefined) {
    return beat === "ring" ? `(${rings.length}) Ringing · Firstbell` : `(${rings.length}) ${shortened(visitorName(first.visitor), 24)} rings`;
  }
  const title = [...(show === "online" ? [] : [showWords(show).name]), ...(place === "" ? [] : [place]), "Firstbell"].join(" · ");
  return unread > 0 ? `(${unread}) ${title}` : title;
}

/** `unknown`: not asked yet. `impossible`: this browser shows none (phones let only installed apps). */
export type Permission = "unknown" | "granted" | "denied" | "impossible";

/** What calls for eyes outside the page: the tab's title and icon, the desktop's notifications, a phone's vibration. */
export class Attention {
  readonly permission = new Cell<Permission>(permissionNow());
  readonly #notices: Notices;
  readonly #open: (chat: string) => void;
  #show: Show = "online";
  #beat: ReturnType<typeof setInterval> | undefined;
  #ringing: readonly Head[] = [];
  #unread = 0;
  #rest = false;
  #place = "";

  constructor(open: (chat: string) => void) {
    this.#open = open;
    this.#notices = new Notices({
      worker: async () => {
        const registration = await navigator.serviceWorker?.getRegistration("/");
        return registration?.active == null ? undefined : registration;
      },
      make: (chat, title, options) => {
        const notification = new Notification(title, options);
        notification.onclick = () => {
          window.focus();
          this.#open(chat);
          notification.close();
        };
        return notification;
      },
    });
  }

  /** Follows what is decided outside the page: the browser's own settings, and a click on what the worker shows. */
  watch(): () => void {
    let status: PermissionStatus | undefined;
    const changed = () => this.permission.set(permissionNow());
    navigator.permissions?.query({ name: "notifications" }).then(
      (found) => {
        status = found;
        status.addEventListener("change", changed);
      },
      () => undefined,
    );
    const told = ({ data }: MessageEvent) => {
      if (isOpenChat(data)) this.#open(data.chat);
    };
    const leave = () => this.#notices.withdrawAll();
    navigator.serviceWorker?.addEventListener("message", told);
    addEventListener("pagehide", leave);
    return () => {
      status?.removeEventListener("change", changed);
      navigator.serviceWorker?.removeEventListener("message", told);
      removeEventListener("pagehide", leave);
      leave();
    };
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

  /** How the agent is shown: who is away reads it on the tab. */
  presence(show: Show): void {
    this.#show = show;
    this.#draw();
  }

  /** The name of the page that is open, for the tab. */
  place(name: string): void {
    this.#place = name;
    this.#draw();
  }

  notify(head: Head): void {
    if (this.permission.value !== "granted" || document.hasFocus()) return;
    const title = `${shortened(visitorName(head.visitor), 60)} rings`;
    const body = `${ringDetails(head)}\n${shortened(head.preview, 120)}`;
    void this.#notices.show(head.id, title, { body, icon: "/assets/bell-ringing.svg", requireInteraction: true }).then((how) => {
      // Refused after it was allowed: either it is allowed no more, or this browser shows none for a page.
      if (how === "impossible") this.permission.set(permissionNow() === "granted" ? "impossible" : permissionNow());
    });
  }

  /** It was handled, here or by somebody else. */
  withdraw(chat: string): void {
    void this.#notices.withdraw(chat);
  }

  #buzz(): void {
    if (canVibrate() && this.#ringing.length > 0 && navigator.userActivation?.hasBeenActive !== false) {
      navigator.vibrate([280, 120, 280]);
    }
  }

  #draw(): void {
    document.title = pageTitle(this.#ringing, this.#unread, this.#rest ? "rest" : "ring", this.#place, this.#show);
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
