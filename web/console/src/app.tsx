import { unread } from "@firstbell/protocol";
import { useEffect, useState } from "preact/hooks";
import { ElsewherePage } from "./account/elsewhere.tsx";
import { OwnPage } from "./account/own.tsx";
import { SupportBanner } from "./account/support.tsx";
import { Entitled, EntitledStrip } from "./billing/entitled.tsx";
import { useCell } from "./cell.ts";
import { absence, ABSENT_WORDS } from "./chats/absent.ts";
import { Aside } from "./chats/aside.tsx";
import { latest } from "./chats/chat.ts";
import { HeldStrip } from "./chats/held.tsx";
import { MissedView } from "./chats/missed.tsx";
import { ChatView } from "./chats/view.tsx";
import { OfflinePill } from "./connection/offline.tsx";
import { ConnectionPanel, ConnectionPill } from "./connection/panel.tsx";
import { ConsoleContext, useConsole, type Console } from "./console.ts";
import { conversation, mine, type DeskState } from "./desk.ts";
import { useNow } from "./now.ts";
import { Rail } from "./rail.tsx";
import { Help, KeysHint } from "./help/help.tsx";
import { commandOf, overDialog, platformOf, type Command } from "./help/keys.ts";
import { Welcome } from "./help/welcome.tsx";
import { PresenceMenu } from "./presence/menu.tsx";
import { CONSOLE_PAGES } from "./pages.ts";
import { RingStrip } from "./ring/ring.tsx";
import { SoundMenu } from "./ring/sound.tsx";
import { chatRoute, hashOf, HOME, pageRoute, type Route } from "./route.ts";
import { answersChats, type Session } from "./session/session.ts";
import { MeMenu } from "./session/menu.tsx";
import { Announcements } from "./ui/announcer.tsx";
import { Icon } from "./ui/icon.tsx";
import { openDialog } from "./ui/unsaved.ts";
import { ToastPlace } from "./ui/toast.tsx";
import { VisitorPane } from "./visitor/pane.tsx";

export function App({ console }: { console: Console }) {
  return (
    <ConsoleContext.Provider value={console}>
      <Frame />
    </ConsoleContext.Provider>
  );
}

function Frame() {
  const { route, desk, announcer, session, settings, toasts } = useConsole();
  const here = useHere();
  const state = useCell(desk.state);
  const { welcomed } = useCell(settings);
  const [help, setHelp] = useState(false);
  const phone = useMedia("(max-width: 760px)");
  const chats = answersChats(session);
  // On a phone the list would stand in the place of what has happened and what to do about it.
  const layout = phone && isElsewhere(here, state) ? "page" : layoutOf(here, welcomed);
  useKeys(() => setHelp(true));
  useFocusOnTurn(route.value.at === "page" || isOwn(here) ? placeOf(here) : "");
  const waiting = mine(state, latest).reduce((sum, { chat }) => sum + unread(chat.log, chat.marks, "agent"), 0);
  return (
    <div class="app" data-page={layout}>
      <div class="top">
        <header>
          <div class="bar">
            <a class="brand" href="#/">
              <Icon name="bell" />
              <span>Firstbell</span>
              <span class="of small soft cut">{session.organization.name}</span>
            </a>
            {chats ? <ConnectionPill /> : <OfflinePill />}
            <span class="grow" />
            {!phone && <Entitled where="bar" />}
            {chats && <SoundMenu />}
            {chats && <PresenceMenu />}
            <MeMenu onHelp={() => setHelp(true)} />
          </div>
          {phone && <Entitled where="line" />}
        </header>
        {session.support !== undefined && <SupportBanner note={session.support} customer={session.organization.name} />}
        <EntitledStrip />
      </div>
      <Rail here={here} waiting={waiting} onHelp={() => setHelp(true)} />
      {chats && layout !== "page" && <Aside place={phone && layout === "list" ? "page" : "beside"} />}
      {(!phone || layout !== "list") && <Main here={here} state={state} />}
      {help && <Help onClose={() => setHelp(false)} />}
      <Announcements announcer={announcer} />
      <ToastPlace toasts={toasts} />
    </div>
  );
}

