import { useState } from "preact/hooks";
import type { BalanceMeant } from "../../api/shapes.ts";
import { minorOf, money, typed } from "../../billing/money.ts";
import { useConsole } from "../../console.ts";
import type { ActProps } from "./act.ts";
import { AmountField } from "./fields.tsx";
import { FromTo, PostingDialog } from "./posting.tsx";

/** How far a postpaid customer may go into debt. */
export function SetLimit({ organization, balance, onClose, moved }: ActProps) {
  const { api, toasts } = useConsole();
  const { currency, posted, limit = 0 } = balance.wallet;
  const debt = Math.max(0, -posted);
  const [text, setText] = useState(typed(limit, currency));
  return (
    <PostingDialog<{ minor: number }, BalanceMeant>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="limit"
      title={`Credit limit: ${organization.name}`}
      busyWords="Setting…"
      onClose={onClose}
      read={() => {
        const found = /^0+([.,]0*)?$/u.test(text.trim()) ? { minor: 0 } : minorOf(text, currency);
        if ("fault" in found) return { faults: { "/minor": found.fault } };
        return found.minor < debt ? { faults: { "/minor": `${money(debt, currency)} is owed already: clear some of it first.` } } : { body: { minor: found.minor } };
      }}
      fields={(form) => (
        <>
          <p>So far this customer may go into debt. With 0 nothing can be bought on the account.</p>
          <AmountField currency={currency} value={text} onInput={setText} error={form.fault("/minor")} hint={debt === 0 ? "Nothing is owed now." : `${money(debt, currency)} is owed now.`} />
        </>
      )}
      sure={(body) => (
        <>
          <p>Set the credit limit of {organization.name}?</p>
          <FromTo name="Limit" from={money(limit, currency)} to={money(body.minor, currency)} />
        </>
      )}
      act={(body) => `Set to ${money(body.minor, currency)}`}
      send={(body) => api.setCreditLimit(organization.id, body.minor)}
      done={(answer) => {
        toasts.say("The credit limit is set.");
        moved(answer);
      }}
    />
  );
}
