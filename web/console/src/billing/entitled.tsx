import { useState } from "preact/hooks";
import { problemWords } from "../api/problem.ts";
import type { Entitlements } from "../api/shapes.ts";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { hashOf, pageRoute } from "../route.ts";
import { may, type Session } from "../session/session.ts";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { longDay, monthWords, nextMonthDay } from "./days.ts";
import { chatsUsed, creditsLeft, fullness, toneOf, words, type Reader, type Word } from "./entitlement.ts";
import { credits } from "./money.ts";
import { isShown } from "./watch.ts";

export function readerOf(session: Session): Reader {
  if (session.support !== undefined) return "support";
  return may(session, "manage-billing") ? "buyer" : "agent";
}

/** Always in sight: how many chats are used, and on Operations how many credits are left. The panel says more. */
export function Entitled({ where }: { where: "bar" | "line" }) {
  const { entitled, session } = useConsole();
  const state = useCell(entitled);
  const box = where === "bar" ? "entitled" : "entitled line";
  if (state.kind === "loading") return where === "line" ? <div class={box} /> : null;
  if (state.kind === "failed") {
    // A server that does not count chats yet says nothing here.
    if (state.problem.status === 404) return null;
    return (
      <Pop kind="dialog" name="Chats used" boxClass={box} buttonClass="entitled-btn" panelClass="entitled-panel" button={<span class="soft">Chats used: not known</span>}>
        {() => (
          <>
            <p>{problemWords(state.problem)}</p>
            <button type="button" class="btn" onClick={() => void entitled.load()}>
              Try again
            </button>
          </>
        )}
      </Pop>
    );
  }
  const { value } = state;
  if (!isShown(session, value)) return null;
  return (
    <Pop kind="dialog" name="Chats and credits" boxClass={box} buttonClass={`entitled-btn ${toneOf(value)}`} panelClass="entitled-panel" button={<Short of={value} />}>
      {(close) => <Panel of={value} close={close} />}
    </Pop>
  );
}

function Short({ of }: { of: Entitlements }) {
  const left = creditsLeft(of);
  const tone = toneOf(of);
  return (
    <>
      {tone !== "calm" && <Icon name="warn" class="s" />}
      <Meter full={fullness(of)} tone={of.chats.state === "used-up" ? "serious" : "calm"} />
      <span class="num">
        {chatsUsed(of)}
        {left !== undefined && <span class="of-credits">{left}</span>}
      </span>
    </>
  );
}

/** Decoration beside the number. */
export function Meter({ full, tone = "calm" }: { full: number | undefined; tone?: "calm" | "serious" }) {
  if (full === undefined) return null;
  return (
    <span class={`meter ${tone}`} aria-hidden="true">
      <span style={{ width: `${Math.round(full * 1000) / 10}%` }} />
    </span>
  );
}

function Panel({ of, close }: { of: Entitlements; close: () => void }) {
  const { session } = useConsole();
  const { chats } = of;
  const held = of.package === "operations" ? of.credits : undefined;
  const said = words(of, readerOf(session), session.organization.timezone);
  return (
    <>
      <div class="line-up">
        <b>Chats of {monthWords(chats.month)}</b>
        <span class="num">{chats.of === undefined ? chats.used.toLocaleString("en") : `${chats.used.toLocaleString("en")} of ${chats.of.toLocaleString("en")}`}</span>
      </div>
      <Meter full={fullness(of)} tone={chats.state === "used-up" ? "serious" : "calm"} />
      <p class="small soft">
        {chats.of === undefined ? "Your plan sets no end to them." : "Shared by all agents."} The count begins anew on {nextMonthDay(chats.month)}.
      </p>
      {held !== undefined && (
        <>
          <hr />
          <div class="line-up">
            <b>Interaction credits</b>
            <span class="num">{credits(held.available)}</span>
          </div>
          <p class="small soft">
            One for each chat that an operator answers.
            {held.reserved > 0 && ` ${credits(held.reserved)} ${held.reserved === 1 ? "is" : "are"} held for chats going on now.`}
            {held.state !== "frozen" && held.usableUntil !== undefined && ` The monthly fee is paid until ${longDay(held.usableUntil, session.organization.timezone)}.`}
          </p>
        </>
      )}
      {said.map((word) => (
        <WordCard key={word.id} word={word} onWay={close} />
      ))}
      <div class="acts">
        {(may(session, "manage-billing") || session.support !== undefined) && (
          <a class="btn" href={hashOf(pageRoute("billing"))} onClick={close}>
            Billing
          </a>
        )}
        <a class="btn" href={hashOf(pageRoute("use"))} onClick={close}>
          Use
        </a>
      </div>
    </>
  );
}

export function WordCard({ word, onWay }: { word: Word; onWay?: () => void }) {
  return (
    <div class={`word ${word.tone}`}>
      <Icon name="warn" class="s" />
      <p>
        <b>{word.title}</b> {word.text}
        {word.way !== undefined && (
          <>
            {" "}
            <a href={hashOf(word.way.to)} onClick={onWay}>
              {word.way.words}
            </a>
          </>
        )}
      </p>
    </div>
  );
}

/** Under the bar when something is to be known or done; what only warns can be put away until it changes. */
export function EntitledStrip() {
  const { entitled, session } = useConsole();
  const state = useCell(entitled);
  const [away, setAway] = useState("");
  if (state.kind !== "ready" || !isShown(session, state.value)) return null;
  const [word] = words(state.value, readerOf(session), session.organization.timezone);
  if (word === undefined || (word.tone === "mild" && word.id === away)) return null;
  return (
    <aside class={`entitled-strip ${word.tone}`} aria-label="Chats and credits">
      <Icon name="warn" class="s" />
      <p class="grow" role="status">
        <b>{word.title}</b> {word.text}
      </p>
      {word.way !== undefined && (
        <a class="btn" href={hashOf(word.way.to)}>
          {word.way.words}
        </a>
      )}
      {word.tone === "mild" && (
        <button type="button" class="ico" aria-label="Put this away" onClick={() => setAway(word.id)}>
          <Icon name="close" class="s" />
        </button>
      )}
    </aside>
  );
}
