import type { Chat, Head, RatedEntry } from "@firstbell/protocol";
import { useEffect, useRef } from "preact/hooks";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { visitOrdinal, visitorName } from "../format/names.ts";
import { mailto, pagePath, safeUrl } from "../format/text.ts";
import { clock, listTime, span } from "../format/time.ts";
import { Icon } from "../ui/icon.tsx";

interface Props {
  readonly chat: Chat;
  /** On a narrow screen the pane is a sheet over the chat, which can be put away. */
  readonly onClose?: (() => void) | undefined;
}

/** Who the visitor is, where they have been, and what was talked about before. */
export function VisitorPane({ chat, onClose }: Props) {
  const { desk } = useConsole();
  const { chats } = useCell(desk.state).client;
  const closer = useRef<HTMLButtonElement>(null);
  const { head } = chat;
  const ringing = chat.log.entries.find((entry) => entry.kind === "ringing");
  const answers = ringing?.kind === "ringing" ? Object.entries(ringing.answers ?? {}) : [];
  const past = Object.values(chats.byId).filter((other) => other.head.visitor.id === head.visitor.id && other.head.id !== head.id);
  const unlisted = Math.max(0, head.visitor.visits - 1 - past.length);
  const email = head.visitor.email ?? head.left?.email;

  useEffect(() => {
    if (onClose !== undefined) closer.current?.focus();
  }, [onClose === undefined]);

  return (
    <section
      class="info"
      aria-label="Visitor"
      onKeyDown={(event) => {
        if (event.key === "Escape" && onClose !== undefined) onClose();
      }}
    >
      {onClose !== undefined && (
        <button ref={closer} type="button" class="ico back" aria-label="Close the visitor's details" onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
      <h2>Visitor</h2>
      <dl>
        <dt>Name</dt>
        <dd>{head.visitor.name ?? head.left?.name ?? <span class="soft">not given</span>}</dd>
        <dt>E-mail</dt>
        <dd>
          <Mail email={email} />
        </dd>
        <dt>Visits</dt>
        <dd>{visitOrdinal(Math.max(1, head.visitor.visits))}</dd>
        {desk.foreign(head) !== undefined && (
          <>
            <dt>Customer</dt>
            <dd>{desk.foreign(head)?.name}</dd>
          </>
        )}
        <dt>Room</dt>
        <dd>{head.room.name}</dd>
        {head.page !== undefined && (
          <>
            <dt>Page</dt>
            <dd>
              <PageLink head={head} />
            </dd>
          </>
        )}
      </dl>
      {answers.length > 0 && (
        <>
          <h3>Asked before the chat</h3>
          <dl>
            {answers.map(([question, answer]) => (
              <Answer key={question} question={question} answer={answer} />
            ))}
          </dl>
        </>
      )}
      <h3>Journey</h3>
      <ul class="trail">
        {head.page !== undefined && <Step at={head.startedAt} words={pagePath(head.page.url)} />}
        <Step at={head.startedAt} words={head.rung === 0 ? `Nobody was in ${head.room.name}` : `Rang ${head.room.name}`} />
        {head.acceptedAt !== undefined && (
          <Step
            at={head.acceptedAt}
            words={`${head.agent?.id === desk.meIn(head) ? "You" : (head.agent?.name ?? "An agent")} accepted`}
          />
        )}
        {head.endedAt !== undefined && <Step at={head.endedAt} words={head.state === "missed" ? "Missed" : "Ended"} />}
      </ul>
      {(past.length > 0 || unlisted > 0) && <h3>Other chats of this visitor</h3>}
      {unlisted > 0 && <p class="soft small">{unlistedWords(unlisted, past.length)}</p>}
      {past.length > 0 && (
        <>
          <ul class="trail">
            {past.map((other) => (
              <PastChat key={other.head.id} chat={other} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Only chats of this agent's own lists are here; the server counts them all. */
export function unlistedWords(unlisted: number, shown: number): string {
  const chats = `${shown > 0 ? "another " : ""}${unlisted === 1 ? "one" : unlisted}`;
  return `${shown > 0 ? `And ${chats}` : unlisted === 1 ? "One" : unlisted} that ${unlisted === 1 ? "is" : "are"} not shown here: only chats of your own lists are.`;
}

function Answer({ question, answer }: { question: string; answer: string }) {
  return (
    <>
      <dt>{question}</dt>
      <dd>{answer}</dd>
    </>
  );
}

function Step({ at, words }: { at: number; words: string }) {
  return (
    <li>
      <span class="soft num">{clock(at)}</span> {words}
    </li>
  );
}

export function Mail({ email }: { email: string | undefined }) {
  if (email === undefined) return <span class="soft">not given</span>;
  const href = mailto(email);
  return href === undefined ? <>{email}</> : <a href={href}>{email}</a>;
}

function PageLink({ head }: { head: Head }) {
  const page = head.page;
  if (page === undefined) return null;
  const href = safeUrl(page.url);
  const words = page.title === undefined || page.title === "" ? pagePath(page.url) : page.title;
  return href === undefined ? (
    <>{words}</>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={page.url}>
      {words}
    </a>
  );
}

function PastChat({ chat }: { chat: Chat }) {
  const { head } = chat;
  const rated = chat.log.entries.find((entry): entry is RatedEntry => entry.kind === "rated");
  const ended = head.endedAt ?? Date.now();
  const at = head.state === "missed" ? "missed" : "chat";
  return (
    <li>
      <span class="soft num">{listTime(head.startedAt, Date.now())}</span>
      <a href={at === "missed" ? `#/missed/${head.id}` : `#/chats/${head.id}`}>
        {head.room.name}, {head.state === "missed" ? "missed" : span(ended - (head.acceptedAt ?? head.startedAt))}
        {rated !== undefined && <Stars stars={rated.stars} />}
        <span class="unseen"> with {visitorName(head.visitor)}</span>
      </a>
    </li>
  );
}

export function Stars({ stars }: { stars: number }) {
  return (
    <span class="stars" role="img" aria-label={`${stars} of 5 stars`}>
      {" "}
      {"★".repeat(stars)}
      {"☆".repeat(Math.max(0, 5 - stars))}
    </span>
  );
}
