import { newCid } from "@firstbell/protocol";

export interface Term {
  /** Gives the lead up, so that another tab gets it. */
  end(): void;
}

/**
 * Calls `lead` once, when this tab is the one that leads. Web Locks where they are: the browser itself passes the lead
 * on when a tab goes. Elsewhere tabs say every 2 s who leads, and the first to miss that for a while takes over; two
 * leaders for a moment do no harm, since messages are stored once by their `cid`.
 */
export function elect(name: string, shared: boolean, lead: () => void): Term {
  if (!shared) {
    lead();
    return { end: () => {} };
  }
  if (navigator.locks) {
    let end = () => {};
    void navigator.locks.request(name, () => {
      lead();
      return new Promise<void>((resolve) => (end = resolve));
    });
    return { end: () => end() };
  }
  const channel = new BroadcastChannel(name + ".lead");
  const me = newCid();
  let leading = false;
  let timer = 0;
  const wait = (millis: number) => {
    clearTimeout(timer);
    timer = setTimeout(claim, millis) as unknown as number;
  };
  const claim = () => {
    if (!leading) lead();
    leading = true;
    channel.postMessage(me);
    wait(2_000);
  };
  channel.onmessage = () => {
    if (!leading) wait(5_000 + Math.random() * 2_000);
  };
  wait(300 + Math.random() * 300);
  return {
    end() {
      clearTimeout(timer);
      channel.close();
    },
  };
}
