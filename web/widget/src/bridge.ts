/**
 * What the loader on the host's page and the chat in its frame tell each other. The frame tells nothing that the page
 * could not be trusted with: no text, no token, only that something happened.
 */
export type ToFrame =
  | { firstbell: 1; kind: "hello"; page: { url: string; title: string }; open: boolean; sheet: boolean }
  | { firstbell: 1; kind: "shown"; open: boolean; sheet: boolean; page: { url: string; title: string } };

export type EventName = "ready" | "open" | "close" | "unread" | "start" | "accept" | "end";

export type ToHost =
  | { firstbell: 1; kind: "ready" }
  | { firstbell: 1; kind: "close" }
  /** `keep`: there is a chat that the next page should load quietly. */
  | { firstbell: 1; kind: "state"; unread: number; keep: boolean }
  | { firstbell: 1; kind: "event"; name: EventName; detail?: string };
