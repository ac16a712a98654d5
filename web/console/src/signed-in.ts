import {
  browserNetwork,
  browserSocket,
  browserStorage,
  ChatClient,
  Connection,
  systemClock,
  unread,
  type Head,
  type Storage,
} from "@firstbell/protocol";
import type { AccountApi } from "./api/api.ts";
import type { Profile, RingTone, SignedIn } from "./api/shapes.ts";
import { EntitlementWatch } from "./billing/watch.ts";
import { Cell } from "./cell.ts";
import { latest } from "./chats/chat.ts";
import { Drafts } from "./composer/drafts.ts";
import type { Console } from "./console.ts";
import { socketStep, type TestPorts } from "./connection/selftest.ts";
import { Desk, idIn, mine, openChats } from "./desk.ts";
import { idleWords } from "./presence/words.ts";
import { Idleness } from "./presence/idle.ts";
import { Attention } from "./ring/attention.ts";
import { Bell } from "./ring/bell.ts";
import { calling } from "./ring/rings.ts";
import { chatRoute, hashOf, parseRoute, type Route } from "./route.ts";
import { computerId, windowId } from "./session/computer.ts";
import { answersChats, type Session } from "./session/session.ts";
import { dress, KeptSettings } from "./settings.ts";
import { Announcer } from "./ui/announcer.tsx";
import { openDialog, turning, unsaved } from "./ui/unsaved.ts";
import { Toasts } from "./ui/toast.tsx";

export interface Opened {
  readonly console: Console;
  readonly close: () => void;
}

/** Who has no connection to hear of a change by asks when the page is looked at again, at most this often. */
const ASK_AGAIN = 60_000;

/** Drafts of chats that are over go this long after the lists have come. */
const SWEEP_MILLIS = 10_000;

/** The bell outlives a sign-in: browsers allow sound to a page, not to a person. */
const bell = new Bell();

/** What the console asks of the door that it came through. */
export interface Leaving {
  /** `bye` is what the server said before it closed the connection, if it said anything. */
  readonly refused: (bye: string) => void;
  readonly signOut: () => void;
  readonly changeUser: () => void;
  readonly enterSupport: (signedIn: SignedIn) => void;
  readonly leaveSupport: () => void;
  readonly renewSession: () => void;
}

