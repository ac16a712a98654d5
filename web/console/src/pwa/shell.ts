/** Whether a request is for the console's own page or files. The API, the socket, the widget and the docs are not. */
export function isShell(method: string, address: string, mode: string, origin: string): boolean {
  if (method !== "GET") return false;
  const url = new URL(address);
  if (url.origin !== origin) return false;
  if (mode === "navigate") return url.pathname === "/" || url.pathname === "/index.html";
  return url.pathname.startsWith("/assets/");
}

/** What the worker tells a window when a notification was clicked. */
export interface OpenChat {
  readonly type: "open-chat";
  readonly chat: string;
}

export function isOpenChat(data: unknown): data is OpenChat {
  return typeof data === "object" && data !== null && "type" in data && data.type === "open-chat" && "chat" in data && typeof data.chat === "string";
}

export interface Window {
  readonly url: string;
  readonly focused?: boolean;
  readonly visibilityState?: string;
}

/** The window that a click on a notification brings to the front: a console, the one in sight before one behind. */
export function windowFor<W extends Window>(windows: readonly W[], origin: string): W | undefined {
  const consoles = windows.filter(({ url }) => {
    const address = new URL(url);
    return address.origin === origin && (address.pathname === "/" || address.pathname === "/index.html");
  });
  return consoles.find(({ focused }) => focused === true) ?? consoles.find(({ visibilityState }) => visibilityState === "visible") ?? consoles[0];
}

/** Where a chat is read: it says whether it still rings. */
export function chatAddress(chat: string): string {
  return `/#/chats/${encodeURIComponent(chat)}`;
}
