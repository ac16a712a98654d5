import { asProblem, type ApiProblem } from "../api/problem.ts";

/** Does something to what is shown; when somebody was faster, what is shown is fetched again before the refusal is said. */
export async function orFresh<T>(act: () => Promise<T>, again: () => unknown): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (asProblem(error).status === 412) await again();
    throw error;
  }
}

/** For a question that was asked about something older. */
export function staleWords(problem: ApiProblem): string | undefined {
  return problem.status === 412 ? "Somebody changed this meanwhile. It is shown as it is now: look, and press again." : undefined;
}
