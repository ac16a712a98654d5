import { hasGap, messageState, type Chat, type ClientState, type EndedWhy, type Entry, type Log, type MissedWhy, type Posting } from "@firstbell/protocol";
import { Component, type ComponentChildren } from "preact";
import type { Desk } from "../desk.ts";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Bubble, dayOf, Icon, ICONS, startOfDay, timeOf, useNow } from "./pieces.tsx";

const GROUP = 3 * 60_000;

interface Props {
  chat: Chat;
  client: ClientState;
  outbox: readonly Posting[];
  open: boolean;
  desk: Desk;
  children?: ComponentChildren;
}

/** The chat's log. News is read out by a region of its own, so that one's own words are not. */
export function Transcript(props: Props) {
  const { chat, outbox } = props;
  const { entries } = chat.log;
  const box = useRef<HTMLDivElement>(null);
  const [below, setBelow] = useState(false);
  const atEnd = useRef(true);
  const until = chat.head.state === "active" ? (chat.typing.agent ?? 0) : 0;
  const typing = until > Date.now();
  const now = useNow(props.open && (typing || outbox.length > 0));
  const name = chat.head.agent?.name ?? "";

  const toEnd = () => {
    const log = box.current!;
    log.scrollTop = log.scrollHeight;
  };
  const mine = outbox.at(-1)?.cid;
  useLayoutEffect(() => {
    atEnd.current = true;
    toEnd();
  }, [mine]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBelow(true);
  }, [entries.length, typing, outbox.length, chat.head.state]);
  useEffect(() => {
    if (atEnd.current) props.desk.seen();
  });
  useEffect(() => {
    // The keyboard of a phone, or a growing line to write in, takes room: the end stays in sight.
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);

  const last = entries.reduce((found, entry, i) => (entry.kind === "message" && isMine(entry) ? i : found), -1);
  return (
    <div class="log-box">
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-label="Messages"
        tabIndex={0}
        ref={box}
        onScroll={(event) => {
          const log = event.currentTarget;
          atEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
          if (!atEnd.current) return;
          setBelow(false);
          props.desk.seen();
        }}
      >
        <div class="fill" />
        {entries.map((entry, i) => {
          const before = entries[i - 1];
          const after = entries[i + 1];
          const newDay = !before || startOfDay(before.at) !== startOfDay(entry.at);
          return (
            <Line
              key={entry.seq}
              entry={entry}
              agent={name}
              day={newDay && (i > 0 || startOfDay(now) !== startOfDay(entry.at)) ? dayOf(entry.at, now) : undefined}
              closes={!together(entry, after) && !(i === entries.length - 1 && outbox.length > 0 && isMine(entry))}
              mark={i === last && outbox.length === 0 && name ? MARKS[messageState(chat.marks, "visitor", entry.seq)] : ""}
            />
          );
        })}
        {outbox.map((posting, i) => (
          <Outgoing key={posting.cid} posting={posting} last={i === outbox.length - 1} now={now} {...props} />
        ))}
        {typing && (
          <div class="bubble dots" role="img" aria-label={name + " is typing"}>
            <i />
            <i />
            <i />
          </div>
        )}
        {props.children}
      </div>
      {below && (
        <button class="btn newer" onClick={toEnd}>
          <Icon path={ICONS.down} /> New messages
        </button>
      )}
      <Spoken log={chat.log} agent={name} />
    </div>
  );
}

const MARKS = { stored: "", delivered: " · Delivered", read: " · Read" };

interface LineProps {
  entry: Entry;
  agent: string;
  day: string | undefined;
  closes: boolean;
  mark: string;
}

/** Entries do not change, so a line is drawn again only when what is said about it does. */
class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return (Object.keys(next) as (keyof LineProps)[]).some((name) => next[name] !== this.props[name]);
  }

  override render({ entry, agent, day, closes, mark }: LineProps) {
    const own = isMine(entry);
    return (
      <>
        {day && <div class="event">{day}</div>}
        {entry.kind === "message" ? (
          <>
            <Bubble text={entry.text} by={own ? undefined : agent} />
            {(closes || mark) && (
              <div class={"when num" + (own ? " me" : "")}>
                {timeOf(entry.at)}
                {mark}
              </div>
            )}
          </>
        ) : (
          <Event entry={entry} agent={agent} />
        )}
      </>
    );
  }
}

