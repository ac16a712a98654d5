import { Problem, type Api, type Member, type Named, type SignedIn, type Storage } from "@firstbell/protocol";

/** Who is signed in on this browser, as every part of the console needs it. */
export interface Session {
  readonly token: string;
  readonly organization: Named;
  readonly member: Member;
}

/** Before the console: not known yet, nobody (and what to say about it), somebody, or no answer to the question. */
export type Door =
  | { readonly kind: "asking" }
  | { readonly kind: "nobody"; readonly notice?: string }
  | { readonly kind: "unanswered"; readonly text: string }
  | { readonly kind: "somebody"; readonly session: Session };

const TOKEN = "session";

/** The token that this browser keeps; all its tabs share it. */
export class KeptToken {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get(): string | undefined {
    return this.#storage.get(TOKEN);
  }

  keep(token: string): void {
    this.#storage.set(TOKEN, token);
  }

  forget(): void {
    this.#storage.remove(TOKEN);
  }
}

export function sessionOf({ token, organization, member }: Pick<SignedIn, "token" | "organization" | "member">): Session {
  return { token, organization, member };
}

/** Asks the server whose token this is. Only the server's own "no" ends a session; silence does not. */
export async function restored(api: Api, token: string | undefined): Promise<Door> {
  if (token === undefined) return { kind: "nobody" };
  try {
    return { kind: "somebody", session: sessionOf({ token, ...(await api.currentSession(token)) }) };
  } catch (error) {
    if (error instanceof Problem && !error.passing) {
      return { kind: "nobody", notice: "Your session has ended. Sign in again: your chats wait for you." };
    }
    return {
      kind: "unanswered",
      text: "The server does not answer, so the console cannot open yet. You are still signed in.",
    };
  }
}

/** What is wrong with the form before it is sent; by field. */
export function formFaults(email: string, password: string): { email?: string; password?: string } {
  const address = email.trim();
  return {
    ...(address === ""
      ? { email: "Write your e-mail address." }
      : !/^[^\s@]+@[^\s@]+$/u.test(address)
        ? { email: `“${address.length > 40 ? `${address.slice(0, 40)}…` : address}” is not an e-mail address. It looks like name@example.org.` }
        : {}),
    ...(password === "" ? { password: "Write your password." } : {}),
  };
}

/** Why the server did not sign somebody in, in words a person can act on. */
export function signInWords(error: unknown): string {
  if (!(error instanceof Problem)) return "Something went wrong here. Try again.";
  switch (error.status) {
    case 0:
      return "The server does not answer. Check your network, then try again.";
    case 400:
      return error.errors[0]?.detail ?? error.detail;
    case 401:
      return "This e-mail address and this password do not belong together. Check both; capital letters count in the password.";
    case 403:
      return error.detail || "This account may not sign in. Ask your administrator.";
    case 429:
      return "Too many tries. Wait a minute, then try again.";
    default:
      return "The server has trouble. Nothing is wrong with your password; try again in a minute.";
  }
}
