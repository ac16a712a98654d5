import { asProblem, waitWords, type ApiProblem } from "../api/problem.ts";
import type { CurrentSession, Permission, SessionMember, SessionOrganization, SupportNote } from "../api/shapes.ts";

/** Who is signed in on this browser, as every part of the console needs it. */
export interface Session {
  readonly id: string;
  readonly organization: SessionOrganization;
  readonly member: SessionMember;
  /** Somebody of the reseller or the platform is here as the customer's administrator, for a while. */
  readonly support?: SupportNote;
}

/** Before the console: not known yet, nobody (and what to say about it), shut out, somebody, or no answer to the question. */
export type Door =
  | { readonly kind: "asking" }
  | { readonly kind: "nobody"; readonly notice?: string }
  | { readonly kind: "unanswered"; readonly text: string }
  | { readonly kind: "shut"; readonly why: Shut; readonly detail: string }
  | { readonly kind: "somebody"; readonly session: Session };

/** `revoked`: somebody ended this session. The others: the account itself is closed, for now. */
export type Shut = "revoked" | "suspended" | "disabled" | "no-access";

export function sessionOf({ session, organization, member, support }: CurrentSession): Session {
  return { id: session, organization, member, ...(support === undefined ? {} : { support }) };
}

/** Whether the person holds a permission; an administrator holds all. What is hidden is refused by the server as well. */
export function may(session: Session, permission: Permission): boolean {
  return session.member.role === "admin" || session.member.permissions.includes(permission);
}

/** Whether this session has anything to do with chats: support looks after accounts, not after visitors. */
export function answersChats(session: Session): boolean {
  return session.support === undefined && (may(session, "answer-chats") || isOperator(session));
}

/** Whether chats of customers on the Operations package ring here too. */
export function isOperator(session: Session): boolean {
  return session.organization.kind !== "customer" && session.support === undefined && may(session, "answer-as-operator");
}

/** The rooms whose chats ring here; on the Free plan GENERAL alone is effective. */
export function ringingRooms({ member }: Session): SessionMember["rooms"] {
  return member.generalOnly ? member.rooms.filter((room) => room.id === "general") : member.rooms;
}

/** Chosen rooms that the plan does not let ring. */
export function silentRooms(session: Session): SessionMember["rooms"] {
  const ringing = ringingRooms(session);
  return session.member.rooms.filter((room) => !ringing.includes(room));
}

/** Asks the server whose token this is. Only the server's own "no" ends a session; silence does not. */
export async function restored(ask: () => Promise<CurrentSession>, holds: boolean): Promise<Door> {
  if (!holds) return { kind: "nobody" };
  try {
    return { kind: "somebody", session: sessionOf(await ask()) };
  } catch (error) {
    return doorOf(asProblem(error));
  }
}

export function doorOf(problem: ApiProblem): Door {
  if (problem.status === 403 && isShut(problem.slug)) return { kind: "shut", why: problem.slug, detail: problem.detail };
  if (!problem.passing) return { kind: "nobody", notice: "Your session has ended. Sign in again: your chats wait for you." };
  return {
    kind: "unanswered",
    text: "The server does not answer, so the console cannot open yet. You are still signed in.",
  };
}

function isShut(slug: string): slug is Shut {
  return slug === "suspended" || slug === "disabled" || slug === "no-access";
}

/** What is wrong with the form before it is sent; by field. */
export function formFaults(email: string, password: string): { email?: string; password?: string } {
  const address = emailFault(email);
  return {
    ...(address === undefined ? {} : { email: address }),
    ...(password === "" ? { password: "Write your password." } : {}),
  };
}

export function emailFault(email: string): string | undefined {
  const address = email.trim();
  if (address === "") return "Write your e-mail address.";
  if (/^[^\s@]+@[^\s@]+$/u.test(address)) return undefined;
  return `“${address.length > 40 ? `${address.slice(0, 40)}…` : address}” is not an e-mail address. It looks like name@example.org.`;
}

/** Why the server did not sign somebody in, in words a person can act on. */
export function signInWords(error: unknown): string {
  const problem = asProblem(error);
  if (problem.slug === "here") return "Something went wrong here. Try again.";
  switch (problem.status) {
    case 0:
      return "The server does not answer. Check your network, then try again.";
    case 400:
      return problem.errors[0]?.detail ?? problem.detail;
    case 401:
      return "This e-mail address and this password do not belong together. Check both; capital letters count in the password.";
    case 403:
      return problem.detail || "This account may not sign in. Ask your administrator.";
    case 429:
      return `Too many tries. Try again in ${waitWords(problem.retryAfterSeconds)}.`;
    default:
      return "The server has trouble. Nothing is wrong with your password; try again in a minute.";
  }
}