/** Where the console is. Who answers no chats has no list to come home to: the first section is theirs. */
function useHere(): Route {
  const { route, session } = useConsole();
  const here = useCell(route);
  if (answersChats(session) || (here.at !== "home" && here.at !== "connection" && here.at !== "chat" && here.at !== "missed")) return here;
  const first = CONSOLE_PAGES.find((page) => page.shows(session));
  return first === undefined ? { at: "profile" } : pageRoute(first.name);
}

/** `list`: a phone shows the list of chats; `chat`: a chat beside it; `page`: anything that is no chat, without the list. */
function layoutOf(here: Route, welcomed: boolean): "list" | "chat" | "page" {
  if (here.at === "page" || isOwn(here)) return "page";
  return here.at === "home" && welcomed ? "list" : "chat";
}

/** Another computer of the agent has taken over; the connection's own page shows it in its way. */
function isElsewhere(here: Route, { client }: DeskState): boolean {
  return client.connection.kind === "taken-over" && here.at !== "connection";
}

function isOwn(here: Route): boolean {
  return here.at === "profile" || here.at === "options" || here.at === "sessions" || here.at === "welcome";
}

/** The page without what is looked for on it: who types into a filter changes the address and turns no page. */
function placeOf(here: Route): string {
  return hashOf(here).split("?")[0] ?? "";
}