/** Wires one person's console to the browser. Who answers no chats (support, a bookkeeper) gets no connection. */
export function openConsole(api: AccountApi, storage: Storage, session: Session, leaving: Leaving): Opened {
  const { member } = session;
  const chats = answersChats(session);
  const computer = computerId(storage);
  const connection = new Connection({
    ticket: () => api.ticket(computer),
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
    computer: windowId(storage),
    answers: (head) => head.agent?.id === idIn(head, member.id, session.organization.id),
  });
  const settings = new KeptSettings(storage);
  const announcer = new Announcer();
  const idleness = new Idleness(settings.value.show, settings.value);
  const route = new Cell<Route>(parseRoute(location.hash));
  const go = (to: Route) => {
    location.hash = hashOf(to);
    route.set(to);
  };
  const attention = new Attention((chat) => {
    // A click on a notification brings the ring to the fingers; it does not yet take the chat from the others.
    const accept = document.querySelector<HTMLElement>(`[data-chat="${CSS.escape(chat)}"] .primary`);
    if (accept === null) go(chatRoute(chat));
    else accept.focus();
  });
  const held = new Cell<string | undefined>(undefined);
  let notifies = true;
  let ownTone: RingTone = "bell";
  let bye = "";
  let connected = 0;
  let askedAt = Date.now();
  const call = (head: Head, words: string) => {
    announcer.urge(words);
    if (notifies) attention.notify(head);
  };
  const drafts = new Drafts(own);
  let sweeping: ReturnType<typeof setTimeout> | undefined;
  const desk: Desk = new Desk(member.id, client, connection, settings.value.show, {
    now: () => Date.now(),
    rang: (head, words) => {
      if (idleness.shown.value === "online") call(head, words);
    },
    kept: own,
    handled: (chat) => attention.withdraw(chat),
    over: (words) => {
      if (idleness.shown.value === "online") announcer.say(words);
    },
    opened: (chat) => {
      if (turning(unsaved(), openDialog()) === "go") {
        for (const dialog of document.querySelectorAll("dialog")) dialog.close();
        return go(chatRoute(chat));
      }
      held.set(chat);
      announcer.urge("The chat is yours. What you began on this page is not saved yet: save it, then go to the chat.");
    },
  }, session.organization.id);

  const entitled = new EntitlementWatch(api, session.organization.id);
  let counted = -1;

  const tone = () => bell.setTone(settings.value.ringTone === "profile" ? ownTone : settings.value.ringTone);

  /** What the agent set once for every computer. */
  const heed = (profile: Profile) => {
    ownTone = profile.ringTone;
    notifies = profile.alerts.notification;
    tone();
  };
  // Without an answer the bell rings all the same, with its own tone.
  const readProfile = () => void api.profile().then(heed, () => undefined);

  const renew = (profile?: Profile) => {
    leaving.renewSession();
    if (profile !== undefined) heed(profile);
    else if (chats) readProfile();
  };

  /** Sounds while something rings and this computer is to ring: another one of this agent may be online. */
  const sound = () => {
    const { muted } = settings.value;
    if (chats && !muted && calling(desk.state.value.rings, idleness.shown.value).length > 0) bell.start();
    else bell.stop();
  };

  const draw = () => {
    const waiting = mine(desk.state.value, latest).reduce((sum, { chat }) => sum + unread(chat.log, chat.marks, "agent"), 0);
    attention.show(calling(desk.state.value.rings, idleness.shown.value).map((ring) => ring.head), waiting);
    sound();
  };

  /** Messages that wait in chats that are not in sight. */
  const unseen = () => {
    const here = route.value;
    const open = document.hasFocus() && here.at === "chat" ? here.id : undefined;
    return mine(desk.state.value, latest).reduce((sum, { chat }) => sum + (chat.head.id === open ? 0 : unread(chat.log, chat.marks, "agent")), 0);
  };
  let changed: "by-itself" | "by-hand" = "by-hand";
  let waited = Number.POSITIVE_INFINITY;

  const stops = [
    follow(desk.state, () => {
      draw();
      const now = unseen();
      const { listed, mine: own, missed } = desk.state.value.client.chats;
      const chatsKnown = listed ? own.length + missed.length : -1;
      if (counted !== -1 && chatsKnown !== counted) entitled.soon();
      counted = chatsKnown;
      // What waited already when the list came is no news.
      if (now > waited && settings.value.messageSound && !settings.value.muted) bell.tap();
      waited = desk.state.value.client.chats.listed ? now : Number.POSITIVE_INFINITY;
      if (isShutOut(desk, bye)) queueMicrotask(() => leaving.refused(bye));
    }),
    follow(settings, () => {
      const { volume, show } = settings.value;
      bell.setVolume(volume);
      tone();
      dress(settings.value);
      idleness.choose(show, settings.value);
      sound();
    }),
    follow(idleness.shown, () => {
      const shown = idleness.shown.value;
      desk.setShow(shown);
      if (chats) {
        attention.presence(shown);
        const words = idleWords(shown, settings.value.show, changed);
        if (words !== undefined) announcer.say(words);
        changed = shown === settings.value.show ? "by-hand" : "by-itself";
      }
      draw();
      for (const ring of calling(desk.state.value.rings, shown)) call(ring.head, desk.ringWords(ring.head));
    }),
    attention.watch(),
    entitled.watch(),
    chats ? idleness.watch() : () => undefined,
    connection.onFrame((frame) => {
      if (frame.type !== "bye") return;
      bye = frame.why;
      if (bye === "changed") renew();
    }),
    // Whoever was away may have missed the word of a change; of a ring tone that was chosen on another computer there is none.
    connection.onReady(() => void (connected++ > 0 && renew())),
    on("focus", () => {
      if (Date.now() - askedAt < ASK_AGAIN) return;
      askedAt = Date.now();
      renew();
    }),
    on("hashchange", () => route.set(parseRoute(location.hash))),
    follow(route, () => {
      const here = route.value;
      if (here.at === "chat" && here.id === held.value) held.set(undefined);
    }),
    follow(desk.state, () => {
      if (sweeping !== undefined || !desk.state.value.client.chats.listed) return;
      // Not at once: a chat that was accepted a moment ago may not be on the list yet.
      sweeping = setTimeout(() => drafts.sweep(openChats(desk.state.value)), SWEEP_MILLIS);
    }),
    () => clearTimeout(sweeping),
    on("storage", () => settings.reload()),
    keepAboveKeyboard(),
    // Any click or key allows sound; the button is for those who have not clicked yet.
    on("pointerdown", () => void (bell.sound.value === "blocked" && bell.enable())),
    on("keydown", () => void (bell.sound.value === "blocked" && bell.enable())),
  ];

  if (chats) {
    bell.look();
    desk.open();
    readProfile();
  }
  return {
    console: {
      session,
      api,
      desk,
      entitled,
      settings,
      drafts,
      bell,
      attention,
      announcer,
      toasts: new Toasts(announcer),
      idleness,
      route,
      go,
      held,
      signOut: leaving.signOut,
      changeUser: leaving.changeUser,
      enterSupport: leaving.enterSupport,
      leaveSupport: leaving.leaveSupport,
      renewSession: renew,
      testPorts: testPorts(api, computer),
    },
    close: () => {
      for (const stop of stops) stop();
      desk.close();
      bell.stop();
      attention.presence("online");
      attention.show([], 0);
    },
  };
}

/** The session is over, or the organization is suspended: the door says which. Any other refusal is shown with the connection. */
function isShutOut(desk: Desk, bye: string): boolean {
  const { connection } = desk.state.value.client;
  return connection.kind === "refused" && (connection.problem.status === 401 || bye === "suspended");
}

function testPorts(api: AccountApi, computer: string): TestPorts {
  return {
    page: async () => {
      const answer = await fetch("/index.html", { cache: "no-store", credentials: "omit" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
    },
    session: () => api.currentSession(),
    ticket: () => api.ticket(computer),
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
