import type { ConnectionState } from "@firstbell/protocol";
import { countUp } from "../format/time.ts";

/** How a state of the connection is shown, and what a person can do about it (A5). */
export interface LinkWords {
  readonly look: "good" | "busy" | "wait" | "bad";
  /** On the pill: short. */
  readonly short: string;
  /** In the panel: a title, what is going on, and what to do. */
  readonly title: string;
  readonly text: string;
  readonly act: "none" | "try" | "take" | "signin";
}

/** After so many tries without an answer it is the server that is down, as far as this computer can tell. */
const DOWN_AFTER = 3;

export function linkWords(state: ConnectionState, now: number): LinkWords {
  switch (state.kind) {
    case "connected":
      return {
        look: "good",
        short: "Connected",
        title: "Connected",
        text: `For ${countUp(now - state.since)}. Chats can ring here.`,
        act: "none",
      };
    case "closed":
    case "connecting":
      return {
        look: "busy",
        short: "Connecting",
        title: "Connecting…",
        text: "This takes a moment. If it does not end, run the test below: it says which step fails.",
        act: "none",
      };
    case "waiting": {
      const countdown = `Tries again in ${seconds(state.retryAt - now)}.`;
      return state.attempt >= DOWN_AFTER
        ? {
            look: "bad",
            short: `Server down · ${seconds(state.retryAt - now)}`,
            title: "The server does not answer",
            text: `${countdown} Nothing is lost: what you write is kept here and sent when it is back. If other sites open and this lasts, tell your administrator.`,
            act: "try",
          }
        : {
            look: "wait",
            short: `Waiting · ${seconds(state.retryAt - now)}`,
            title: "The connection was lost",
            text: `${countdown} Nothing is lost: what you write is kept here and sent when it is back.`,
            act: "try",
          };
    }
    case "offline":
      return {
        look: "bad",
        short: "Offline",
        title: "This computer is offline",
        text: "Your browser says that there is no network. Check the cable or the Wi-Fi; the console connects by itself when it is back.",
        act: "try",
      };
    case "refused":
      return state.problem.status === 401
        ? {
            look: "bad",
            short: "Signed out",
            title: "You are signed out",
            text: "Your session ended, or somebody signed you out. Sign in again: your chats wait for you.",
            act: "signin",
          }
        : {
            look: "bad",
            short: "Refused",
            title: "The server refused the connection",
            text: `${(state.problem.detail || state.problem.title).replace(/\.?$/u, ".")} Trying again by itself would not help: try once by hand, and if it stays, show this to your administrator.`,
            act: "try",
          };
    case "taken-over":
      return {
        look: "bad",
        short: "Signed in elsewhere",
        title: "You are signed in elsewhere",
        text: "Another computer of yours has taken over. Chats ring there now. Use this one instead, and the other stops.",
        act: "take",
      };
  }
}

function seconds(millis: number): string {
  return `${Math.max(0, Math.ceil(millis / 1000))} s`;
}

export const ACT_NAMES = { try: "Try now", take: "Use this computer", signin: "Sign in again" } as const;
