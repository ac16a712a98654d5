import { LIMITS, type Chat } from "@firstbell/protocol";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Desk } from "../desk.ts";
import { emailProblem, Field, focusOn, Icon } from "./pieces.tsx";
import STYLE from "./after.css";

const MAIL = "M3 6h18v12H3zM3 7l9 7 9-7";
const DONE = "M5 12l5 5L20 7";
const STAR = "M12 3l2.8 5.8 6.2.9-4.5 4.4 1.1 6.3L12 17.4l-5.6 3 1.1-6.3L3 9.7l6.2-.9z";

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** Below a chat that is over. */
export function After({ desk, chat }: { desk: Desk; chat: Chat }) {
  return chat.head.state === "ended" ? <Ended desk={desk} chat={chat} /> : <Missed desk={desk} chat={chat} />;
}

/** Runs a request: what it says while it runs, and the sentence if it was refused. */
function useAsk(): [busy: boolean, problem: string | undefined, run: (ask: () => Promise<void>) => Promise<boolean>] {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (ask: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await ask();
      return true;
    } catch (refused) {
      setProblem((refused as { message: string }).message);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return [busy, problem, run];
}

/** The chat is over: how was it, a copy by mail, another one. */
function Ended({ desk, chat }: { desk: Desk; chat: Chat }) {
  const { head } = chat;
  return (
    <div class="after" tabIndex={-1}>
      <Rating desk={desk} chat={chat} />
      <Copy desk={desk} id={head.id} email={head.visitor.email ?? ""} />
      <button class="btn primary wide" onClick={() => desk.another()}>
        Start a new chat
      </button>
    </div>
  );
}

const STARS = ["Very poor", "Poor", "Fair", "Good", "Very good"];

function Rating({ desk, chat }: { desk: Desk; chat: Chat }) {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [busy, problem, run] = useAsk();
  const rated = chat.log.entries.find((entry) => entry.kind === "rated");
  if (rated?.kind === "rated") {
    return (
      <Thanks>Thank you for your {rated.stars} star{rated.stars > 1 ? "s" : ""}.</Thanks>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (stars) void run(() => desk.do("rate", chat.head.id, stars, comment.trim()));
      }}
    >
      <fieldset class="stars">
        <legend>How was this chat{chat.head.agent ? " with " + chat.head.agent.name : ""}?</legend>
        {STARS.map((words, i) => (
          <label class={i < stars ? "on" : ""} title={words}>
            <input type="radio" name="stars" value={i + 1} checked={stars === i + 1} aria-label={`${i + 1} of 5: ${words}`} onChange={() => setStars(i + 1)} />
            <Icon path={STAR} />
          </label>
        ))}
        <span class="soft small">{STARS[stars - 1]}</span>
      </fieldset>
      {stars > 0 && (
        <>
          <textarea aria-label="A word about it, if you like" class="box" id="comment" rows={2} dir="auto" maxLength={1000} placeholder="A word about it, if you like" value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
          <button class="btn" disabled={busy}>
            Send the rating
          </button>
        </>
      )}
      <Wrong text={problem} />
    </form>
  );
}

function Copy({ desk, id, email }: { desk: Desk; id: string; email: string }) {
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState(email);
  const [sent, setSent] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [busy, problem, run] = useAsk();
  if (sent) {
    return (
      <Thanks>The transcript is on its way to {sent}.</Thanks>
    );
  }
  if (!open) {
    return (
      <button class="btn wide" onClick={() => setOpen(true)}>
        <Icon path={MAIL} /> Send me the transcript
      </button>
    );
  }
  return (
    <form
      class="row"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const bad = emailProblem(to);
        setWrong(bad);
        if (!bad) void run(() => desk.do("transcript", id, to.trim())).then((ok) => ok && setSent(to.trim()));
      }}
    >
      <Field id="copy" type="email" label="Transcript by e-mail to" value={to} onValue={setTo} max={LIMITS.email} complete="email" error={wrong ?? problem} />
      <button class="btn" disabled={busy}>
        Send
      </button>
    </form>
  );
}

/** Nobody answered: an address to answer to. */
function Missed({ desk, chat }: { desk: Desk; chat: Chat }) {
  const { head } = chat;
  const [email, setEmail] = useState(head.visitor.email ?? "");
  const [name, setName] = useState(head.visitor.name ?? "");
  const text = desk.draft(head.id);
  const [wrong, setWrong] = useState<string>();
  const [busy, problem, run] = useAsk();
  if (head.left) {
    return (
      <div class="after" tabIndex={-1}>
        <Thanks>Thank you. We have your message and will answer to {head.left.email}.</Thanks>
        <button class="btn wide" onClick={() => desk.another()}>
          Start a new chat
        </button>
      </div>
    );
  }
  if (head.why === "visitor-left") {
    return (
      <div class="after" tabIndex={-1}>
        <button class="btn primary wide" onClick={() => desk.another()}>
          Start a new chat
        </button>
      </div>
    );
  }
  return (
    <form
      class="after"
      tabIndex={-1}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const bad = emailProblem(email);
        setWrong(bad);
        if (bad) focusOn("left-email");
        else void run(() => desk.do("leave", head.id, email.trim(), name.trim(), text.trim())).then((ok) => ok && desk.keepDraft(head.id, ""));
      }}
    >
      <h2>{head.why === "nobody-accepted" ? "Sorry, everybody is busy" : "Sorry, nobody is here right now"}</h2>
      <p class="soft">Leave your e-mail address and we will answer what you wrote.</p>
      <Field id="left-email" type="email" label="E-mail" value={email} onValue={setEmail} max={LIMITS.email} complete="email" error={wrong} />
      <Field id="left-name" label="Name, if you like" value={name} onValue={setName} max={LIMITS.name} complete="name" />
      <div class="field">
        <label for="left-text">Anything to add?</label>
        <textarea id="left-text" class="box" rows={2} dir="auto" maxLength={LIMITS.text} value={text} onInput={(event) => desk.keepDraft(head.id, event.currentTarget.value)} />
      </div>
      <Wrong text={problem} />
      <button class="btn primary wide" disabled={busy}>
        Leave the message
      </button>
      <button type="button" class="btn quiet wide" onClick={() => desk.another()}>
        Try the chat again
      </button>
    </form>
  );
}

function Thanks({ children }: { children: ComponentChildren }) {
  return (
    <p class="thanks" role="status">
      <Icon path={DONE} /> <span>{children}</span>
    </p>
  );
}

function Wrong({ text }: { text: string | undefined }) {
  return text ? (
    <p class="wrong small" role="alert">
      {text}
    </p>
  ) : null;
}
