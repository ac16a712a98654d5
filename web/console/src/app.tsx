import { unread } from "@firstbell/protocol";
import { useEffect, useState } from "preact/hooks";
import { useCell } from "./cell.ts";
import { Aside } from "./chats/aside.tsx";
import { latest } from "./chats/chat.ts";
import { MissedView } from "./chats/missed.tsx";
import { ChatView } from "./chats/view.tsx";
import { ConnectionPanel, ConnectionPill } from "./connection/panel.tsx";
import { ConsoleContext, useConsole, type Console } from "./console.ts";
import { conversation, mine, type DeskState } from "./desk.ts";
import { Help } from "./help/help.tsx";
import { commandOf, type Command } from "./help/keys.ts";
import { Welcome } from "./help/welcome.tsx";
import { PresenceMenu } from "./presence/menu.tsx";
import { RingStrip } from "./ring/ring.tsx";
import { SoundMenu } from "./ring/sound.tsx";
import { chatRoute, HOME, type Route } from "./route.ts";
import { MeMenu } from "./session/menu.tsx";
import { Announcements } from "./ui/announcer.tsx";
import { Icon } from "./ui/icon.tsx";
import { VisitorPane } from "./visitor/pane.tsx";

export function App({ console }: { console: Console }) {
  return (
    <ConsoleContext.Provider value={console}>
      <Frame />
    </ConsoleContext.Provider>
  );
}

function Frame() {
  const { route, desk, announcer, session, settings } = useConsole();
  const here = useCell(route);
  const state = useCell(desk.state);
  const { welcomed } = useCell(settings);
  const [help, setHelp] = useState(false);
  const phone = useMedia("(max-width: 760px)");
  const page = here.at === "home" && welcomed ? "list" : "chat";
  useKeys(() => setHelp(true));
  const waiting = mine(state, latest).reduce((sum, { chat }) => sum + unread(chat.log, chat.marks, "agent"), 0);
  return (
    <div class="app" data-page={page}>
      <header class="bar">
        <a class="brand" href="#/">
          <Icon name="bell" />
          <span>Firstbell</span>
          <span class="of small soft cut">{session.organization.name}</span>
        </a>
        <ConnectionPill />
        <span class="grow" />
        <SoundMenu />
        <PresenceMenu />
        <MeMenu onHelp={() => setHelp(true)} />
      </header>
      <nav class="rail" aria-label="Sections">
        <a href="#/" aria-label={`Chats${waiting > 0 ? `, ${waiting} unread` : ""}`} title="Chats" aria-current={here.at === "connection" ? undefined : "page"}>
          <Icon name="chats" />
          {waiting > 0 && <span class="badge">{waiting > 99 ? "99+" : waiting}</span>}
        </a>
        <a href="#/connection" aria-label="Connection" title="Connection" aria-current={here.at === "connection" ? "page" : undefined}>
          <Icon name="plug" />
        </a>
        <span class="grow" />
        <button type="button" aria-label="Keys and help" title="Keys and help (?)" onClick={() => setHelp(true)}>
          <Icon name="help" />
        </button>
      </nav>
      <Aside place={phone && page === "list" ? "page" : "beside"} />
      {(!phone || page === "chat") && <Main here={here} state={state} />}
      {help && <Help onClose={() => setHelp(false)} />}
      <Announcements announcer={announcer} />
    </div>
  );
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
          <Absent words={state.unknown[id]} />
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
        Choose one on the left. When somebody rings, <kbd>A</kbd> accepts; <kbd>?</kbd> lists all keys.
      </p>
    </div>
  );
}

/** A link to a chat that is not this agent's to see, or not yet here. */
function Absent({ words }: { words: string | undefined }) {
  const { go } = useConsole();
  return (
    <div class="centre">
      <Icon name="note" class="big" />
      <h1>{words === undefined ? "One moment" : "This chat is not here"}</h1>
      <p>
        {words === undefined
          ? "The chat is being fetched."
          : "It may belong to another organization, or it was deleted. The link may also be incomplete."}
      </p>
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
      if (document.querySelector("dialog[open]") !== null) return;
      const focus = event.target instanceof Element && event.target.closest("input, textarea, select, [role=menu]") ? "typing" : "elsewhere";
      const command = commandOf(event, focus, console.settings.value.singleKeys ? "on" : "off");
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
