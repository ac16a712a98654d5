import { minutes, type Chat } from "@firstbell/protocol";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Desk, Model } from "../desk.ts";
import { isClosed } from "../hub.ts";
import type { After } from "./after.tsx";
import { Composer } from "./composer.tsx";
import { Avatar, focusOn, Icon, ICONS, Notice, useNow } from "./pieces.tsx";
import { NoNetwork, Transcript } from "./transcript.tsx";
import { CLOSED, Sending, Welcome } from "./welcome.tsx";

const GRACE = 90_000;

export function App({ desk, model }: { desk: Desk; model: Model }) {
  const { client } = model;
  const chat = desk.chat;
  const state = chat?.head.state;
  const alive = state === "ringing" || state === "active";
  const [asking, setAsking] = useState(false);
  // On a phone the keyboard comes when the visitor asks for it.
  const focus = model.open && !model.sheet;
  const refused = client?.connection.kind === "refused";

  useEffect(() => {
    // Where the focus would be on nothing (opened, or what had it is gone), it goes where the visitor goes on; never out of the page around.
    const settle = () => {
      if (focus && document.hasFocus() && document.activeElement === document.body) document.querySelector<HTMLElement>("#write,.after")?.focus({ preventScroll: true });
    };
    settle();
    addEventListener("focus", settle);
    return () => removeEventListener("focus", settle);
  }, [focus, state, chat?.head.id]);

  const stopAsking = () => {
    setAsking(false);
    focusOn("end");
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      if (asking) stopAsking();
      else desk.closePanel();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [asking]);

  return (
    <main class="panel">
      <header class="head">
        <Who chat={chat} model={model} />
        {alive && (
          <button id="end" class="btn quiet stop" aria-expanded={asking} onClick={() => (asking ? stopAsking() : setAsking(true))}>
            {state === "ringing" ? "Cancel" : "End"}
          </button>
        )}
        <button class="btn quiet square" aria-label="Close" onClick={() => desk.closePanel()}>
          <Icon path={ICONS.close} />
        </button>
      </header>
      {asking && alive && chat && <ReallyEnd desk={desk} chat={chat} onDone={() => setAsking(false)} onStay={stopAsking} />}
      <Strip model={model} chat={chat} desk={desk} />
      {refused && !chat ? (
        isClosed(client) ? (
          <Notice title={CLOSED} text="What you wrote is kept. Please come back later." act="Try again" onAct={() => void desk.do("tryNow")} />
        ) : (
          <Notice
            title="This chat has expired"
            text="It was a long time ago, so we no longer know who you are. You can begin a new one."
            act="Start a new chat"
            onAct={() => desk.forget()}
          />
        )
      ) : chat && client ? (
        <>
          <Transcript
            key={chat.head.id}
            chat={chat}
            client={client}
            outbox={desk.outbox(chat.head.id)}
            open={model.open}
            desk={desk}
          >
            {state === "ringing" && <Ringing chat={chat} open={model.open} />}
          </Transcript>
          {alive && (
            <Composer
              key={chat.head.id}
              desk={desk}
              chat={chat.head.id}
              label={state === "ringing" ? "Add something while you wait" : "Write a message"}
              onSend={(text) => desk.say(chat.head.id, text)}
              onTyping={(on) => void desk.do("typing", chat.head.id, on)}
            />
          )}
          <Over key={chat.head.id} desk={desk} chat={chat} alive={alive} />
        </>
      ) : client && (client.starting || !(client.chats.listed || model.cancelled)) ? (
        <Beginning model={model} desk={desk} />
      ) : (
        <Welcome desk={desk} model={model} />
      )}
    </main>
  );
}

function Who({ chat, model }: { chat: Chat | undefined; model: Model }) {
  const agent = chat?.head.agent;
  if (!chat || !agent) {
    const name = model.site?.organization.name ?? "Chat";
    return (
      <>
        <Avatar of={{ name }} />
        <div class="who">
          <h1>{name}</h1>
        </div>
      </>
    );
  }
  const here = chat.peers.agent?.connected !== false;
  return (
    <>
      <Avatar of={agent} />
      <div class="who">
        <h1>{agent.name}</h1>
        <div class="small soft">
          {chat.head.state === "active" && <span class={"dot" + (here ? "" : " off")} />}{" "}
          {chat.head.state === "active" && !here ? "Connection lost" : (agent.title ?? (here ? "Online" : ""))}
        </div>
      </div>
    </>
  );
}

