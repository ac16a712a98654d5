import { useState } from "preact/hooks";
import type { Posted } from "../../api/shapes.ts";
import { minorOf, money, typed } from "../../billing/money.ts";
import { useConsole } from "../../console.ts";
import type { ActProps } from "./act.ts";
import { AmountField, Notes, said } from "./fields.tsx";
import { FromTo, PostingDialog } from "./posting.tsx";

interface Money {
  readonly minor: number;
  readonly reference?: string;
  readonly memo?: string;
}

const MONEY = {
  add: { what: "top-up", title: "Add credit", act: "Add", done: "was added.", lead: "You have received it: it is the customer’s credit from now on." },
  withdraw: { what: "withdrawal", title: "Withdraw credit", act: "Withdraw", done: "was withdrawn.", lead: "You have paid it back: the customer’s credit is less by so much." },
  "clear-debt": { what: "debt-payment", title: "Clear the debt", act: "Clear", done: "was received.", lead: "You have received it: the customer owes less by so much." },
} as const;

/** Adds, withdraws, or clears a debt: an amount with a reference and a note. */
export function MoveMoney({ act, organization, balance, onClose, moved }: ActProps & { act: keyof typeof MONEY }) {
  const { api, toasts } = useConsole();
  const { currency, posted, available } = balance.wallet;
  const most = act === "withdraw" ? Math.max(0, available) : act === "clear-debt" ? Math.max(0, -posted) : undefined;
  const [text, setText] = useState(most === undefined || most === 0 ? "" : typed(most, currency));
  const [reference, setReference] = useState("");
  const [memo, setMemo] = useState("");
  const words = MONEY[act];
  const send = { add: api.topUp, withdraw: api.withdraw, "clear-debt": api.payDebt }[act];
  const after = (minor: number) => (act === "withdraw" ? posted - minor : posted + minor);
  return (
    <PostingDialog<Money, Posted>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={words.what}
      title={`${words.title}: ${organization.name}`}
      busyWords="Posting…"
      danger={act === "withdraw"}
      onClose={onClose}
      read={() => {
        const found = minorOf(text, currency);
        if ("fault" in found) return { faults: { "/minor": found.fault } };
        if (most !== undefined && found.minor > most) {
          return { faults: { "/minor": act === "withdraw" ? `Only ${money(most, currency)} is there.` : `Only ${money(most, currency)} is owed.` } };
        }
        return { body: { minor: found.minor, ...said("reference", reference), ...said("memo", memo) } };
      }}
      fields={(form) => (
        <>
          <p>{words.lead}</p>
          <AmountField currency={currency} value={text} onInput={setText} error={form.fault("/minor")} hint={most === undefined ? undefined : act === "withdraw" ? `${money(most, currency)} is there.` : `${money(most, currency)} is owed.`} />
          <Notes form={form} reference={reference} setReference={setReference} memo={memo} setMemo={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            {words.act} <b class="num">{money(body.minor, currency)}</b>
            {body.reference !== undefined && <> ({body.reference})</>} {act === "withdraw" ? "from" : "for"} {organization.name}?
          </p>
          <FromTo name="Balance" from={money(posted, currency)} to={money(after(body.minor), currency)} />
        </>
      )}
      act={(body) => `${words.act} ${money(body.minor, currency)}`}
      send={(body, key) => send(organization.id, body, key)}
      done={(_, body) => {
        toasts.say(`${money(body.minor, currency)} ${words.done}`);
        moved();
      }}
    />
  );
}
