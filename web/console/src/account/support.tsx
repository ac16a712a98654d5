import { useEffect } from "preact/hooks";
import type { SupportNote } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { countUp } from "../format/time.ts";
import { useNow } from "../now.ts";
import { Icon } from "../ui/icon.tsx";

/** How often the server is asked, once the time is over by this computer's clock: only the server's word ends it. */
const ASK_MILLIS = 10_000;

/** On every page while somebody is here as support: who, for whom, why, for how long still, and the way out. */
export function SupportBanner({ note, customer }: { note: SupportNote; customer: string }) {
  const { leaveSupport, renewSession } = useConsole();
  const now = useNow(1_000);
  const left = note.until - now;
  const asked = left > 0 ? 0 : 1 + Math.floor(-left / ASK_MILLIS);
  useEffect(() => {
    if (asked > 0) renewSession();
  }, [asked]);
  return (
    <aside class="support-banner" aria-label="Support session">
      <Icon name="shield" />
      <div class="grow">
        <p>
          <b>
            {note.by.name} of {note.by.organization.name}
          </b>{" "}
          is in <b>{customer}</b>’s account as support. Every act is in their audit log under both names.
        </p>
        <p class="small">
          Reason: {note.reason} · <span class="num">{left > 0 ? `${countUp(left)} left` : "the time is over"}</span>
        </p>
      </div>
      <button type="button" class="btn" onClick={leaveSupport}>
        Leave
      </button>
      <span class="unseen" role="status">
        {left > 0 && left < 60_000 ? "This support session ends in less than a minute." : ""}
      </span>
    </aside>
  );
}
