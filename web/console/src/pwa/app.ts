import { Cell } from "../cell.ts";

/** `offered`: the browser would install the console now. `installed`: this window is the app. `by-hand`: its own menu can. */
export type Installing = "offered" | "installed" | "by-hand";

/** Chromium's own event; the standard has none. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

export const installing = new Cell<Installing>("by-hand");
let offer: InstallEvent | undefined;

/** Listens from the first moment: the browser makes its offer once, early. */
export function watchInstall(): void {
  if (matchMedia("(display-mode: standalone)").matches) installing.set("installed");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallEvent;
    installing.set("offered");
  });
  addEventListener("appinstalled", () => installing.set("installed"));
}

export async function install(): Promise<void> {
  const mine = offer;
  offer = undefined;
  if (mine === undefined) return;
  await mine.prompt();
  const { outcome } = await mine.userChoice;
  installing.set(outcome === "accepted" ? "installed" : "by-hand");
}

/** The page's own worker: it lets the console be installed and opens it without a network. It never keeps the API's answers. */
export async function registerWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(ownScript("/sw.js"), { scope: "/" });
  } catch {
    // Private windows and old browsers: the console works without it.
  }
}

interface ScriptPolicy {
  createScriptURL(path: string): string;
}

/** The pages' policy lets no plain text become a script's address; this one address may. */
function ownScript(path: "/sw.js"): string {
  const types = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy } }).trustedTypes;
  return types === undefined ? path : types.createPolicy("firstbell-worker", { createScriptURL: (text) => (text === "/sw.js" ? text : "") }).createScriptURL(path);
}
