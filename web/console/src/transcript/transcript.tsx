import { hasGap, isEmojiOnly, pieces } from "@firstbell/protocol";
import { memo } from "../ui/memo.ts";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isMessage, type Conversation } from "../chats/chat.ts";
import { useConsole } from "../console.ts";
import { clock, fullTime } from "../format/time.ts";
import { firstName, shortened, visitorName } from "../format/names.ts";
import { items, type Bubble, type Item } from "./items.ts";

/** So many lines are in the page at first, and so many more each time somebody scrolls to the top. */
const WINDOW = 120;
/** Closer to the end than this counts as at the end, in pixels. */
const NEAR = 60;

interface Props {
  readonly conversation: Conversation;
  readonly now: number;
  /** After which entry the line "New" stands, if anywhere. */
  readonly freshAfter: number | undefined;
  readonly connected: boolean;
}

/**
 * The messages and events of a chat. Keeps to the end while the reader is there, and else says that there is news.
 * `role=log` would announce whatever windowing and reconnecting put into it, so it is not live itself: the console's
 * announcer says each new message once.
 */
export function Transcript({ conversation, now, freshAfter, connected }: Props) {
  const { desk } = useConsole();
  const { chat } = conversation;
  const id = chat.head.id;
  const list = useMemo(() => items(conversation, desk.meIn(chat.head), now, freshAfter), [chat, conversation.outgoing.length, postingStates(conversation), conversation.absences, now, freshAfter]);
  const [shown, setShown] = useState(WINDOW);
  const [atEnd, setAtEnd] = useState(true);
  const [seenCount, setSeenCount] = useState(list.length);
  const log = useRef<HTMLDivElement>(null);
  const keepFrom = useRef<number>();
  const stick = useRef(true);
  const lastTop = useRef(0);
  const hidden = Math.max(0, list.length - shown);
  const visible = hidden > 0 ? list.slice(hidden) : list;
  const lastKey = list.at(-1)?.key;

  useLayoutEffect(() => {
    const box = log.current;
    if (box === null) return;
    if (keepFrom.current !== undefined) {
      // Older lines came in above: what was being read stays where it was.
      box.scrollTop = box.scrollHeight - keepFrom.current;
      keepFrom.current = undefined;
    } else if (stick.current) {
      box.scrollTop = box.scrollHeight;
    }
  });

  // One's own message always shows.
  const ownCount = conversation.outgoing.length;
  useLayoutEffect(() => {
    if (ownCount > 0) toEnd();
  }, [ownCount]);

  useEffect(() => {
    const box = log.current;
    if (box === null || typeof ResizeObserver !== "function") return undefined;
    // The composer grows, a phone's keyboard opens: the end stays in sight.
    const observer = new ResizeObserver(() => {
      if (stick.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  // Read is what stands at the end of a visible page that the person looks at.
  const last = chat.log.entries.length;
  useEffect(() => {
    if (!atEnd) return undefined;
    setSeenCount(list.length);
    const look = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) desk.client.seen(id);
    };
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, [atEnd, last, id, lastKey]);

  const scrolled = () => {
    const box = log.current;
    if (box === null) return;
    const end = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    // Only a person scrolls up; a composer that grows, or lines that come, move the end and not the person.
    if (end) stick.current = true;
    else if (box.scrollTop < lastTop.current - 1) stick.current = false;
    lastTop.current = box.scrollTop;
    setAtEnd(stick.current);
    if (hidden > 0 && box.scrollTop < 200) {
      keepFrom.current = box.scrollHeight - box.scrollTop;
      setShown(shown + WINDOW);
    }
  };

  const toEnd = () => {
    const box = log.current;
    if (box === null) return;
    stick.current = true;
    box.scrollTop = box.scrollHeight;
    setAtEnd(true);
  };

  const fresh = Math.max(0, list.length - seenCount);
  return (
    <div class="log-box">
      <div class="log" ref={log} role="log" aria-live="off" aria-label={`Messages with ${visitorName(chat.head.visitor)}`} tabIndex={0} onScroll={scrolled}>
        <ol role="presentation">
          {hidden > 0 && (
            <li class="event" role="presentation">
              <button
                type="button"
                class="btn quiet small"
                onClick={() => {
                  const box = log.current;
                  if (box !== null) keepFrom.current = box.scrollHeight - box.scrollTop;
                  stick.current = false;
                  setShown(shown + WINDOW);
                }}
              >
                Earlier messages
              </button>
            </li>
          )}
          {chat.log.entries.length === 0 && (hasGap(chat.log) || chat.head.last === 0) && (
            <li class="event" role="presentation">
              {connected ? "Loading the messages…" : "The messages come when the connection is back."}
            </li>
          )}
          {visible.map((item) => (
            <Line key={item.key} item={item} connected={connected} />
          ))}
        </ol>
      </div>
      {!atEnd && (
        <button type="button" class="pill newer" onClick={toEnd}>
          {fresh > 0 ? `↓ ${fresh} new` : "↓ Latest"}
        </button>
      )}
    </div>
  );
}

function postingStates({ outgoing }: Conversation): string {
  return outgoing.map((posting) => posting.cid + posting.state).join();
}

const Line = memo(
  function Line({ item, connected }: { item: Item; connected: boolean }) {
    switch (item.kind) {
      case "day":
        return (
          <li class="day" role="presentation">
            {item.text}
          </li>
        );
      case "fresh":
        return (
          <li class="day fresh" role="presentation">
            New
          </li>
        );
      case "event":
        return (
          <li class={`event num ${item.tone}`} role="presentation">
            {item.text}
          </li>
        );
      case "bubble":
        return <BubbleLine bubble={item} connected={connected} />;
    }
  },
  (before, after) => before.connected === after.connected && same(before.item, after.item),
);

function same(one: Item, other: Item): boolean {
  if (one === other) return true;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key as keyof Item] === other[key as keyof Item]);
}

function BubbleLine({ bubble, connected }: { bubble: Bubble; connected: boolean }) {
  const me = bubble.side === "me" ? "me" : "";
  return (
    <li role="presentation">
      <div class={`bubble ${me} ${bubble.big ? "emoji" : ""} ${bubble.state === "stored" ? "" : bubble.state}`} dir="auto">
        <span class="unseen">{me ? "You: " : "Visitor: "}</span>
        <Words text={bubble.text} />
      </div>
      {bubble.timed && (
        <div class={`when num ${me}`} title={fullTime(bubble.at)}>
          <Fate bubble={bubble} connected={connected} />
        </div>
      )}
    </li>
  );
}

function Fate({ bubble, connected }: { bubble: Bubble; connected: boolean }) {
  const { desk } = useConsole();
  const { cid } = bubble;
  if (bubble.state === "stored" || cid === undefined) {
    return (
      <>
        {clock(bubble.at)}
        {bubble.progress !== undefined && ` · ${bubble.progress}`}
      </>
    );
  }
  if (bubble.state === "waiting") {
    return connected ? (
      <>Sending…</>
    ) : (
      <>
        Waiting for the network ·{" "}
        <button type="button" class="link" onClick={() => desk.client.tryNow()}>
          Try now
        </button>
      </>
    );
  }
  return (
    <span class="wrong">
      Not sent: {bubble.reason ?? "the server refused it."}{" "}
      <button type="button" class="link" onClick={() => desk.client.resend(cid)}>
        Send again
      </button>{" "}
      ·{" "}
      <button type="button" class="link" onClick={() => desk.client.discard(cid)}>
        Drop it
      </button>
    </span>
  );
}

/** Words and links as text nodes and anchors; nothing that a visitor writes is ever read as markup. */
function Words({ text }: { text: string }) {
  if (isEmojiOnly(text)) return <>{text}</>;
  return (
    <>
      {pieces(text).map((piece, place) =>
        piece.href === undefined ? (
          piece.text
        ) : (
          <a key={place} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

/** What the announcer says of news in the open chat; nothing for one's own messages. */
export function announcementOf(conversation: Conversation, after: number): string | undefined {
  const news = conversation.chat.log.entries.filter(
    (entry) => entry.seq > after && isMessage(entry) && entry.by.party === "visitor",
  );
  const name = firstName(visitorName(conversation.chat.head.visitor));
  const last = news.at(-1);
  if (last === undefined || !isMessage(last)) return undefined;
  return news.length > 3 ? `${news.length} new messages from ${name}` : news.map((entry) => `${name}: ${isMessage(entry) ? shortened(entry.text, 300) : ""}`).join(". ");
}
