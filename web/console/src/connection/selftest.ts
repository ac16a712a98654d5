import { Problem, type Ticket } from "@firstbell/protocol";

/** The steps in their order; each needs the one before. */
export const STEPS = ["network", "signin", "ticket", "socket"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Readonly<Record<Step, string>> = {
  network: "Network: the server’s pages",
  signin: "Sign-in: your session",
  ticket: "Ticket: permission for a connection",
  socket: "WebSocket: a word there and back",
};

export type Result =
  | { readonly state: "waiting" }
  | { readonly state: "running" }
  | { readonly state: "good"; readonly millis: number }
  | { readonly state: "bad"; readonly advice: string }
  | { readonly state: "skipped" };

export type Results = Readonly<Record<Step, Result>>;

export const UNTESTED: Results = {
  network: { state: "waiting" },
  signin: { state: "waiting" },
  ticket: { state: "waiting" },
  socket: { state: "waiting" },
};

/** What the test touches. Each rejects when its step fails. */
export interface TestPorts {
  readonly page: () => Promise<void>;
  readonly session: () => Promise<unknown>;
  readonly ticket: () => Promise<Ticket>;
  /** Opens a second connection, asks `ping`, waits for `pong`, closes. */
  readonly socket: (ticket: Ticket) => Promise<void>;
  readonly millis: () => number;
}

/** Checks each step in turn, stops at the first that fails, and tells after each how it stands. */
export async function selfTest(ports: TestPorts, tell: (results: Results) => void): Promise<Results> {
  let results: Results = UNTESTED;
  let ticket: Ticket | undefined;
  const steps: Readonly<Record<Step, () => Promise<unknown>>> = {
    network: ports.page,
    signin: ports.session,
    ticket: async () => {
      ticket = await ports.ticket();
    },
    socket: () => (ticket === undefined ? Promise.reject(new Error("no ticket")) : ports.socket(ticket)),
  };
  for (const [place, step] of STEPS.entries()) {
    results = { ...results, [step]: { state: "running" } };
    tell(results);
    const start = ports.millis();
    try {
      await steps[step]();
      results = { ...results, [step]: { state: "good", millis: ports.millis() - start } };
      tell(results);
    } catch (error) {
      results = { ...results, [step]: { state: "bad", advice: advice(step, error) } };
      for (const later of STEPS.slice(place + 1)) results = { ...results, [later]: { state: "skipped" } };
      tell(results);
      break;
    }
  }
  return results;
}

/** What failed, and what to do about it. */
export function advice(step: Step, error: unknown): string {
  const status = error instanceof Problem ? error.status : undefined;
  switch (step) {
    case "network":
      return "The server’s pages do not open. Check the cable or the Wi-Fi, and whether another site opens. If others do, the server is down: it will be back by itself.";
    case "signin":
      return status === 401
        ? "The session has ended. Sign out and in again."
        : "The page opens, but the server’s sign-in does not answer. Try again in a minute; if it stays, tell your administrator.";
    case "ticket":
      return status === 401
        ? "The session is not good for a connection. Sign out and in again."
        : status === 429
          ? "Too many tries in a short time. Wait a minute and test again."
          : "The server gave no ticket. Try again in a minute; if it stays, tell your administrator.";
    case "socket":
      return "The WebSocket does not open. A proxy, a firewall or a browser extension may block it (wss, port 443): ask the people who run your network to allow this site, or try another network.";
  }
}

/** The real WebSocket step: a connection of its own, beside the one in use. */
export function socketStep(ticket: Ticket, millis: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(ticket.socket, ["firstbell.v1", `ticket.${ticket.ticket}`]);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.onclose = null;
      socket.close();
      settle();
    };
    const timer = setTimeout(() => done(() => reject(new Error("no answer"))), millis);
    socket.onopen = () => socket.send(JSON.stringify({ action: "ping", cid: "self-test" }));
    socket.onmessage = (event) => {
      if (String(event.data).includes('"pong"')) done(resolve);
    };
    socket.onclose = () => done(() => reject(new Error("closed")));
  });
}
