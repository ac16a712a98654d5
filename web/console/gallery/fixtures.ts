import { EMPTY_LOG, mergeLog, NO_CHATS, NO_MARKS, Problem, type Chat, type ConnectionState, type Entry, type Head, type Marks, type Posting } from "@firstbell/protocol";
import type { Absence } from "../src/chats/chat.ts";
import type { DeskState } from "../src/desk.ts";
import type { Ring } from "../src/ring/rings.ts";
import type { Session } from "../src/session/session.ts";
import { accountScenes } from "./account.tsx";
import { portalScenes } from "./portal.ts";
import type { Settings } from "../src/settings.ts";

/** One state of the console to look at: what the desk shows, where it is, and this computer's settings. */
export interface Scene {
  readonly desk: DeskState;
  readonly hash: string;
  readonly settings?: Partial<Settings>;
  readonly sound?: "blocked" | "ready" | "impossible";
  /** What to click once it stands. */
  readonly press?: string;
  readonly draft?: string;
  /** Accepted from a page with something unsaved. */
  readonly held?: string;
  /** Who is signed in, where it is not the usual administrator. */
  readonly session?: Session;
}

const NOW = Date.now();
const MINUTE = 60_000;
const GENERAL = { id: "general", name: "GENERAL" };
const SALES = { id: "sales", name: "Sales" };
const MARTA = { id: "marta", name: "Marta Oliveira", title: "Tea adviser" };
const SHOP = "https://tea.example";

export const SESSION: Session = {
  id: "gallery",
  organization: { id: "demo", name: "Northwind Tea", kind: "customer", plan: "business", state: "active", computers: "takeover", timezone: "Europe/London" },
  member: { ...MARTA, email: "marta@northwind.example", rooms: [GENERAL, SALES], role: "admin", permissions: [], generalOnly: false },
};

const CONNECTED: ConnectionState = { kind: "connected", since: NOW - 14 * MINUTE };

interface Made {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string;
  readonly visits?: number;
  readonly room?: typeof GENERAL;
  readonly path?: string;
  readonly preview?: string;
  readonly agoMinutes?: number;
}

function head({ id, name, email, visits = 1, room = GENERAL, path = "/", preview = "Hello!", agoMinutes = 20 }: Made): Head {
  return {
    id,
    state: "active",
    room,
    startedAt: NOW - agoMinutes * MINUTE,
    ringUntil: NOW - agoMinutes * MINUTE + 45_000,
    acceptedAt: NOW - agoMinutes * MINUTE + 3_100,
    visitor: { id: `v-${id}`, visits, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) },
    agent: MARTA,
    page: { url: SHOP + path },
    preview,
    last: 0,
    rung: 2,
  };
}

type Said = readonly ["visitor" | "agent", string, number];

function entries(made: Head, said: readonly Said[]): readonly Entry[] {
  const start = made.startedAt;
  const log: Entry[] = [
    { seq: 1, at: start, by: { party: "system" }, kind: "ringing", room: made.room, rung: 2, answers: { "What is it about?": "An order" } },
  ];
  const accepted: Entry = { seq: 0, at: start + 3_100, by: { party: "agent", id: "marta" }, kind: "accepted", agent: MARTA, afterMillis: 3_100 };
  said.forEach(([party, text, afterMinutes], place) => {
    log.push({ seq: 0, at: start + afterMinutes * MINUTE, by: { party }, kind: "message", cid: `m${place}`, text });
    if (place === 0) log.push(accepted);
  });
  return log.map((entry, place) => ({ ...entry, seq: place + 1 }));
}

function chat(made: Head, said: readonly Said[], marks: Marks = NO_MARKS, more: readonly Entry[] = []): Chat {
  const own = entries(made, said);
  const all = [...own, ...more.map((entry, place) => ({ ...entry, seq: own.length + place + 1 }))];
  return { head: { ...made, last: all.length }, log: mergeLog(EMPTY_LOG, all), marks, typing: {}, peers: {} };
}

const READ: Marks = { visitor: { delivered: 99, read: 99 }, agent: { delivered: 99, read: 99 } };

const AMIRA_HEAD: Head = {
  ...head({ id: "amira", name: "Amira R.", email: "amira@example.org", visits: 3, path: "/tea/green-hills", preview: "Hello! Which green tea has the least caffeine?", agoMinutes: 16 }),
  late: [{ name: "Priya Nair", millis: 412 }],
};

