import type { Storage } from "@firstbell/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Access } from "./api/open.ts";
import { asProblem } from "./api/problem.ts";
import type { SignedIn } from "./api/shapes.ts";
import { App } from "./app.tsx";
import { LinkPage } from "./account/link.tsx";
import { Opening, ShutOut, Unanswered } from "./account/closed.tsx";
import { Outside } from "./account/outside.tsx";
import { HOME, hashOf, isLinked, pageRoute, parseRoute, type Linked, type Route } from "./route.ts";
import { Renewal, renewed } from "./session/renewal.ts";
import { answersChats, doorOf, restored, sessionOf, type Door } from "./session/session.ts";
import { openConsole, type Leaving, type Opened } from "./signed-in.ts";

/** What a mailed link brought. */
export interface Link {
  readonly at: Linked;
  readonly token: string;
}

/** The door: finds out who is signed in on this browser, and opens their console. All tabs of a browser agree. */
export function Root({ access, storage }: { access: Access; storage: Storage }) {
  const { api, tokens, http } = access;
  const [door, setDoor] = useState<Door>({ kind: "asking" });
  const [opened, setOpened] = useState<Opened>();
  const [link, setLink] = useState<Link | undefined>(takeLink);
  const [outside, setOutside] = useState<Route>(() => parseRoute(location.hash));
  const current = useRef<Opened>();
  const here = () => current.current;
  const renewal = useRef<Renewal>(new Renewal(() => renew()));

  const enter = (next: Door) => {
    const route = parseRoute(location.hash);
    // A link to a chat stays in the address while somebody signs in, and opens after it.
    if (next.kind === "nobody" && route.at === "home") goTo({ at: "signin" });
    if (next.kind === "somebody" && (route.at === "signin" || route.at === "forgot" || route.at === "signup")) goTo({ at: "home" });
    current.current?.close();
    current.current = next.kind === "somebody" ? openConsole(api, storage, next.session, leaving) : undefined;
    setOpened(current.current);
    setDoor(next);
    setOutside(parseRoute(location.hash));
  };

  const ask = async () => {
    setDoor({ kind: "asking" });
    const holds = tokens.held() !== undefined;
    const found = await restored(() => api.currentSession(), holds);
    if (found.kind === "nobody" && holds) {
      const supported = tokens.supporting() !== undefined;
      tokens.forget();
      // A support session is over by itself; whoever led it is still signed in.
      if (supported) return ask();
    }
    enter(found);
  };

  const signedIn = (fresh: SignedIn, to?: Route) => {
    tokens.keep(fresh);
    setLink(undefined);
    if (to !== undefined) goTo(to);
    enter({ kind: "somebody", session: sessionOf(fresh) });
  };

  /** Signs out here at once; the server hears of it before the tokens go, for without them nobody could tell it. */
  const leave = async (notice?: string) => {
    const mine = tokens.held()?.session;
    const told = Promise.race([api.signOut().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 4_000))]);
    goTo({ at: "home" });
    enter({ kind: "nobody", ...(notice === undefined ? {} : { notice }) });
    await told;
    if (tokens.held()?.session === mine) tokens.forget();
  };

  const leaveSupport = async () => {
    const customer = current.current?.console.session.organization.id;
    if (tokens.supporting() === undefined) return;
    await api.signOut().catch(() => undefined);
    tokens.forget();
    goTo(customer === undefined ? { at: "home" } : pageRoute("customers", [customer]));
    await ask();
  };

  const refused = async (bye: string) => {
    const mine = current.current;
    if (mine === undefined) return;
    // One refusal comes by many ways; the first one counts.
    current.current = undefined;
    mine.close();
    setOpened(undefined);
    setDoor({ kind: "asking" });
    if (tokens.supporting() !== undefined) {
      const { id, name } = mine.console.session.organization;
      goTo(pageRoute("customers", [id]));
      await ask();
      return here()?.console.toasts.say(`The support session with ${name} is over. You are back in your own account.`);
    }
    const found = await restored(() => api.currentSession(), tokens.held() !== undefined);
    if (found.kind === "nobody") tokens.forget();
    enter(found.kind === "nobody" && bye === "revoked" ? { kind: "shut", why: "revoked", detail: "" } : found);
  };

  const renew = async () => {
    const mine = current.current;
    if (mine === undefined) return;
    const fresh = sessionOf(await api.currentSession());
    // Signed out meanwhile, or somebody else is in.
    if (current.current !== mine || fresh.id !== mine.console.session.id) return;
    switch (renewed(mine.console.session, fresh)) {
      case "same":
        return;
      case "show":
        current.current = { ...mine, console: { ...mine.console, session: fresh } };
        return setOpened(current.current);
      case "reopen":
        return enter({ kind: "somebody", session: fresh });
    }
  };

  const leaving: Leaving = {
    refused: (bye) => void refused(bye),
    signOut: () => void leave(),
    changeUser: () =>
      void leave("Who works here now? Sign in: this computer keeps its sound, its theme and its idle times, whoever uses it."),
    enterSupport: (session) => {
      tokens.keepSupport(session);
      goTo({ at: "home" });
      enter({ kind: "somebody", session: sessionOf(session) });
    },
    leaveSupport: () => void leaveSupport(),
    renewSession: () => renewal.current.now(),
  };

  useEffect(() => {
    // Only while a console is open: who asks at the door hears the answer itself.
    http.refused = (problem) => {
      if (current.current === undefined) return;
      const next = doorOf(problem);
      if (next.kind === "shut" || next.kind === "nobody") void refused("");
    };
    // A permission is gone that the console still shows: who has no connection hears of it only so.
    http.forbidden = () => renewal.current.now();
    void ask();
    // Another tab signed out, or somebody else in: this one follows. A support session is this tab's own.
    const changed = (event: StorageEvent) => {
      if (event.key !== null && !event.key.endsWith("session")) return;
      if (tokens.supporting() !== undefined) return;
      if (tokens.held()?.session === current.current?.console.session.id) return;
      goTo({ at: "home" });
      void ask();
    };
    const moved = () => {
      const found = takeLink();
      if (found !== undefined) setLink(found);
      setOutside(parseRoute(location.hash));
    };
    addEventListener("storage", changed);
    addEventListener("hashchange", moved);
    return () => {
      removeEventListener("storage", changed);
      removeEventListener("hashchange", moved);
      current.current?.close();
    };
  }, []);

  if (link !== undefined) {
    const away = (to: Route) => {
      setLink(undefined);
      goTo(to);
      setOutside(to);
      // Somebody may be signed in beneath: their console goes along, and what is for others leads home.
      current.current?.console.route.set(to.at === "signin" || to.at === "forgot" || to.at === "signup" ? HOME : to);
    };
    return <LinkPage api={api} link={link} onSignedIn={signedIn} onAway={away} within={opened?.console.session} />;
  }
  if (opened !== undefined) return <App console={opened.console} key={`${opened.console.session.id} ${answersChats(opened.console.session)}`} />;
  switch (door.kind) {
    case "nobody":
      return <Outside api={api} storage={storage} route={outside} notice={door.notice} onSignedIn={signedIn} onShut={(error) => enter(doorOf(asProblem(error)))} />;
    case "unanswered":
      return <Unanswered text={door.text} again={() => void ask()} />;
    case "shut":
      return <ShutOut why={door.why} detail={door.detail} again={() => void ask()} other={() => void leave()} />;
    case "asking":
    case "somebody":
      return <Opening />;
  }
}

/** A token from a mail must not stay in the address bar, its history, or a screenshot. */
function takeLink(): Link | undefined {
  const route = parseRoute(location.hash);
  if (!isLinked(route)) return undefined;
  goTo({ at: "home" });
  return { at: route.at, token: route.token };
}

function goTo(route: Route): void {
  history.replaceState(null, "", hashOf(route));
}
