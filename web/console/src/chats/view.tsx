import type { Chat, RatedEntry } from "@firstbell/protocol";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useCell } from "../cell.ts";
import { Composer } from "../composer/composer.tsx";
import { useConsole } from "../console.ts";
import { firstName, visitOrdinal, visitorName } from "../format/names.ts";
import { pagePath } from "../format/text.ts";
import { span } from "../format/time.ts";
import { useNow } from "../now.ts";
import { loud } from "../ring/rings.ts";
import { HOME } from "../route.ts";
import { endedWords } from "../transcript/events.ts";
import { announcementOf, Transcript } from "../transcript/transcript.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { Stars } from "../visitor/pane.tsx";
import { visitorLost, visitorTypes, type Conversation } from "./chat.ts";

/** A chat of this agent: who, the transcript, and where to write. Drawn anew for each chat (`key`). */
export function ChatView({ conversation }: { conversation: Conversation }) {
  const { desk, announcer } = useConsole();
  const { client } = useCell(desk.state);
  const { chat } = conversation;
  const { head } = chat;
  const connected = client.connection.kind === "connected";
  const lost = visitorLost(conversation);
  const types = visitorTypes(chat, Date.now());
  const now = useNow(lost !== undefined || types ? 1_000 : 60_000);
  const last = chat.log.entries.length;
  const freshAfter = useFreshAfter(chat);
  const said = useRef<number>();
  useEffect(() => {
    if (said.current !== undefined && last > said.current) {
      const words = announcementOf(conversation, said.current);
      if (words !== undefined) announcer.say(words);
    }
    if (last > 0) said.current = last;
  }, [last]);

  const wasLost = useRef(false);
  useEffect(() => {
    if (lost !== undefined) announcer.say("Connection of the visitor lost.");
    else if (wasLost.current && head.state === "active") announcer.say("The visitor is back.");
    wasLost.current = lost !== undefined;
  }, [lost === undefined]);

  const name = visitorName(head.visitor);
  const own = head.agent?.id === desk.meIn(head);
  return (
    <>
      <Who conversation={conversation} />
      <Transcript
        conversation={conversation}
        now={now}
        freshAfter={freshAfter}
        connected={connected}
      />
      <div class="typing">{types ? `${firstName(name)} is typing…` : ""}</div>
      {head.state === "active" && own && <Composer chat={head.id} name={name} focus={takesFocus()} />}
      {head.state === "active" && !own && (
        <div class="closing">
          <div>{head.agent?.name ?? "Another agent"} answers this chat.</div>
        </div>
      )}
      {head.state === "ringing" && <StillRings chat={head.id} />}
      {head.state !== "active" && head.state !== "ringing" && <Ended conversation={conversation} />}
    </>
  );
}

/** After which entry the line "New" stands: where the agent had read when the chat was opened, or the window left. */
function useFreshAfter(chat: Chat): number | undefined {
  const [fresh, setFresh] = useState<number>();
  const last = useRef(0);
  last.current = chat.log.entries.length;
  // Not before the marks have come with the log: everything would look new. Nor in a chat that was never read.
  const marked = last.current > 0;
  useEffect(() => {
    const { read } = chat.marks.agent;
    if (marked && read > 0) setFresh(read);
  }, [marked]);
  useEffect(() => {
    const left = () => setFresh(last.current);
    const back = () => setFresh((after) => (after === last.current ? undefined : after));
    addEventListener("blur", left);
    addEventListener("focus", back);
    return () => {
      removeEventListener("blur", left);
      removeEventListener("focus", back);
    };
  }, []);
  return fresh;
}

/** A link led to a chat before anybody accepted it. */
function StillRings({ chat }: { chat: string }) {
  const { desk } = useConsole();
  const ringing = loud(useCell(desk.state).rings).some((ring) => ring.head.id === chat);
  return (
    <div class="closing">
      <div>{ringing ? "This chat rings. Accept it to answer." : "This chat rings at other agents."}</div>
      {ringing && (
        <button type="button" class="btn primary" onClick={() => desk.accept(chat)}>
          Accept
        </button>
      )}
    </div>
  );
}

