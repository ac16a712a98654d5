import type { DeskState } from "../desk.ts";

/** Why a chat that an address names is not shown: it is not there, or it is on its way, or nothing can come now. */
export function absence(state: DeskState, chat: string, now: number): "unknown" | "late" | "offline" | "coming" {
  if (state.unknown[chat] !== undefined) return "unknown";
  if (state.client.connection.kind !== "connected") return "offline";
  // It is asked for when the lists have come.
  return state.late?.[chat] === true || listsAbsence(state, now) === "late" ? "late" : "coming";
}

type Absent = ReturnType<typeof absence>;
export const ABSENT_WORDS: Readonly<Record<Absent, { readonly title: string; readonly text: string }>> = {
  unknown: { title: "This chat is not here", text: "It may belong to another organization, or it was deleted. The link may also be incomplete." },
  late: { title: "The chat could not be fetched", text: "The server did not answer in time." },
  offline: { title: "No connection", text: "The chat comes when the connection is back." },
  coming: { title: "One moment", text: "The chat is being fetched." },
};

/** How long the lists are waited for before it is said that they did not come. */
const LISTS_MILLIS = 30_000;

/** Why a list is empty that has not come. `since` the connection stands it is on its way. */
export function listsAbsence({ client }: DeskState, now: number): "listed" | "offline" | "late" | "coming" {
  if (client.chats.listed) return "listed";
  if (client.connection.kind !== "connected") return "offline";
  return now - client.connection.since > LISTS_MILLIS ? "late" : "coming";
}