const AMIRA_SAID: readonly Said[] = [
  ["visitor", "Hello! I’d like a green tea for the evening. Which one has the least caffeine?", 0],
  ["agent", "Welcome, Amira. Hojicha: it is roasted, and most of the caffeine goes with the roasting.", 1],
  ["agent", "May I ask two things first: do you drink it with milk, and do you have a pot with a strainer?", 2],
  ["visitor", "Sorry, the train! No milk, and yes, a small one.", 9],
  ["agent", "Then it is simple: https://tea.example/hojicha-200 (the 200 g tin). I can put a sample of Green Hills in the parcel.", 11],
  ["visitor", "That would be perfect, thank you", 12],
  ["visitor", "👩🏽‍🌾🍵", 12.2],
];

function amira(marks: Marks = READ, more: readonly Entry[] = []): Chat {
  return chat(AMIRA_HEAD, AMIRA_SAID, marks, more);
}

const TOMASZ = chat(head({ id: "tomasz", name: "Tomasz K.", room: SALES, path: "/wholesale", preview: "Do you ship to Gdańsk?", agoMinutes: 9 }), [
  ["visitor", "Do you ship to Gdańsk?", 0],
  ["agent", "We do, in three days.", 1],
  ["visitor", "And what does it cost for 40 kg?", 4],
  ["visitor", "On a pallet, I mean", 5],
], { visitor: { delivered: 4, read: 4 }, agent: { delivered: 4, read: 4 } });

const LI = chat(head({ id: "liwei", name: "Li Wei", preview: "I need an invoice", agoMinutes: 41 }), [
  ["visitor", "I need an invoice for order 1182", 0],
  ["agent", "I’ve sent you the invoice", 2],
], READ);

const MISSED: Chat = {
  ...chat({ ...asMissed({ id: "berg", preview: "Is anybody there? My order 1207 came without the strainer.", agoMinutes: 70, path: "/orders/1207" }), state: "missed", why: "nobody-accepted", endedAt: NOW - 69 * MINUTE }, []),
};

/** A lead as it was before anybody accepted. */
function asMissed(made: Made): Head {
  const { agent: _, acceptedAt: __, ...rest } = head(made);
  return rest;
}
const LEFT: Chat = { ...MISSED, head: { ...MISSED.head, left: { email: "s.berg@example.org", name: "Silje Berg", text: "Can someone call me back before Friday? The strainer is missing, and the guests come on Saturday." } } };

interface Shown {
  readonly chats?: readonly Chat[];
  readonly missed?: readonly Chat[];
  readonly rings?: readonly Ring[];
  readonly connection?: ConnectionState;
  readonly outbox?: readonly Posting[];
  readonly absences?: Readonly<Record<string, readonly Absence[]>>;
  readonly unknown?: Readonly<Record<string, string>>;
  readonly shown?: DeskState["shown"];
}

function desk({ chats = [amira(), typing(TOMASZ), LI], missed = [LEFT], rings = [], connection = CONNECTED, outbox = [], absences = {}, unknown = {}, shown = "online" }: Shown = {}): DeskState {
  const byId = Object.fromEntries([...chats, ...missed].map((one) => [one.head.id, one]));
  return {
    client: {
      connection,
      outbox,
      chats: { ...NO_CHATS, byId, mine: chats.map((one) => one.head.id), missed: missed.map((one) => one.head.id), listed: true },
    },
    rings,
    absences,
    unknown,
    shown,
  };
}

function unlisted(shown: Shown): DeskState {
  const state = desk({ chats: [], missed: [], ...shown });
  return { ...state, client: { ...state.client, chats: { ...state.client.chats, listed: false } } };
}

function typing(one: Chat): Chat {
  return { ...one, typing: { visitor: NOW + 3_600_000 } };
}

function ring(made: Made, seconds: number, more: Partial<Ring> = {}): Ring {
  const { agent: _, acceptedAt: __, ...ringing } = head(made);
  const startedAt = NOW - seconds * 1000;
  return { head: { ...ringing, state: "ringing", startedAt, ringUntil: NOW + 3_600_000 }, since: startedAt, heard: startedAt, phase: "ringing", ...more };
}

const JONAS = ring({ id: "jonas", name: "Jonas V.", visits: 2, room: SALES, path: "/pricing", preview: "Hi! Does the yearly plan include the phone app for the whole team?" }, 7);
const PORTO = ring({ id: "porto", path: "/orders/1182", preview: "My parcel says delivered but it isn’t here" }, 2);
const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Maximilian Alexander von und zu Hohenlohe-Schillingsfürst";
const MARKUP = '<img src=x onerror="window.__xss=1"><script>window.__xss=1</script>';
const LONG_WORD = `${"Donaudampfschifffahrtsgesellschaft".repeat(5)} https://tea.example/${"a".repeat(200)}`;

