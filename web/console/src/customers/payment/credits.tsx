import { useState } from "preact/hooks";
import type { Posted } from "../../api/shapes.ts";
import { countOf, credits } from "../../billing/money.ts";
import { useConsole } from "../../console.ts";
import { TextField } from "../../ui/form.tsx";
import type { ActProps } from "./act.ts";
import { FromTo, PostingDialog } from "./posting.tsx";

interface Given {
  readonly credits: number;
  readonly memo: string;
}

/** Interaction credits by hand: for a trial, or to make good; and back. */
export function MoveCredits({ act, organization, balance, onClose, moved }: ActProps & { act: "give-credits" | "take-credits" }) {
  const { api, toasts } = useConsole();
  const { available, posted } = balance.credits;
  const gives = act === "give-credits";
  const [text, setText] = useState(gives || available <= 0 ? "" : String(available));
  const [memo, setMemo] = useState("");
  return (
    <PostingDialog<Given, Posted>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={act}
      title={`${gives ? "Give" : "Take"} interaction credits: ${organization.name}`}
      busyWords="Posting…"
      danger={!gives}
      onClose={onClose}
      read={() => {
        const found = countOf(text, "credits", 100_000);
        const faults = {
          ...("fault" in found ? { "/credits": found.fault } : !gives && found.count > available ? { "/credits": `Only ${credits(Math.max(0, available))} are free.` } : {}),
          ...(memo.trim() === "" ? { "/memo": "Write why: it stands in the history." } : {}),
        };
        if (Object.keys(faults).length > 0 || "fault" in found) return { faults };
        return { body: { credits: found.count, memo: memo.trim() } };
      }}
      fields={(form) => (
        <>
          <p>{gives ? "Without money: for a trial, or to make good." : "Without money back. Those in use by chats going on now stay."}</p>
          <TextField label="How many" inputMode="numeric" maxLength={6} autocomplete="off" value={text} error={form.fault("/credits")} hint={`${credits(available)} can be used now.`} onInput={setText} />
          <TextField label="Why" maxLength={200} value={memo} error={form.fault("/memo")} hint="Stands in the history, for the customer too." onInput={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            {gives ? "Give" : "Take"} <b>{credits(body.credits)}</b> {gives ? "to" : "from"} {organization.name}? “{body.memo}”
          </p>
          <FromTo name="Credits" from={posted.toLocaleString("en")} to={(posted + (gives ? body.credits : -body.credits)).toLocaleString("en")} />
        </>
      )}
      act={(body) => `${gives ? "Give" : "Take"} ${credits(body.credits)}`}
      send={(body, key) => (gives ? api.grantCredits : api.takeCredits)(organization.id, body, key)}
      done={(_, body) => {
        toasts.say(`${credits(body.credits)} ${gives ? "were given" : "were taken back"}.`);
        moved();
      }}
    />
  );
}