/** A new page is read from its beginning: the focus goes to its title, as after a load. */
function useFocusOnTurn(place: string): void {
  const [first] = useState(place);
  useEffect(() => {
    if (place === "" || place === first) return;
    const title = document.querySelector<HTMLElement>(".pane h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  }, [place]);
}

function Main({ here, state }: { here: Route; state: DeskState }) {
  const { desk, go, settings } = useConsole();
  const { welcomed } = useCell(settings);
  const narrow = useMedia("(max-width: 1180px)");
  const { listed } = state.client.chats;
  const id = here.at === "chat" || here.at === "missed" ? here.id : undefined;
  const known = id === undefined ? undefined : conversation(state, id);
  const connected = state.client.connection.kind === "connected";
  useEffect(() => {
    if (id !== undefined && listed && connected && (known === undefined || known.chat.log.entries.length === 0)) desk.visit(id);
  }, [id, listed, connected]);

  if (here.at === "page" || isOwn(here)) {
    return (
      <main class="main">
        <RingStrip />
        <HeldStrip />
        {here.at === "page" ? <Registered here={here} /> : <OwnPage here={here} />}
      </main>
    );
  }
  if (isElsewhere(here, state)) {
    return (
      <main class="main">
        <ElsewherePage />
      </main>
    );
  }
  if (known === undefined || id === undefined) {
    return (
      <main class="main">
        <RingStrip />
        {here.at === "connection" ? (
          <div class="pane">
            <div class="narrow">
              <BackOnPhone />
              <ConnectionPanel level="h1" />
            </div>
          </div>
        ) : id !== undefined ? (
          <Absent chat={id} state={state} />
        ) : welcomed ? (
          <Nothing />
        ) : (
          <Welcome />
        )}
      </main>
    );
  }
  const { chat } = known;
  const missed = chat.head.state === "missed";
  const details = (here.at === "chat" || here.at === "missed") && here.details;
  const at = here.at === "missed" ? "missed" : "chat";
  return (
    <>
      <main class="main" key={id}>
        <RingStrip />
        {missed ? <MissedView chat={chat} /> : <ChatView conversation={known} />}
      </main>
      {narrow ? (
        details && <VisitorPane chat={chat} onClose={() => go({ at, id, details: false })} />
      ) : (
        <VisitorPane chat={chat} />
      )}
    </>
  );
}

function Registered({ here }: { here: Extract<Route, { at: "page" }> }) {
  const { session } = useConsole();
  const page = CONSOLE_PAGES.find(({ name }) => name === here.page);
  if (page === undefined || !page.shows(session)) return <NotForYou />;
  const { view: View } = page;
  return <View key={page.name} path={here.path} query={here.query} />;
}

/** A link to a section that this person may not open: the server would say no as well. */
function NotForYou() {
  const { session } = useConsole();
  return (
    <div class="centre">
      <Icon name="lock" class="big" />
      <h1>This section is not open to you</h1>
      <p>{closedWords(session)}</p>
      <a class="btn" href="#/">
        Back
      </a>
    </div>
  );
}

function closedWords({ support, member }: Session): string {
  if (support !== undefined) return "It stays closed to support.";
  // An administrator holds every permission: no other one would open it.
  return member.role === "admin" ? "It belongs to another kind of organization." : "Ask an administrator of your organization for the permission.";
}

function BackOnPhone() {
  const { go } = useConsole();
  return (
    <button type="button" class="ico only-phone" aria-label="Back to the list" onClick={() => go(HOME)}>
      <Icon name="back" />
    </button>
  );
}

/** No chat is open. */
function Nothing() {
  return (
    <div class="centre">
      <Icon name="chats" class="big" />
      <h1>No chat is open</h1>
      <p>
        Choose one on the left. <KeysHint />
      </p>
    </div>
  );
}

/** A link to a chat that is not this agent's to see, or not yet here. */
function Absent({ chat, state }: { chat: string; state: DeskState }) {
  const { desk, go } = useConsole();
  const why = absence(state, chat, useNow(1_000));
  const again = () => {
    void desk.client.lists().catch(() => undefined);
    desk.visit(chat);
  };
  const { title, text } = ABSENT_WORDS[why];
  return (
    <div class="centre" role="status">
      <Icon name="note" class="big" />
      <h1>{title}</h1>
      <p>{text}</p>
      {why === "late" && (
        <button type="button" class="btn primary" onClick={again}>
          Try again
        </button>
      )}
      <button type="button" class="btn" onClick={() => go(HOME)}>
        To the list
      </button>
    </div>
  );
}

function useMedia(words: string): boolean {
  const [query] = useState(() => matchMedia(words));
  const [matches, set] = useState(query.matches);
  useEffect(() => {
    const changed = () => set(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return matches;
}

function useKeys(showHelp: () => void): void {
  const console = useConsole();
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // An input method that composes a word takes all keys.
      if (event.isComposing) return;
      const over = openDialog() !== "none";
      const typing = over || (event.target instanceof Element && event.target.closest("input, textarea, select, [role=menu]") !== null);
      const found = commandOf(event, typing ? "typing" : "elsewhere", console.settings.value.keys, platformOf());
      const command = over ? overDialog(found) : found;
      if (command === undefined) return;
      event.preventDefault();
      obey(command, console, showHelp);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [console]);
}

function obey(command: Command, { desk, route, go }: Console, showHelp: () => void): void {
  switch (command) {
    case "accept":
      return desk.acceptOldest();
    case "decline":
      return desk.declineOldest();
    case "next":
    case "previous": {
      const ids = mine(desk.state.value, latest).map(({ chat }) => chat.head.id);
      const here = route.value;
      const place = here.at === "chat" ? ids.indexOf(here.id) : -1;
      const step = command === "next" ? 1 : -1;
      const to = ids[place < 0 ? (step > 0 ? 0 : ids.length - 1) : (place + step + ids.length) % ids.length];
      return to === undefined ? undefined : go(chatRoute(to));
    }
    case "write":
      return document.querySelector<HTMLElement>(".compose textarea")?.focus();
    case "hang-up":
      return document.querySelector<HTMLElement>('[data-command="hang-up"]')?.click();
    case "help":
      return showHelp();
  }
}