const ended = (why: "agent" | "visitor-lost", rated: readonly Entry[] = []): Chat => ({
  ...amira(READ, [{ seq: 0, at: NOW - 2 * MINUTE, by: { party: "agent", id: "marta" }, kind: "ended", why }, ...rated]),
  head: { ...AMIRA_HEAD, state: "ended", why, endedAt: NOW - 2 * MINUTE, last: 11 },
});
const RATED: Entry = { seq: 0, at: NOW - MINUTE, by: { party: "visitor" }, kind: "rated", stars: 5, comment: "Quick and kind." };

const posting = (cid: string, text: string, state: Posting["state"], why?: Posting["why"]): Posting => ({
  chat: "amira",
  cid,
  text,
  at: NOW - 20_000,
  state,
  ...(why === undefined ? {} : { why }),
});

const MANY: readonly Said[] = Array.from({ length: 420 }, (_, place): Said => [
  place % 3 === 0 ? "visitor" : "agent",
  `Message ${place + 1} of 420${place % 7 === 0 ? ": a longer one, which says more than the others and takes two lines on a screen of this width, to look real." : ""}`,
  place * 4,
]);
const MANY_CHAT = chat(head({ id: "many", name: "Amira R.", agoMinutes: 420 * 4 + 5 }), MANY, { visitor: { delivered: 999, read: 999 }, agent: { delivered: 999, read: 999 } });

const QUIET = { id: "quiet", name: "Quiet Corner Books" };
const NOOR: Session = {
  id: "gallery",
  organization: { id: "platform", name: "Firstbell", kind: "platform", plan: "business", state: "active", computers: "both", timezone: "Europe/London" },
  member: { id: "noor", name: "Noor Haddad", email: "noor@firstbell.example", rooms: [GENERAL], role: "member", permissions: ["answer-chats", "answer-as-operator"], generalOnly: false },
};
const OPERATED: Chat = { ...amira(), head: { ...AMIRA_HEAD, organization: { id: "demo", name: "Northwind Tea" }, agent: { id: "platform--marta", name: "Noor Haddad" }, last: 9 } };

const OPEN = "#/chats/amira";
const waiting: ConnectionState = { kind: "waiting", retryAt: NOW + 3_600_000, attempt: 1, why: "network" };

