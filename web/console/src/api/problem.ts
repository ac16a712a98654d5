import { Problem } from "@firstbell/protocol";

/** A refusal of the API with its stable kind: the last part of `urn:firstbell:problem:{slug}`. */
export class ApiProblem extends Problem {
  constructor(
    status: number,
    readonly slug: string,
    title: string,
    detail: string,
    errors: readonly { pointer: string; detail: string }[] = [],
    /** Members of their own, like `balance` of `balance-not-zero`. */
    readonly more: Readonly<Record<string, unknown>> = {},
    readonly retryAfterSeconds?: number,
  ) {
    super(status, title, detail, errors);
  }
}

/** Reads an answer that is not a success; what is no problem+json becomes one. */
export function problemOf(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const found: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  const { type, title, detail, errors, status: _, ...more } = found;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const seconds = Number(retryAfter);
  return new ApiProblem(
    status,
    text(type).split(":").at(-1) ?? "",
    text(title) || `Error ${status}`,
    text(detail),
    Array.isArray(errors) ? errors.filter((one) => typeof one?.pointer === "string").map((one) => ({ pointer: one.pointer, detail: text(one.detail) })) : [],
    more,
    retryAfter !== null && Number.isFinite(seconds) ? seconds : undefined,
  );
}

export function noAnswer(): ApiProblem {
  return new ApiProblem(0, "no-answer", "No answer", "The server does not answer. Check your network, then try again.");
}

/** Whatever was thrown, as a problem. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof Problem) return new ApiProblem(error.status, "", error.title, error.detail, error.errors);
  return new ApiProblem(0, "here", "Something went wrong here", "Something went wrong in this page. Reload it, then try again.");
}

/** How long the server asks to wait (Retry-After), as people say it; a minute where it does not say. */
export function waitWords(seconds: number | undefined): string {
  if (seconds === undefined) return "a minute";
  if (seconds < 90) return seconds === 1 ? "a second" : `${Math.max(1, Math.ceil(seconds))} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** What a person reads, where a page has no better words of its own. */
export function problemWords(problem: ApiProblem): string {
  switch (problem.status) {
    case 0:
      return problem.detail;
    case 400:
      return problem.errors.length > 0 ? "Look at the marked fields." : problem.detail || "The server could not read this.";
    case 401:
      return "Your session has ended. Sign in again.";
    case 403:
      return problem.detail || "You are not allowed to do this. Ask your administrator.";
    case 404:
      return "This is not here any more. Somebody may have deleted it.";
    case 412:
      return "Somebody else changed this meanwhile. Load it again, then make your change.";
    case 413:
      return problem.detail || "This is too big.";
    case 429:
      return `Too many requests. Try again in ${waitWords(problem.retryAfterSeconds)}.`;
    default:
      return problem.status >= 500 ? "The server has trouble. Nothing was lost; try again in a minute." : problem.detail || problem.title;
  }
}
