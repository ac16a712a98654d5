import { latest } from "../chats/chat.ts";
import { mine, type DeskState } from "../desk.ts";
import { loud } from "../ring/rings.ts";

export type FirstStep = { readonly kind: "waiting" } | { readonly kind: "ringing" } | { readonly kind: "had"; readonly chat: string | undefined };

/** How far a newcomer is: nobody wrote yet, somebody rings, or a chat was had. */
export function firstStep(state: DeskState): FirstStep {
  const had = mine(state, latest)[0];
  if (had !== undefined) return { kind: "had", chat: had.chat.head.id };
  return loud(state.rings).length > 0 ? { kind: "ringing" } : { kind: "waiting" };
}
