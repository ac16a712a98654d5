import { memoryStorage } from "@firstbell/protocol";
import type { ComponentChildren } from "preact";
import { ShutOut, Unanswered } from "../src/account/closed.tsx";
import { LinkPage } from "../src/account/link.tsx";
import { Outside } from "../src/account/outside.tsx";
import type { DeskState } from "../src/desk.ts";
import type { Linked } from "../src/route.ts";
import type { Session } from "../src/session/session.ts";
import { galleryApi } from "./answers.ts";
import type { Scene } from "./fixtures.ts";

/** The pages about oneself, signed in. */
export function accountScenes(desk: DeskState, session: Session): Readonly<Record<string, Scene>> {
  const plain: Session = { ...session, member: { ...session.member, role: "member", permissions: ["answer-chats"] } };
  const support: Session = {
    ...session,
    support: {
      by: { id: "rosa", name: "Rosa Harbor", organization: { id: "harbor", name: "Harbor Partners" } },
      reason: "Marta asked us by phone to set up the room Orders.",
      until: Date.now() + 29 * 60_000,
    },
  };
  return {
    profile: { desk, hash: "#/profile", session: plain },
    "profile-slow": { desk, hash: "#/profile" },
    "profile-failed": { desk, hash: "#/profile" },
    "free-profile": { desk, hash: "#/profile", session: plain },
    sessions: { desk, hash: "#/sessions", session: plain },
    options: { desk, hash: "#/options", session: plain },
    "options-compact": { desk, hash: "#/options", settings: { density: "compact" } },
    steps: { desk, hash: "#/welcome", sound: "blocked" },
    support: { desk, hash: "#/options", session: support },
    "not-for-you": { desk, hash: "#/audit", session: plain },
  };
}

const nothing = () => undefined;

/** The pages before anybody is signed in. */
export const DOORS: Readonly<Record<string, () => ComponentChildren>> = {
  signin: () => outside("signin"),
  "signin-ended": () => outside("signin", "Your session has ended. Sign in again: your chats wait for you."),
  "signin-change": () => outside("signin", "Who works here now? Sign in: this computer keeps its sound, its theme and its idle times, whoever uses it."),
  forgot: () => outside("forgot"),
  signup: () => outside("signup"),
  reset: () => link("reset"),
  invitation: () => link("invitation"),
  "invitation-used": () => link("invitation", "used-link"),
  "confirm-used": () => link("confirm", "used-link"),
  suspended: () => <ShutOut why="suspended" detail="Northwind Tea is suspended: the invoice of October is open." again={nothing} other={nothing} />,
  disabled: () => <ShutOut why="disabled" detail="" again={nothing} other={nothing} />,
  revoked: () => <ShutOut why="revoked" detail="" again={nothing} other={nothing} />,
  unanswered: () => <Unanswered text="The server does not answer, so the console cannot open yet. You are still signed in." again={nothing} />,
};

function outside(at: "signin" | "forgot" | "signup", notice?: string) {
  return <Outside api={galleryApi(at)} storage={memoryStorage()} route={{ at }} notice={notice} onSignedIn={nothing} onShut={nothing} />;
}

function link(at: Linked, scene: string = at) {
  return <LinkPage api={galleryApi(scene)} link={{ at, token: "l.example" }} onSignedIn={nothing} onAway={nothing} />;
}