function takesFocus(): "take" | "leave" {
  return matchMedia("(pointer: coarse)").matches ? "leave" : "take";
}

function Who({ conversation }: { conversation: Conversation }) {
  const { desk, go } = useConsole();
  const { head } = conversation.chat;
  const name = visitorName(head.visitor);
  const of = desk.foreign(head);
  const details = [
    head.room.name,
    ...(head.page === undefined ? [] : [`on ${pagePath(head.page.url)}`]),
    ...(head.visitor.visits > 1 ? [visitOrdinal(head.visitor.visits)] : []),
  ].join(" · ");
  return (
    <div class="who">
      <button type="button" class="ico only-phone" aria-label="Back to the list" onClick={() => go(HOME)}>
        <Icon name="back" />
      </button>
      <Avatar person={head.visitor} />
      <div>
        <h1 title={name}>{name}</h1>
        <div class="small soft">
          {of !== undefined && (
            <span class="of-organization">
              <Icon name="building" class="s" /> {of.name} ·{" "}
            </span>
          )}
          {details}
        </div>
      </div>
      <button
        type="button"
        class="ico only-narrow"
        aria-label="The visitor's details"
        onClick={() => go({ at: "chat", id: head.id, details: true })}
      >
        <Icon name="person" />
      </button>
      {head.state === "active" && head.agent?.id === desk.meIn(head) && <HangUp chat={head.id} />}
    </div>
  );
}

/** One light question, in the place of the button: a chat cannot be taken up again. */
function HangUp({ chat }: { chat: string }) {
  const { desk } = useConsole();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const yes = useRef<HTMLButtonElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef(false);
  useLayoutEffect(() => {
    if (asked) yes.current?.focus();
    else if (keep.current) first.current?.focus();
    keep.current = asked;
  }, [asked]);

  const hangUp = () => {
    setBusy(true);
    setWrong(undefined);
    desk.client.end(chat).catch((error: unknown) => {
      setBusy(false);
      setWrong(error instanceof Error ? error.message : "It did not work.");
    });
  };

  if (!asked) {
    return (
      <button ref={first} type="button" class="btn stop" data-command="hang-up" onClick={() => setAsked(true)}>
        Hang up
      </button>
    );
  }
  return (
    <div
      class="asked"
      role="group"
      aria-label="End this chat?"
      onKeyDown={(event) => {
        if (event.key === "Escape") setAsked(false);
      }}
    >
      <span class="small soft" role="status">
        {wrong ?? "End the chat for both?"}
      </span>
      <button ref={yes} type="button" class="btn stop sure" disabled={busy} onClick={hangUp}>
        {busy ? "Ending…" : "Hang up"}
      </button>
      <button type="button" class="btn" onClick={() => setAsked(false)}>
        Keep
      </button>
    </div>
  );
}

/** Why the chat ended, how long it was, and what the visitor thought of it. */
function Ended({ conversation }: { conversation: Conversation }) {
  const { desk, go } = useConsole();
  const { chat } = conversation;
  const { head } = chat;
  const rated = chat.log.entries.find((entry): entry is RatedEntry => entry.kind === "rated");
  const lasted = head.acceptedAt === undefined || head.endedAt === undefined ? undefined : head.endedAt - head.acceptedAt;
  return (
    <div class="closing">
      <div>
        <b>{endedWords(head.why, head, desk.meIn(head))}</b>
        <div class="small soft">
          {lasted !== undefined && `${span(lasted)} · `}
          {rated === undefined ? "Not rated yet." : <Stars stars={rated.stars} />}
          {rated?.comment !== undefined && rated.comment !== "" && ` “${rated.comment}”`}
        </div>
      </div>
      <button
        type="button"
        class="btn"
        onClick={() => {
          desk.dismiss(head.id);
          go(HOME);
        }}
      >
        Take off the list
      </button>
    </div>
  );
}
