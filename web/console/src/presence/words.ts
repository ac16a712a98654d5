import type { Show } from "@firstbell/protocol";

export interface ShowWords {
  readonly show: Show;
  readonly name: string;
  readonly meaning: string;
  /** The class of the dot. */
  readonly dot: string;
}

/** The order of the menu. */
export const SHOWS: readonly ShowWords[] = [
  { show: "online", name: "Online", meaning: "New chats ring here.", dot: "" },
  { show: "away", name: "Away", meaning: "Back in a moment. Nothing rings.", dot: "away" },
  { show: "xa", name: "Extended away", meaning: "Away for longer. Nothing rings.", dot: "xa" },
  { show: "offline", name: "Offline", meaning: "Nothing rings. Your open chats go on.", dot: "off" },
];

export function showWords(show: Show): ShowWords {
  return SHOWS.find((words) => words.show === show) ?? (SHOWS[0] as ShowWords);
}

/** The button of the menu: what the server has confirmed, which is what the visitors get, and not what was wished for. */
export function presenceWords(shown: Show | undefined, wished: Show, connected: boolean): { readonly name: string; readonly dot: string } {
  if (!connected) return { name: "Not connected", dot: "off" };
  return shown === wished ? showWords(shown) : { name: `${showWords(wished).name}…`, dot: "off" };
}

/** What it says where another computer of the agent has taken over. */
export const ELSEWHERE = { title: "Nothing rings here.", text: "New chats ring on your other computer." } as const;

/** What an empty ringing list says: nobody rings, and whether anybody could. `silent`: rooms that the Free plan does not let ring. */
export function quietWords(show: Show | undefined, rooms: readonly { readonly name: string }[], connected: boolean, operator = false, silent: readonly { readonly name: string }[] = []): { title: string; text: string } {
  if (!connected) return { title: "No connection.", text: "Chats cannot ring here until it is back. They still ring at others." };
  if (show === undefined) return { title: "One moment.", text: "The server has not confirmed your presence yet." };
  if (show !== "online") {
    return { title: `You are ${showWords(show).name.toLowerCase()}.`, text: "New chats do not ring here." };
  }
  if (rooms.length === 0 && operator) return { title: "Nobody rings.", text: "You are online for the customers on the Operations package." };
  if (rooms.length === 0 && silent.length > 0) {
    return { title: "Nothing can ring here.", text: `On the Free plan only GENERAL rings, and you are in ${listed(silent.map((room) => room.name))} only. Choose GENERAL in your profile.` };
  }
  if (rooms.length === 0) return { title: "You are in no room.", text: "Ask your administrator to add you to one, so that chats can ring here." };
  const free = silent.length > 0 ? ` On the Free plan ${listed(silent.map((room) => room.name))} ${silent.length === 1 ? "does" : "do"} not ring.` : "";
  return { title: "Nobody rings.", text: `You are online for ${listed([...rooms.map((room) => room.name), ...(operator ? ["the customers on the Operations package"] : [])])}.${free}` };
}

/** "GENERAL", "GENERAL and Sales", "GENERAL, Sales and Support" */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What is said when presence changes by itself: nothing rings any more, and no one would know. Nothing for what was chosen by hand. */
export function idleWords(shown: Show, chosen: Show, before: "by-itself" | "by-hand"): string | undefined {
  if (shown !== chosen) return `Nobody has touched this window for a while: you are shown as ${showWords(shown).name.toLowerCase()} now. New chats do not ring here.`;
  if (before === "by-hand") return undefined;
  return shown === "online" ? "You are online again. New chats ring here." : `You are shown as ${showWords(shown).name.toLowerCase()} again.`;
}