function Event({ entry, agent }: { entry: Exclude<Entry, { kind: "message" }>; agent: string }) {
  if (entry.kind === "accepted") {
    return (
      <>
        <div class="event num">
          {timeOf(entry.at)} · {entry.agent.name} joined
        </div>
        {entry.agent.greeting && (
          <>
            <Bubble text={entry.agent.greeting} by={entry.agent.name} />
            <div class="when num">{timeOf(entry.at)}</div>
          </>
        )}
      </>
    );
  }
  const words = eventWords(entry, agent || "The other side");
  return words ? (
    <div class="event num">
      {timeOf(entry.at)} · {words}
    </div>
  ) : null;
}

const ENDED: Record<EndedWhy, (agent: string) => string> = {
  visitor: () => "You ended the chat",
  agent: (agent) => `${agent} ended the chat`,
  "visitor-lost": () => "You were away too long, so the chat was ended",
  "agent-lost": (agent) => `${agent}’s connection did not come back, so the chat was ended`,
};
// Whose plan is used up is none of a visitor's business: nobody is here.
const MISSED: Partial<Record<MissedWhy, string>> = {
  "nobody-accepted": "Nobody could answer in time",
  "visitor-left": "You stopped waiting",
};

export function eventWords(entry: Entry, agent: string): string | undefined {
  switch (entry.kind) {
    case "accepted":
      return `${entry.agent.name} joined`;
    case "ended":
      return ENDED[entry.why]?.(agent) ?? "The chat was ended";
    case "missed":
      return MISSED[entry.why] ?? "Nobody is here at the moment";
    case "left":
      return "You left a message";
    case "rated":
      return `You rated the chat ${entry.stars} of 5`;
    case "ringing":
    case "message":
      return undefined;
  }
}

function Outgoing({ posting, last, now, ...props }: Props & { posting: Posting; last: boolean; now: number }) {
  const { client } = props;
  const { why } = posting;
  if (why) {
    return (
      <>
        <Bubble text={posting.text} waiting />
        <div class="when me wrong" role="alert">
          Not sent: {why.message}{" "}
          {why.code !== "ended" && why.code !== "too-large" && why.code !== "invalid" && (
            <button class="link" onClick={() => props.desk.do("resend", posting.cid)}>
              Send again
            </button>
          )}{" "}
          <button class="link" onClick={() => props.desk.discard(posting.cid)}>
            Remove
          </button>
        </div>
      </>
    );
  }
  const connected = client.connection.kind === "connected";
  const slow = (client.slowedUntil ?? 0) > now;
  return (
    <>
      <Bubble text={posting.text} waiting />
      {last && (
        <div class="when me">
          {!connected ? (
            <NoNetwork desk={props.desk} />
          ) : slow ? (
            "You write faster than we can send: it goes out in a moment"
          ) : now - posting.at > 800 ? (
            "Sending…"
          ) : (
            " "
          )}
        </div>
      )}
    </>
  );
}

export function NoNetwork({ desk }: { desk: Desk }) {
  return (
    <>
      Waiting for the network ·{" "}
      <button class="link" onClick={() => desk.do("tryNow")}>
        Try now
      </button>
    </>
  );
}

/** Reads out what the other side does; silent about what was there when the chat was opened. */
function Spoken({ log, agent }: { log: Log; agent: string }) {
  const { entries } = log;
  const from = useRef(0);
  const there = useRef(false);
  // What was there comes in pages, after the chat itself.
  if (!there.current) {
    from.current = entries.length;
    there.current = from.current > 0 && !hasGap(log);
  }
  const news = entries.slice(from.current).filter((entry) => !isMine(entry)).slice(-3);
  return (
    <div class="spoken" aria-live="polite">
      {news.map((entry) => (
        <p key={entry.seq}>{entry.kind === "message" ? `${agent}: ${entry.text}` : eventWords(entry, agent)}</p>
      ))}
    </div>
  );
}

function isMine(entry: Entry): boolean {
  return entry.by.party === "visitor";
}

function together(entry: Entry, after: Entry | undefined): boolean {
  return (
    after?.kind === "message" && entry.kind === "message" && after.by.party === entry.by.party && after.at - entry.at < GROUP
  );
}
