import { unread, type Named } from "@firstbell/protocol";
import { useId } from "preact/hooks";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { mine } from "../desk.ts";
import { visitorName } from "../format/names.ts";
import { fullTime, listTime } from "../format/time.ts";
import { useNow } from "../now.ts";
import { RingingList } from "../ring/ring.tsx";
import { chatRoute, hashOf } from "../route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { listsAbsence } from "./absent.ts";
import { lastLine, latest, visitorLost, visitorTypes, type Conversation } from "./chat.ts";

/** The three lists: who rings, who talks with this agent, who was missed. */
export function Aside({ place: where }: { place: "page" | "beside" }) {
  const { desk } = useConsole();
  const state = useCell(desk.state);
  const now = useNow(1_000);
  const mineId = useId();
  const missedId = useId();
  const { missed } = state.client.chats;
  const why = listsAbsence(state, now);
  const own = mine(state, latest);
  const open = own.filter((one) => one.chat.head.state === "active").length;
  // On a phone the lists are a page of their own.
  const Landmark = where === "page" ? "main" : "aside";
  return (
    <Landmark class="aside" aria-label="Chats">
      {where === "page" && <h1 class="unseen">Chats</h1>}
      <RingingList />
      <section aria-labelledby={mineId}>
        <h2 id={mineId}>
          Mine {open > 0 && <span class="num">{open}</span>}
        </h2>
        {own.length === 0 ? (
          <Empty why={why} words="No open chats. A chat that you accept stands here." />
        ) : (
          <ul class="rows">
            {own.map((one) => (
              <Row key={one.chat.head.id} conversation={one} now={now} />
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby={missedId}>
        <h2 id={missedId}>
          Missed {missed.length > 0 && <span class="num">{missed.length}</span>}
        </h2>
        {missed.length === 0 ? (
          <Empty why={why} words="None. Who is missed can leave a message, and it stands here." />
        ) : (
          <ul class="rows">
            {missed.map((id) => (
              <MissedRow key={id} id={id} now={now} />
            ))}
          </ul>
        )}
      </section>
    </Landmark>
  );
}

/** An empty list says why: nothing is in it, or it has not come. */
function Empty({ why, words }: { why: ReturnType<typeof listsAbsence>; words: string }) {
  const { desk } = useConsole();
  switch (why) {
    case "listed":
      return <p class="none">{words}</p>;
    case "offline":
      return <p class="none">It comes when the connection is back.</p>;
    case "coming":
      return <p class="none">Loading…</p>;
    case "late":
      return (
        <p class="none">
          Could not be fetched.{" "}
          <button type="button" class="link" onClick={() => void desk.client.lists().catch(() => undefined)}>
            Try again
          </button>
        </p>
      );
  }
}

function Row({ conversation, now }: { conversation: Conversation; now: number }) {
  const { desk, route } = useConsole();
  const here = useCell(route);
  const { chat } = conversation;
  const { head } = chat;
  const name = visitorName(head.visitor);
  const count = unread(chat.log, chat.marks, "agent");
  const over = head.state !== "active";
  const current = here.at === "chat" && here.id === head.id;
  const at = latest(conversation);
  return (
    <li>
      <a
        class={`row ${count > 0 && !over ? "new" : ""} ${over ? "over" : ""}`}
        href={hashOf(chatRoute(head.id))}
        aria-current={current ? "page" : undefined}
        data-chat={head.id}
      >
        <Avatar person={head.visitor} />
        <div>
          <b title={name}>{name}</b>
          <Of of={desk.foreign(head)} />
          <p>{<Line conversation={conversation} now={now} />}</p>
        </div>
        <span class="end num">
          <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
            {listTime(at, now)}
          </time>
          {count > 0 && !over && (
            <span class="badge">
              {count > 99 ? "99+" : count}
              <span class="unseen"> unread</span>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

function Line({ conversation, now }: { conversation: Conversation; now: number }) {
  const { chat, outgoing } = conversation;
  if (chat.head.state === "ended") return <>Ended</>;
  if (outgoing.some((posting) => posting.state === "failed")) return <span class="lost">Not sent. Open to send it again.</span>;
  if (visitorLost(conversation) !== undefined) return <span class="lost">Connection lost</span>;
  if (visitorTypes(chat, now)) return <>typing…</>;
  return <>{lastLine(conversation)}</>;
}

/** Whose visitor it is, on an operator's list. */
function Of({ of }: { of: Named | undefined }) {
  return of === undefined ? null : (
    <span class="of-organization small cut">
      <Icon name="building" class="s" /> {of.name}
    </span>
  );
}

function MissedRow({ id, now }: { id: string; now: number }) {
  const { desk, route } = useConsole();
  const state = useCell(desk.state);
  const here = useCell(route);
  const head = state.client.chats.byId[id]?.head;
  if (head === undefined) return null;
  const person = { id: head.visitor.id, name: head.left?.name ?? head.visitor.name, email: head.left?.email ?? head.visitor.email };
  const at = head.endedAt ?? head.startedAt;
  return (
    <li>
      <a
        class="row"
        href={hashOf({ at: "missed", id, details: false })}
        aria-current={here.at === "missed" && here.id === id ? "page" : undefined}
        data-chat={id}
      >
        <Avatar person={person} />
        <div>
          <b>{visitorName(person)}</b>
          <Of of={desk.foreign(head)} />
          <p>{head.left === undefined ? head.preview : `Left a message${head.left.text ? `: “${head.left.text}”` : ""}`}</p>
        </div>
        <span class="end num">
          <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
            {listTime(at, now)}
          </time>
        </span>
      </a>
    </li>
  );
}
