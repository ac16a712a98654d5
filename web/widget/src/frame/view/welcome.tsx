import { LIMITS, type Problem, type Site } from "@firstbell/protocol";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Desk, Model } from "../desk.ts";
import { Composer } from "./composer.tsx";
import { Bubble, emailProblem, Field, focusOn, Notice } from "./pieces.tsx";

export const CLOSED = "This chat is closed at the moment";

/** Before the first message. */
export function Welcome({ desk, model }: { desk: Desk; model: Model }) {
  const { site, trouble } = model;
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  if (!site && trouble && trouble.status !== 429) return <Unreachable desk={desk} trouble={trouble} />;

  const send = async (text: string) => {
    const wrong = email.trim() ? emailProblem(email) : undefined;
    setError(wrong);
    if (!wrong) return desk.start(text, name.trim(), email.trim());
    focusOn("email");
    return false;
  };
  return (
    <>
      {model.beginning ? <Sending texts={[model.beginning]}>Sending…</Sending> : <div class="page">
        <h2>{site?.greeting ?? "Hello! What can we help you with?"}</h2>
        {site ? <Availability site={site} /> : <p class="soft">Looking who is here…</p>}
        <div class="optional">
          <Field id="name" label="Your name, if you like" value={name} onValue={setName} max={LIMITS.name} complete="name" />
          <Field
            id="email"
            type="email"
            label={site && !site.available ? "E-mail for the answer" : "E-mail, if you like"}
            value={email}
            onValue={setEmail}
            max={LIMITS.email}
            complete="email"
            error={error}
          />
        </div>
        {trouble && (
          <p class="note wrong" role="alert">
            {startProblem(trouble)}
          </p>
        )}
        <span class="grow" />
        {model.blocked && <p class="small soft">This browser keeps nothing for this site, so the chat ends when you leave the page.</p>}
      </div>}
      <Composer desk={desk} chat="" label="Write your message" onSend={send} busy={!!model.beginning} />
    </>
  );
}

/** Own words on their way, and how that stands. */
export function Sending({ texts, children }: { texts: readonly string[]; children: ComponentChildren }) {
  return (
    <div class="log-box">
      <div class="log" role="log" aria-label="Messages" tabIndex={0}>
        <div class="fill" />
        {texts.map((text) => (
          <Bubble text={text} waiting />
        ))}
        {texts.length > 0 && <div class="when me">{children}</div>}
      </div>
    </div>
  );
}

function Availability({ site }: { site: Site }) {
  const minutes = site.replyMinutes;
  return site.available ? (
    <p class="soft">
      <span class="dot" /> We are here.{" "}
      {minutes ? `Somebody usually answers within ${minutes === 1 ? "a minute" : minutes + " minutes"}.` : "The first who is free answers."}
    </p>
  ) : (
    <p class="soft">
      <span class="dot off" /> Nobody is here at the moment. Write to us all the same: we answer by e-mail.
    </p>
  );
}

function Unreachable({ desk, trouble }: { desk: Desk; trouble: Problem }) {
  return trouble.status === 404 ? (
    <Notice title={CLOSED} text="Nobody can be reached here now. Please come back later." />
  ) : (
    <Notice
      title="The chat cannot be reached"
      text={
        trouble.status
          ? "Our server has trouble at the moment. Please try again in a minute."
          : "Our server did not answer. Is this device on the network?"
      }
      act="Try again"
      onAct={() => void desk.loadSite()}
    />
  );
}

function startProblem({ status, detail }: Problem): string {
  switch (status) {
    case 0:
      return "Our server did not answer. Is this device on the network? Your message is still here.";
    case 403:
      return "Chats cannot be started from this page: the site is not on the organization’s list.";
    case 404:
      return CLOSED + ".";
    case 429:
      return "That was many chats in a short time. Please try again in a minute.";
    default:
      return status >= 500 ? "Our server has trouble at the moment. Please try again in a minute." : detail;
  }
}
