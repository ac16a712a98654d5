import type { Api, SignedIn, Storage } from "@firstbell/protocol";
import { useEffect, useRef, useState } from "preact/hooks";
import { App } from "./app.tsx";
import { hashOf, parseRoute } from "./route.ts";
import { restored, sessionOf, KeptToken, type Door } from "./session/session.ts";
import { SignIn } from "./session/signin.tsx";
import { openConsole, type Opened } from "./signed-in.ts";
import { Icon } from "./ui/icon.tsx";

/** The door: finds out who is signed in on this browser, and opens their console. All tabs of a browser agree. */
export function Root({ api, storage }: { api: Api; storage: Storage }) {
  const [door, setDoor] = useState<Door>({ kind: "asking" });
  const [opened, setOpened] = useState<Opened>();
  const [token] = useState(() => new KeptToken(storage));
  const current = useRef<Opened>();

  const enter = (next: Door) => {
    current.current?.close();
    current.current =
      next.kind === "somebody" ? openConsole(api, storage, next.session, (why) => void leave(why)) : undefined;
    setOpened(current.current);
    setDoor(next);
    if (next.kind === "nobody") document.title = "Sign in · Firstbell";
    const route = parseRoute(location.hash);
    // A link to a chat stays in the address while somebody signs in, and opens after it.
    if (next.kind === "nobody" && route.at === "home") history.replaceState(null, "", hashOf({ at: "signin" }));
    if (next.kind === "somebody" && route.at === "signin") history.replaceState(null, "", "#/");
  };

  const ask = async () => {
    setDoor({ kind: "asking" });
    enter(await restored(api, token.get()));
  };

  const signedIn = (session: SignedIn) => {
    token.keep(session.token);
    enter({ kind: "somebody", session: sessionOf(session) });
  };

  const leave = async (why: "by-hand" | "refused") => {
    const mine = token.get();
    token.forget();
    if (why === "by-hand") leavePlace();
    enter(why === "by-hand" ? { kind: "nobody" } : { kind: "nobody", notice: "Your session has ended. Sign in again: your chats wait for you." });
    // Here it is over at once; the server hears of it when it can.
    if (mine !== undefined && why === "by-hand") await api.signOut(mine).catch(() => undefined);
  };

  useEffect(() => {
    void ask();
    // Another tab signed out, or somebody else in: this one follows.
    const changed = (event: StorageEvent) => {
      if (event.key !== null && !event.key.endsWith("session")) return;
      if (token.get() === current.current?.console.session.token) return;
      leavePlace();
      void ask();
    };
    addEventListener("storage", changed);
    return () => {
      removeEventListener("storage", changed);
      current.current?.close();
    };
  }, []);

  if (opened !== undefined) return <App console={opened.console} key={opened.console.session.token} />;
  switch (door.kind) {
    case "nobody":
      return <SignIn api={api} notice={door.notice} onSignedIn={signedIn} />;
    case "unanswered":
      return <Unanswered text={door.text} again={() => void ask()} />;
    case "asking":
    case "somebody":
      return (
        <div class="door">
          <main>
            <p class="soft" role="status">
              Opening the console…
            </p>
          </main>
        </div>
      );
  }
}

/** Who signs in next does not stand in the chat of who was here before. */
function leavePlace(): void {
  history.replaceState(null, "", "#/");
}

/** The server is silent before the console could open. Asks again by itself. */
function Unanswered({ text, again }: { text: string; again: () => void }) {
  useEffect(() => {
    const timer = setTimeout(again, 8_000);
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, []);
  return (
    <div class="door">
      <main class="centre">
        <Icon name="plug" class="big" />
        <h1>{navigator.onLine ? "The server is down" : "This computer is offline"}</h1>
        <p role="status">{text} It tries again every few seconds.</p>
        <button type="button" class="btn primary" onClick={again}>
          Try now
        </button>
      </main>
    </div>
  );
}
