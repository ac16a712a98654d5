import { useState } from "preact/hooks";
import type { FeePosted } from "../../api/shapes.ts";
import { packageName } from "../../billing/cards.tsx";
import { longDay } from "../../billing/days.ts";
import { countOf } from "../../billing/money.ts";
import { useConsole } from "../../console.ts";
import { TextField } from "../../ui/form.tsx";
import type { ActProps } from "./act.ts";
import { said } from "./fields.tsx";
import { PostingDialog } from "./posting.tsx";

interface Fee {
  readonly months: number;
  readonly reference?: string;
}

/** The monthly fee came: the credits can be used for so many months more. */
export function RecordFee({ organization, balance, onClose, moved }: ActProps) {
  const { api, toasts } = useConsole();
  const { usableUntil } = balance.credits;
  const [months, setMonths] = useState("1");
  const [reference, setReference] = useState("");
  return (
    <PostingDialog<Fee, FeePosted>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="fee"
      title={`Monthly fee: ${organization.name}`}
      busyWords="Posting…"
      onClose={onClose}
      read={() => {
        const found = countOf(months, "months", 12);
        return "fault" in found ? { faults: { "/months": found.fault } } : { body: { months: found.count, ...said("reference", reference) } };
      }}
      words={(problem) => (problem.slug === "no-price" ? problem.detail : undefined)}
      fields={(form) => (
        <>
          <p>You have received the fee of the package {packageName(balance.package)}. {usableUntil === undefined ? "None was paid so far." : `It is paid until ${longDay(usableUntil, organization.timezone)}.`}</p>
          <TextField label="Months" inputMode="numeric" maxLength={2} autocomplete="off" value={months} error={form.fault("/months")} hint="From 1 to 12, counted from the day of the first payment." onInput={setMonths} />
          <TextField label="Reference" optional hint="What the payment is called where it was made." maxLength={100} value={reference} error={form.fault("/reference")} onInput={setReference} />
        </>
      )}
      sure={(body) => (
        <p>
          Record <b>{body.months === 1 ? "one month" : `${body.months} months`}</b> of the fee as paid{body.reference === undefined ? "" : ` (${body.reference})`}? Frozen credits come back with it.
        </p>
      )}
      act={(body) => (body.months === 1 ? "Record one month" : `Record ${body.months} months`)}
      send={(body, key) => api.payFee(organization.id, body, key)}
      done={(answer) => {
        toasts.say(`The fee is paid until ${longDay(answer.usableUntil, organization.timezone)}.`);
        moved();
      }}
    />
  );
}
