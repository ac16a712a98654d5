import { useEffect } from "preact/hooks";
import type { Shut } from "../session/session.ts";
import { Icon } from "../ui/icon.tsx";

export function Opening() {
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

/** The server is silent before the console could open. Asks again by itself. */
export function Unanswered({ text, again }: { text: string; again: () => void }) {
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

interface Words {
  readonly title: string;
  readonly text: string;
  readonly again: string | undefined;
}

const WORDS: Readonly<Record<Shut, Words>> = {
  revoked: {
    title: "Your session was ended",
    text: "You ended it on another computer, or changed your password there, or an administrator ended it. Your open chats wait for you: sign in again. If your account was switched off, you are told so then.",
    again: undefined,
  },
  suspended: {
    title: "Your organization is suspended",
    text: "Nobody of it can sign in, and its chat is hidden from its site. Nothing is lost: chats, agents and settings are kept as they are. Ask your administrator, or whoever manages your account, to resume it.",
    again: "Try again",
  },
  disabled: {
    title: "Your account is disabled",
    text: "An administrator of your organization has switched it off. Your chats and what you wrote are kept. Ask them to switch it on again.",
    again: "Try again",
  },
  "no-access": {
    title: "You have no access to the console",
    text: "You are a member of your organization, but without access to this console. Ask an administrator to give it to you.",
    again: "Try again",
  },
};

/** A door that stays closed until somebody else opens it: why, what became of the work, and whom to ask. */
export function ShutOut({ why, detail, again, other }: { why: Shut; detail: string; again: () => void; other: () => void }) {
  const words = WORDS[why];
  useEffect(() => void (document.title = `${words.title} · Firstbell`), [words]);
  return (
    <div class="door">
      <main class="centre" data-shut={why}>
        <Icon name="lock" class="big" />
        <h1>{words.title}</h1>
        <p role="status">{words.text}</p>
        {detail !== "" && <p class="small">The server says: {detail}</p>}
        <div class="acts">
          {words.again !== undefined && (
            <button type="button" class="btn primary" onClick={again}>
              {words.again}
            </button>
          )}
          <button type="button" class={`btn ${words.again === undefined ? "primary" : ""}`} onClick={other}>
            {words.again === undefined ? "Sign in" : "Sign in as somebody else"}
          </button>
        </div>
      </main>
    </div>
  );
}
