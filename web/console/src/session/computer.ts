import { newCid, type Storage } from "@firstbell/protocol";

/** This computer (this browser on it), the same for everybody who signs in here. With "takeover" the newest one rings. */
export function computerId(storage: Storage): string {
  const kept = storage.get("computer") ?? newCid().slice(0, 12);
  storage.set("computer", kept);
  return kept;
}

/**
 * Names this window of this computer. Each window has its own presence with the server, so that closing one does not
 * make the agent unavailable in the other.
 */
export function windowId(storage: Storage): string {
  return `${computerId(storage)}-${newCid().slice(0, 6)}`;
}
