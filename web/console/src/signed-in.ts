import {
  browserNetwork,
  browserSocket,
  browserStorage,
  ChatClient,
  Connection,
  newCid,
  systemClock,
  unread,
  type Api,
  type Storage,
} from "@firstbell/protocol";
import { Cell } from "./cell.ts";
import { latest } from "./chats/chat.ts";
import { Drafts } from "./composer/drafts.ts";
import type { Console } from "./console.ts";
import { socketStep, type TestPorts } from "./connection/selftest.ts";
import { Desk, mine } from "./desk.ts";
import { Attention } from "./ring/attention.ts";
import { Bell } from "./ring/bell.ts";
import { loud } from "./ring/rings.ts";
import { chatRoute, hashOf, parseRoute, type Route } from "./route.ts";
import type { Session } from "./session/session.ts";
import { KeptSettings } from "./settings.ts";
import { Announcer } from "./ui/announcer.tsx";

export interface Opened {
  readonly console: Console;
  readonly close: () => void;
}

/** The bell outlives a sign-in: browsers allow sound to a page, not to a person. */
const bell = new Bell();

/** Wires one agent's console to the browser. `onLeave` is called when the agent signs out, or the server says no. */
export function openConsole(api: Api, storage: Storage, session: Session, onLeave: (why: "by-hand" | "refused") => void): Opened {
  const { member, token } = session;
  const connection = new Connection({
    ticket: () => api.ticket(token),
    open: browserSocket,
    network: browserNetwork,
    clock: systemClock,
  });
  // Each agent's outbox and drafts are their own, also where two people share a computer.
  const own = browserStorage(`firstbell.console.${member.id}.`);
  const client = new ChatClient({
    party: "agent",
    connection,
    storage: own,
    clock: systemClock,
    computer: computerName(storage),
  });
  const settings = new KeptSettings(storage);
  const announcer = new Announcer();
  const route = new Cell<Route>(parseRoute(location.hash));
  const go = (to: Route) => {
    location.hash = hashOf(to);
    route.set(to);
  };
  const attention = new Attention((chat) => {
    // A click on a notification brings the ring to the fingers; it does not yet take the chat from the others.
    document.querySelector<HTMLElement>(`[data-chat="${CSS.escape(chat)}"] .primary`)?.focus();
  });
  const desk: Desk = new Desk(member.id, client, connection, settings.value.show, {
    now: () => Date.now(),
    rang: (head, words) => {
      announcer.urge(words);
      attention.notify(head);
    },
    handled: (chat) => attention.withdraw(chat),
    over: (words) => announcer.say(words),
    opened: (chat) => go(chatRoute(chat)),
  });

  /** Sounds while something rings and this computer is to ring: another one of this agent may be online. */
  const sound = () => {
    const { muted, show } = settings.value;
    if (loud(desk.state.value.rings).length > 0 && !muted && show === "online") bell.start();
    else bell.stop();
  };

  const stops = [
    follow(desk.state, () => {
      const { rings } = desk.state.value;
      const ringing = loud(rings).map((ring) => ring.head);
      const waiting = mine(desk.state.value, latest).reduce((sum, { chat }) => sum + unread(chat.log, chat.marks, "agent"), 0);
      attention.show(ringing, waiting);
      sound();
      if (desk.state.value.client.connection.kind === "refused" && isSignedOut(desk)) queueMicrotask(() => onLeave("refused"));
    }),
    follow(settings, () => {
      const { volume, show, theme } = settings.value;
      bell.setVolume(volume);
      sound();
      document.documentElement.dataset.theme = theme;
      desk.setShow(show);
    }),
    on("hashchange", () => route.set(parseRoute(location.hash))),
    on("storage", () => settings.reload()),
    keepAboveKeyboard(),
    // Any click or key allows sound; the button is for those who have not clicked yet.
    on("pointerdown", () => void (bell.sound.value === "blocked" && bell.enable())),
    on("keydown", () => void (bell.sound.value === "blocked" && bell.enable())),
  ];

  bell.look();
  desk.open();
  return {
    console: {
      session,
      desk,
      settings,
      drafts: new Drafts(own),
      bell,
      attention,
      announcer,
      route,
      go,
      signOut: () => onLeave("by-hand"),
      testPorts: testPorts(api, token),
    },
    close: () => {
      for (const stop of stops) stop();
      desk.close();
      bell.stop();
      attention.show([], 0);
    },
  };
}

function isSignedOut(desk: Desk): boolean {
  const { connection } = desk.state.value.client;
  return connection.kind === "refused" && connection.problem.status === 401;
}

/**
 * Names this window of this computer. Each window has its own presence with the server, so that closing one does not
 * make the agent unavailable in the other.
 */
function computerName(storage: Storage): string {
  const kept = storage.get("computer") ?? newCid().slice(0, 12);
  storage.set("computer", kept);
  return `${kept}-${newCid().slice(0, 6)}`;
}

function testPorts(api: Api, token: string): TestPorts {
  return {
    page: async () => {
      const answer = await fetch("/index.html", { cache: "no-store", credentials: "omit" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
    },
    session: () => api.currentSession(token),
    ticket: () => api.ticket(token),
    socket: (ticket) => socketStep(ticket, 8_000),
    millis: () => performance.now(),
  };
}

/** A phone's keyboard covers the page instead of making it smaller: the console takes the height that is left. */
function keepAboveKeyboard(): () => void {
  const view = window.visualViewport;
  if (view === null || !matchMedia("(pointer: coarse)").matches) return () => undefined;
  const fit = () => {
    document.documentElement.style.setProperty("--height", `${Math.round(view.height)}px`);
    window.scrollTo(0, 0);
  };
  view.addEventListener("resize", fit);
  return () => {
    view.removeEventListener("resize", fit);
    document.documentElement.style.removeProperty("--height");
  };
}

function follow<T>(cell: Cell<T>, changed: () => void): () => void {
  changed();
  return cell.subscribe(changed);
}

function on<K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void): () => void {
  addEventListener(type, listener);
  return () => removeEventListener(type, listener);
}
