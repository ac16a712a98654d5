/** The service worker: the console's own files, kept for a moment without a network, and what a click on a notification opens. */
import { chatAddress, isShell, windowFor, type OpenChat } from "./shell.ts";

interface WindowClient {
  readonly url: string;
  readonly focused: boolean;
  readonly visibilityState: string;
  focus(): Promise<unknown>;
  postMessage(message: OpenChat): void;
}

interface NotificationClick {
  readonly notification: { readonly data: { readonly chat?: string } | null; close(): void };
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerScope {
  addEventListener(type: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listener: (event: { request: Request; respondWith(answer: Promise<Response>): void }) => void): void;
  addEventListener(type: "notificationclick", listener: (event: NotificationClick) => void): void;
  skipWaiting(): Promise<void>;
  clients: {
    claim(): Promise<void>;
    matchAll(which: { type: "window"; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(address: string): Promise<unknown>;
  };
  location: Location;
}

const worker = globalThis as unknown as WorkerScope;
const SHELL = "firstbell-shell-1";
const FILES = ["/", "/assets/console.js", "/assets/console.css", "/assets/bell.svg"];

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("firstbell-shell-") && name !== SHELL).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!isShell(request.method, request.url, request.mode, worker.location.origin)) return;
  event.respondWith(networkFirst(request));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const chat = event.notification.data?.chat;
  if (chat !== undefined) event.waitUntil(openChat(chat));
});

async function openChat(chat: string): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const found = windowFor(windows, worker.location.origin);
  if (found === undefined) return void (await worker.clients.openWindow(chatAddress(chat)));
  await found.focus();
  found.postMessage({ type: "open-chat", chat });
}

/** What is deployed is what is used; what was kept only stands in while there is no network. */
async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const key = request.mode === "navigate" ? "/" : request;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await cache.put(key, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(key, { ignoreVary: true });
    if (kept === undefined) throw error;
    return kept;
  }
}
