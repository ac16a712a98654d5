import { latest } from "../chats/chat.ts";
import { mine, settledIn, type DeskState } from "../desk.ts";
import { loud } from "../ring/rings.ts";

export type FirstStep = { readonly kind: "connecting" } | { readonly kind: "silent" } | { readonly kind: "waiting" } | { readonly kind: "ringing" } | { readonly kind: "had"; readonly chat: string | undefined };

/** How far a newcomer is: not yet there to be rung, not online, nobody wrote yet, somebody rings, or a chat was had. */
export function firstStep(state: DeskState): FirstStep {
  const had = mine(state, latest)[0];
  if (had !== undefined) return { kind: "had", chat: had.chat.head.id };
  if (loud(state.rings).length > 0) return { kind: "ringing" };
  if (!settledIn(state)) return { kind: "connecting" };
  return state.shown === "online" ? { kind: "waiting" } : { kind: "silent" };
}