export const SCENES: Readonly<Record<string, Scene>> = {
  chat: { desk: desk({ rings: [JONAS, PORTO], absences: { amira: [{ from: NOW - 8 * MINUTE, until: NOW - 8 * MINUTE + 41_000 }] } }), hash: OPEN },
  ringing: { desk: desk({ chats: [], missed: [], rings: [JONAS, PORTO] }), hash: "#/" },
  "ringing-blocked": { desk: desk({ rings: [JONAS] }), hash: "#/", sound: "blocked" },
  taken: { desk: desk({ rings: [{ ...JONAS, phase: "over", until: NOW + 3_600_000, over: { why: "taken", by: { id: "priya", name: "Priya Nair" }, lateMillis: 412 } }, { ...PORTO, phase: "accepting" }] }), hash: OPEN },
  nobody: { desk: desk({ chats: [], missed: [] }), hash: "#/" },
  away: { desk: desk({ shown: "away" }), hash: OPEN, settings: { show: "away" } },
  first: { desk: desk({ chats: [], missed: [] }), hash: "#/", settings: { welcomed: false }, sound: "blocked" },
  connecting: { desk: desk({ connection: { kind: "connecting", attempt: 0 } }), hash: OPEN, press: ".bar .pill" },
  waiting: { desk: desk({ connection: { ...waiting, retryAt: NOW + 7_000 } }), hash: OPEN, press: ".bar .pill" },
  down: { desk: desk({ connection: { ...waiting, attempt: 5, why: "server", retryAt: NOW + 23_000 } }), hash: "#/connection" },
  offline: { desk: desk({ connection: { kind: "offline", retryAt: NOW + 9_000 }, outbox: [posting("o1", "Shall I send it to the address in Lisbon?", "queued")] }), hash: OPEN },
  refused: { desk: desk({ connection: { kind: "refused", problem: new Problem(403, "Refused", "This page is not allowed to connect.") } }), hash: "#/connection" },
  "signed-out": { desk: desk({ connection: { kind: "refused", problem: new Problem(401, "Signed out", "Sign in again.") } }), hash: "#/connection" },
  elsewhere: { desk: desk({ connection: { kind: "taken-over" } }), hash: OPEN, press: ".bar .pill" },
  lost: { desk: desk({ absences: { amira: [{ from: NOW - 41_000 }] } }), hash: OPEN },
  typing: { desk: desk({ chats: [typing(amira()), TOMASZ, LI] }), hash: OPEN },
  sending: { desk: desk({ outbox: [posting("o1", "Shall I send it to the address in Lisbon?", "sending")] }), hash: OPEN },
  failed: { desk: desk({ outbox: [posting("o1", "Shall I send it to the address in Lisbon?", "failed", { code: "too-large", message: "The message is too long." })] }), hash: OPEN },
  ended: { desk: desk({ chats: [ended("agent"), TOMASZ, LI] }), hash: OPEN },
  rated: { desk: desk({ chats: [ended("agent", [RATED]), TOMASZ, LI] }), hash: OPEN },
  "ended-lost": { desk: desk({ chats: [ended("visitor-lost"), TOMASZ, LI] }), hash: OPEN },
  missed: { desk: desk(), hash: "#/missed/berg" },
  "missed-silent": { desk: desk({ missed: [MISSED] }), hash: "#/missed/berg" },
  details: { desk: desk(), hash: `${OPEN}/details` },
  unknown: { desk: desk({ unknown: { nowhere: "There is no such chat." } }), hash: "#/chats/nowhere" },
  long: {
    desk: desk({
      chats: [chat(head({ id: "amira", name: LONG_NAME, email: `${"a".repeat(60)}@${"b".repeat(60)}.example`, path: `/${"very-long-path/".repeat(12)}` }), [["visitor", LONG_WORD, 0], ["agent", LONG_WORD, 1], ["visitor", "👩‍👩‍👧‍👦", 2], ["agent", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏽 ❤️", 3]])],
      rings: [ring({ id: "long", name: LONG_NAME, preview: LONG_WORD, path: `/${"very-long-path/".repeat(12)}` }, 3723)],
    }),
    hash: OPEN,
  },
  markup: {
    desk: desk({
      chats: [chat(head({ id: "amira", name: MARKUP, email: "x@example.org", path: `/${MARKUP}` }), [["visitor", MARKUP, 0], ["visitor", "javascript:alert(1) and [x](javascript:alert(1)) and https://good.example", 1], ["agent", MARKUP, 1]])],
      rings: [ring({ id: "markup", name: MARKUP, preview: MARKUP }, 5)],
    }),
    hash: OPEN,
  },
  many: { desk: desk({ chats: [MANY_CHAT, TOMASZ, LI] }), hash: "#/chats/many" },
  counter: { desk: desk(), hash: OPEN, draft: "tea ".repeat(1010) },
  "away-ringing": { desk: desk({ chats: [], rings: [JONAS], shown: "away" }), hash: "#/", settings: { show: "away" } },
  "presence-unconfirmed": { desk: { ...desk({ chats: [], missed: [] }), shown: undefined }, hash: "#/" },
  "lists-offline": { desk: unlisted({ connection: { kind: "offline", retryAt: NOW + 9_000 } }), hash: "#/chats/nowhere" },
  "lists-late": { desk: { ...unlisted({}), late: { nowhere: true } }, hash: "#/chats/nowhere" },
  held: { desk: desk(), hash: "#/settings", held: "tomasz" },
  presence: { desk: desk(), hash: OPEN, press: ".bar .menu:nth-of-type(3) > button, .bar .pill[aria-haspopup=menu]" },
  sound: { desk: desk(), hash: OPEN, press: ".bar .ico[aria-haspopup=dialog]" },
  account: { desk: desk(), hash: OPEN, press: ".avatar-btn" },
  help: { desk: desk(), hash: OPEN, press: ".rail button" },
  "hang-up": { desk: desk(), hash: OPEN, press: '[data-command="hang-up"]' },
  ...accountScenes(desk(), SESSION),
  ...portalScenes(desk(), desk({ rings: [JONAS] }), SESSION),
  "operator-ringing": { desk: desk({ chats: [OPERATED, TOMASZ], missed: [], rings: [{ ...PORTO, head: { ...PORTO.head, organization: QUIET } }, JONAS] }), hash: "#/chats/amira", session: NOOR },
  "operator-no-credit": { desk: desk({ chats: [TOMASZ], missed: [], rings: [{ ...PORTO, head: { ...PORTO.head, organization: QUIET }, phase: "over", until: NOW + 3_600_000, over: { why: "no-credit", of: QUIET.name } }] }), hash: "#/", session: NOOR },
};
