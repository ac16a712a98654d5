import { newCid } from "@firstbell/protocol";

/**
 * The Idempotency-Keys of money that was sent and never answered. A dialog may be closed and opened again meanwhile:
 * the same payment goes under the same key, so that it is posted once.
 */
const open = new Map<string, string>();

function nameOf(organization: string, what: string, body: unknown): string {
  return `${organization} ${what} ${JSON.stringify(body)}`;
}

export function keyFor(organization: string, what: string, body: unknown): string {
  const name = nameOf(organization, what, body);
  const key = open.get(name) ?? newCid();
  open.set(name, key);
  return key;
}

/** It was answered, by a yes or a no: the same once more is another payment. */
export function answered(organization: string, what: string, body: unknown): void {
  open.delete(nameOf(organization, what, body));
}
