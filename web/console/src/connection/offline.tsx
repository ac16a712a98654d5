import { useEffect, useState } from "preact/hooks";

/** For who has no connection whose state would tell: that this computer is offline, while it is. */
export function OfflinePill() {
  const [online, setOnline] = useState(() => navigator.onLine);
  useEffect(() => {
    const changed = () => setOnline(navigator.onLine);
    addEventListener("online", changed);
    addEventListener("offline", changed);
    return () => {
      removeEventListener("online", changed);
      removeEventListener("offline", changed);
    };
  }, []);
  return (
    <span role="status">
      {!online && (
        <span class="pill" title="Nothing can be saved until the network is back; what you typed stays.">
          <span class="dot bad" aria-hidden="true" /> Offline
        </span>
      )}
    </span>
  );
}
