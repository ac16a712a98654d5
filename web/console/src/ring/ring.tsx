import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { visitorName } from "../format/names.ts";
import { countUp } from "../format/time.ts";
import { useNow } from "../now.ts";
import { ELSEWHERE, quietWords, showWords } from "../presence/words.ts";
import { isOperator, ringingRooms, silentRooms } from "../session/session.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { calling, focusAfter, loud, oldest, type Ring, type Rings } from "./rings.ts";
import { overWords, ringDetails } from "./words.ts";

/** The loudest thing on the screen: who rings, and the one button that matters. */
export function RingingList() {
  const { desk, session, settings, idleness } = useConsole();
  const { rings, client, shown } = useCell(desk.state);
  const show = useCell(idleness.shown);
  const now = useNow(rings.length > 0 ? 250 : 0);
  const ringing = loud(rings).length;
  const calls = calling(rings, show).length > 0;
  const id = useId();
  const list = useFocusKept(rings);
  const { kind } = client.connection;
  const quiet = kind === "taken-over" ? ELSEWHERE : quietWords(shown === show ? shown : undefined, ringingRooms(session), kind === "connected", isOperator(session), silentRooms(session));
  return (
    <section ref={list} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} class={calls ? "ringing-on" : ""}>
        <span>
          {calls && <Icon name="bell" class="s" />}
          Ringing
        </span>
        {ringing > 0 && <span class="num">{ringing}</span>}
      </h2>
      {ringing > 0 && !calls && <p class="none small">You are {showWords(show).name.toLowerCase()}: it rings at others.</p>}
      {rings.map((ring) => (
        <RingCard key={ring.head.id} ring={ring} now={Math.max(now, ring.since)} calls={calls} />
      ))}
      {rings.length === 0 && (
        <div class="quiet-room">
          <b>{quiet.title}</b> {quiet.text}
          {show !== "online" && client.connection.kind === "connected" && (
            <>
              {" "}
              <button type="button" class="link" onClick={() => settings.keep({ show: "online" })}>
                Go online
              </button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** A card that goes takes the focus with it: it moves to the next ring, or to the list's heading, and never to nowhere. */
function useFocusKept(rings: Rings) {
  const list = useRef<HTMLElement>(null);
  const held = useRef<string>();
  useLayoutEffect(() => {
    const section = list.current;
    const came = ({ target }: FocusEvent) => {
      held.current = (target as Element).closest<HTMLElement>("article[data-chat]")?.dataset.chat;
    };
    // What is taken away loses the focus too; only what still stands was left on purpose.
    const left = ({ target }: FocusEvent) => queueMicrotask(() => void ((target as Element).isConnected && !section?.contains(document.activeElement) && (held.current = undefined)));
    section?.addEventListener("focusin", came);
    section?.addEventListener("focusout", left);
    return () => {
      section?.removeEventListener("focusin", came);
      section?.removeEventListener("focusout", left);
    };
  }, []);
  useLayoutEffect(() => {
    const to = focusAfter(rings, held.current);
    if (to === undefined || document.activeElement !== document.body) return;
    held.current = undefined;
    const place = to === "heading" ? "h2" : `[data-chat="${CSS.escape(to.chat)}"] .primary`;
    list.current?.querySelector<HTMLElement>(place)?.focus();
  }, [rings]);
  return list;
}

function RingCard({ ring, now, calls }: { ring: Ring; now: number; calls: boolean }) {
  const { desk } = useConsole();
  const { head, phase, over } = ring;
  const of = desk.foreign(head);
  const name = visitorName(head.visitor);
  const answers = Object.entries(head.answers ?? {});
  const titleId = useId();
  return (
    <article class={`ring ${phase === "ringing" && calls ? "" : phase === "over" ? "over" : "calm"}`} aria-labelledby={titleId} data-chat={head.id}>
      {of !== undefined && (
        <p class="of-organization cut" title={of.name}>
          <Icon name="building" class="s" /> <span class="unseen">Visitor of </span>
          {of.name}
        </p>
      )}
      <div class="top">
        <Avatar person={head.visitor} />
        <div>
          <h3 id={titleId} class="cut" title={name}>
            {name}
          </h3>
          <span class="small soft cut">{ringDetails(head)}</span>
        </div>
        {phase !== "over" && <span class="clock num">{countUp(now - ring.since)}</span>}
      </div>
      {over !== undefined ? (
        <p>{overWords(over)}</p>
      ) : (
        <>
          <p>{head.preview}</p>
          {answers.length > 0 && (
            <dl class="answers small">
              {answers.map(([question, answer]) => (
                <div key={question}>
                  <dt class="soft">{question}</dt>
                  <dd>{answer}</dd>
                </div>
              ))}
            </dl>
          )}
          <div class="acts">
            {/* Not `disabled`: that takes the focus from whoever has just pressed it. The desk hears one click only. */}
            <button type="button" class="btn primary" aria-disabled={phase !== "ringing"} data-idle={phase !== "ringing"} onClick={() => desk.accept(head.id)}>
              {phase === "accepting" ? "Accepting…" : "Accept"}
              <span class="unseen"> {name}</span>
            </button>
            <button type="button" class="btn" aria-disabled={phase !== "ringing"} data-idle={phase !== "ringing"} onClick={() => desk.decline(head.id)}>
              Not me
              <span class="unseen">: {name}</span>
            </button>
          </div>
        </>
      )}
    </article>
  );
}

/** On a phone the list is another page: the ring that has waited longest stays in sight above the chat. */
export function RingStrip() {
  const { desk, idleness } = useConsole();
  const { rings } = useCell(desk.state);
  const ring = oldest(calling(rings, useCell(idleness.shown)));
  const now = useNow(ring === undefined ? 0 : 250);
  const held = useRef(false);
  useLayoutEffect(() => {
    if (ring === undefined && held.current && document.activeElement === document.body) {
      // The last ring went with its buttons: the page below is where one was.
      const title = document.querySelector<HTMLElement>(".main h1");
      title?.setAttribute("tabindex", "-1");
      title?.focus({ preventScroll: true });
    }
    if (ring === undefined) held.current = false;
  }, [ring === undefined]);
  if (ring === undefined) return null;
  const more = loud(rings).length - 1;
  const of = desk.foreign(ring.head);
  return (
    <div
      class="ring-strip"
      data-chat={ring.head.id}
      onFocusIn={() => void (held.current = true)}
      onFocusOut={({ target }) => queueMicrotask(() => void ((target as Element).isConnected && (held.current = false)))}
    >
      <div>
        <b class="cut">{visitorName(ring.head.visitor)}</b>
        <span class="small cut">
          {of !== undefined && `${of.name} · `}rings <span class="clock num">{countUp(now - ring.since)}</span>
          {more > 0 && ` · and ${more} more`}
        </span>
      </div>
      <button type="button" class="btn primary" onClick={() => desk.accept(ring.head.id)}>
        Accept
      </button>
      <button type="button" class="btn" onClick={() => desk.decline(ring.head.id)}>
        Not me
      </button>
    </div>
  );
}
