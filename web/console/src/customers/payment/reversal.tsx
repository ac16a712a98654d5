import { useState } from "preact/hooks";
import type { LedgerItem, Posted } from "../../api/shapes.ts";
import { credits, money } from "../../billing/money.ts";
import { kindWords, reversalWords } from "../../billing/words.ts";
import { useConsole } from "../../console.ts";
import { TextField } from "../../ui/form.tsx";
import type { ActProps } from "./act.ts";
import { PostingDialog } from "./posting.tsx";

/** Entries never change: the opposite is posted, and says what it reverses. */
export function Reverse({ organization, item, unit, onClose, moved }: Pick<ActProps, "organization" | "onClose" | "moved"> & { item: LedgerItem; unit: "wallet" | "credits" }) {
  const { api, toasts } = useConsole();
  const [memo, setMemo] = useState("");
  const what = reversalWords(item);
  const sum = unit === "credits" ? credits(Math.abs(item.minor)) : money(Math.abs(item.minor), organization.currency);
  return (
    <PostingDialog<{ memo: string }, Posted>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={`reversal ${item.id}`}
      title="Reverse this entry"
      busyWords="Posting…"
      danger
      onClose={onClose}
      read={() => (memo.trim() === "" ? { faults: { "/memo": "Write why: it stands in the history." } } : { body: { memo: memo.trim() } })}
      fields={(form) => (
        <>
          <p>
            {kindWords(item, unit)}, <b class="num">{sum}</b>. An entry is never changed: its opposite is posted, and both stay in the history.
          </p>
          {what !== undefined && <p>{what}</p>}
          <TextField label="Why" maxLength={200} value={memo} error={form.fault("/memo")} hint="Stands in the history, for the customer too." onInput={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            Post the opposite of “{kindWords(item, unit)}, {sum}”? “{body.memo}”
          </p>
          {what !== undefined && <p>{what}</p>}
        </>
      )}
      act={() => "Reverse the entry"}
      send={(body, key) => api.reverse(organization.id, item.id, body.memo, key)}
      done={() => {
        toasts.say("The entry is reversed.");
        moved();
      }}
    />
  );
}