/** Lightly, once: the chat cannot be taken up again. */
function ReallyEnd({ desk, chat, onDone, onStay }: { desk: Desk; chat: Chat; onDone: () => void; onStay: () => void }) {
  const stay = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState("");
  const ringing = chat.head.state === "ringing";
  useLayoutEffect(() => stay.current?.focus(), []);
  return (
    <div class="strip ask" role="group" aria-label={ringing ? "Stop waiting?" : "End this chat?"}>
      <span>{problem || (ringing ? "Stop waiting?" : "End this chat?")}</span>
      <span class="grow" />
      <button ref={stay} class="btn" onClick={onStay}>
        {ringing ? "Keep waiting" : "Keep talking"}
      </button>
      <button
        class="btn danger"
        onClick={() =>
          desk.do("end", chat.head.id).then(onDone, (refused: { message: string }) => setProblem(refused.message))
        }
      >
        {ringing ? "Stop" : "End it"}
      </button>
    </div>
  );
}

/** One line about a connection that is not as it should be, and what to do about it. */
function Strip({ model, chat, desk }: { model: Model; chat: Chat | undefined; desk: Desk }) {
  const connection = model.client?.connection;
  const [since, setSince] = useState(0);
  const waits = connection?.kind === "connecting" || connection?.kind === "waiting" || connection?.kind === "offline";
  useEffect(() => setSince(waits ? Date.now() : 0), [waits]);
  const peer = chat?.head.state === "active" ? chat.peers.agent : undefined;
  const now = useNow(model.open && (waits || peer?.connected === false));
  const again = (
    <button class="link" onClick={() => desk.do("tryNow")}>
      Try now
    </button>
  );
  let words;
  if (waits && since && now - since > 1500) {
    const seconds = "retryAt" in connection ? Math.ceil((connection.retryAt - now) / 1000) : 0;
    words = (
      <>
        {connection.kind === "offline" ? "This device is offline." : connection.kind === "waiting" ? "The connection is lost." : "Connecting…"}
        {seconds > 1 && (
          <span class="num" aria-hidden="true">
            Trying again in {seconds} s.
          </span>
        )}
        <span class="grow" />
        {again}
      </>
    );
  } else if (connection?.kind === "refused" && chat) {
    words = isClosed(model.client) ? (
      <>
        {CLOSED}. What you write is kept. <span class="grow" />
        {again}
      </>
    ) : (
      <>
        This chat has expired. <span class="grow" />
        <button class="link" onClick={() => desk.forget()}>
          Start a new chat
        </button>
      </>
    );
  } else if (peer && !peer.connected) {
    const left = Math.max(0, peer.at + GRACE - now);
    words = (
      <span>
        The connection of {chat?.head.agent?.name} is lost. We wait a minute and a half for it{" "}
        <span class="num" aria-hidden="true">
          ({minutes(left)})
        </span>
        ; what you write is kept.
      </span>
    );
  }
  return (
    <div class={words ? "strip" : ""} role="status">
      {words}
    </div>
  );
}

/** What comes when the chat is over is loaded when it begins: no visit without a chat needs it, and at the end there may be no network. */
function Over({ desk, chat, alive }: { desk: Desk; chat: Chat; alive: boolean }) {
  const [part, setPart] = useState<{ After?: typeof After }>();
  useEffect(() => void import("./after.js").then(setPart, () => setPart({})), []);
  return alive || !part ? null : part.After ? (
    <part.After desk={desk} chat={chat} />
  ) : (
    <button class="btn" onClick={() => location.reload()}>
      Try again
    </button>
  );
}

function Ringing({ chat, open }: { chat: Chat; open: boolean }) {
  const now = useNow(open);
  const { rung = 0, ringUntil, startedAt } = chat.head;
  const total = (ringUntil ?? startedAt + 45_000) - startedAt;
  return (
    <div class="ringing">
      <span class="bell">
        <Icon path={ICONS.bell} />
      </span>
      <p role="status">{rung > 1 ? `Ringing ${rung} people…` : rung === 1 ? "Ringing somebody for you…" : "Ringing our team…"}</p>
      <p class="small soft num">
        {minutes(now - startedAt)} · the first to answer is yours
      </p>
      <div class="bar">
        <i style={{ inlineSize: Math.max(0, Math.min(100, ((now - startedAt) / total) * 100)) + "%" }} />
      </div>
    </div>
  );
}

/** Until the server has said how things stand: after the first message, and after a reload. */
function Beginning({ model, desk }: { model: Model; desk: Desk }) {
  const { client } = model;
  const waits = client?.connection.kind === "waiting" || client?.connection.kind === "offline";
  const first = client?.starting?.text ?? model.beginning;
  // Until it is known which chat that is, it is any that was not put away.
  const rest = client?.outbox.filter((posting) => posting.chat !== model.done && posting.state !== "failed") ?? [];
  return (
    <Sending texts={[...(first ? [first] : []), ...rest.map((posting) => posting.text)]}>
      {waits ? <NoNetwork desk={desk} /> : "Sending…"}{" "}
      {waits && first && (
        <button class="link" onClick={() => desk.cancel(first)}>
          Cancel
        </button>
      )}
    </Sending>
  );
}
