import { useEffect, useState } from "preact/hooks";

/** The time, drawn again every `millis`; 0 stands still. */
export function useNow(millis: number): number {
  const [now, set] = useState(() => Date.now());
  useEffect(() => {
    if (millis === 0) return undefined;
    set(Date.now());
    const timer = setInterval(() => set(Date.now()), millis);
    return () => clearInterval(timer);
  }, [millis]);
  return now;
}
