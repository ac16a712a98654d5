import { browserNetwork, browserSocket, ChatClient, Connection, memoryStorage, newCid, Problem, systemClock } from "@firstbell/protocol";
import { render } from "preact";
import { App } from "../src/app.tsx";
import { EntitlementWatch } from "../src/billing/watch.ts";
import { Cell } from "../src/cell.ts";
import { Drafts } from "../src/composer/drafts.ts";
import type { Console } from "../src/console.ts";
import { Desk } from "../src/desk.ts";
import { Attention } from "../src/ring/attention.ts";
import { Bell } from "../src/ring/bell.ts";
import { hashOf, parseRoute, type Route } from "../src/route.ts";
import { Idleness } from "../src/presence/idle.ts";
import { KeptSettings } from "../src/settings.ts";
import { Announcer } from "../src/ui/announcer.tsx";
import { Toasts } from "../src/ui/toast.tsx";
import { DOORS } from "./account.tsx";
import { galleryApi } from "./answers.ts";
import { SCENES, SESSION, type Scene } from "./fixtures.ts";
import { renewalDoors } from "./money.tsx";
import "../src/style/index.css";

/** The console on fixtures: `?state=NAME`, or the list of names. For development only. */
const wanted = new URLSearchParams(location.search).get("state") ?? "";
const element = document.getElementById("console") as HTMLElement;
const scene = SCENES[wanted];
const api = galleryApi(wanted);

const doors = { ...DOORS, ...renewalDoors(SESSION) };
const doorPage = doors[wanted];

if (doorPage !== undefined) render(<>{doorPage()}</>, element);
else if (scene !== undefined) show(scene);
else {
  render(
    <main class="pane">
      <h1>States</h1>
      <ul>
        {[...Object.keys(doors), ...Object.keys(SCENES)].map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </main>,
    element,
  );
}

function show(shown: Scene): void {
  history.replaceState(null, "", location.search + shown.hash);
  const storage = memoryStorage();
  const connection = new Connection({
    ticket: () => Promise.reject(new Problem(0, "No answer", "The gallery has no server.")),
    open: browserSocket,
    network: browserNetwork,
    clock: systemClock,
  });
  const client = new ChatClient({ party: "agent", connection, storage, clock: systemClock, computer: newCid() });
  const settings = new KeptSettings(storage);
  settings.keep({ welcomed: true, ...shown.settings });
  const drafts = new Drafts(storage);
  if (shown.draft !== undefined) drafts.keep("amira", shown.draft);
  const bell = new Bell();
  bell.sound.set(shown.sound ?? "ready");
  const route = new Cell<Route>(parseRoute(location.hash));
  addEventListener("hashchange", () => route.set(parseRoute(location.hash)));
  const desk = new Desk("marta", client, connection, "online", { now: () => Date.now(), rang: () => undefined, handled: () => undefined, over: () => undefined, opened: () => undefined }, (shown.session ?? SESSION).organization.id);
  desk.state.set(shown.desk);
  const fails = () => Promise.reject(new Problem(0, "No answer", ""));
  const announcer = new Announcer();
  const entitled = new EntitlementWatch(api, (shown.session ?? SESSION).organization.id);
  entitled.watch();
  const console: Console = {
    session: shown.session ?? SESSION,
    api,
    desk,
    entitled,
    settings,
    drafts,
    bell,
    attention: new Attention(() => undefined),
    announcer,
    toasts: new Toasts(announcer),
    idleness: new Idleness(settings.value.show, settings.value),
    held: new Cell<string | undefined>(shown.held),
    route,
    go: (to) => {
      location.hash = hashOf(to);
      route.set(to);
    },
    signOut: () => undefined,
    changeUser: () => undefined,
    enterSupport: () => undefined,
    leaveSupport: () => undefined,
    renewSession: () => undefined,
    testPorts: { page: () => Promise.resolve(), session: () => Promise.resolve(), ticket: fails, socket: fails, millis: () => performance.now() },
  };
  render(<App console={console} />, element);
  const { press } = shown;
  if (press !== undefined) setTimeout(() => void pressAll(press.split(" >> ")), 50);
}

/** One after the other, each as soon as it is there. */
async function pressAll(selectors: readonly string[]): Promise<void> {
  for (const selector of selectors) {
    let element: HTMLElement | null = null;
    for (let tries = 0; element === null && tries < 60; tries++) {
      element = document.querySelector<HTMLElement>(selector);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    element?.click();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
