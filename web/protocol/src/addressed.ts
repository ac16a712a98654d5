import type { Connection } from "./connection.ts";
import type { Head, ServerFrame } from "./frames.ts";
import type { Storage } from "./ports.ts";

/** What talk is made with: a connection, or one that says more. */
export type Line = Pick<Connection, "state" | "onState" | "onFrame" | "onReady" | "open" | "close" | "tryNow" | "signal" | "request" | "cancel">;

const WHOSE = "whose";
const REMEMBERED = 200;

/**
 * A connection that adds to each frame about another organization's chat whose it is, which an operator must say. Whose a chat is
 * was learned from the server; it is kept, for after a reload a message may go before its chat is known again. Only agents need it,
 * so it is no part of what visitors load.
 */
export function addressed(connection: Line, storage: Storage): Line {
  const whose = read(storage.get(WHOSE));
  const to = <F extends object>(frame: F): F => {
    const chat = "chat" in frame && typeof frame.chat === "string" ? whose.get(frame.chat) : undefined;
    return chat === undefined ? frame : { ...frame, organization: chat };
  };
  connection.onFrame((frame) => {
    const known = whose.size;
    for (const head of heads(frame)) if (head.organization) whose.set(head.id, head.organization.id);
    if (whose.size === known) return;
    for (const oldest of [...whose.keys()].slice(0, -REMEMBERED)) whose.delete(oldest);
    storage.set(WHOSE, JSON.stringify([...whose]));
  });
  return {
    get state() {
      return connection.state;
    },
    onState: (listener) => connection.onState(listener),
    onFrame: (listener) => connection.onFrame(listener),
    onReady: (listener) => connection.onReady(listener),
    open: () => connection.open(),
    close: () => connection.close(),
    tryNow: () => connection.tryNow(),
    signal: (frame) => connection.signal(to(frame)),
    cancel: (cid) => connection.cancel(cid),
    request: (ask, giveUpAfter) => connection.request(to(ask), giveUpAfter),
  };
}

function heads(frame: ServerFrame): readonly Head[] {
  if (frame.type === "lists") return [...(frame.ringing ?? []), ...(frame.mine ?? []), ...(frame.missed ?? [])];
  return "chat" in frame && typeof frame.chat === "object" ? [frame.chat] : [];
}

function read(text: string | undefined): Map<string, string> {
  try {
    return new Map(JSON.parse(text ?? "[]") as [string, string][]);
  } catch {
    return new Map();
  }
}
