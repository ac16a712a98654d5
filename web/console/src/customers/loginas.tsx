import { useState } from "preact/hooks";
import type { Organization, SignedIn } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { tidy } from "./draft.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, FormNotice, SelectField, TextField, useForm } from "../ui/form.tsx";

const MINUTES = [15, 30, 60] as const;

/** What is wrong with a reason; the customer reads it. */
export function reasonFault(reason: string): string | undefined {
  const length = [...reason.trim()].length;
  if (length < 10) return "Write a sentence: at least 10 characters. The customer can read it in the audit log.";
  if (length > 500) return `The reason has ${length} characters; 500 is the most.`;
  return undefined;
}

/** Enters the customer's account in this tab, for a while, under both names. */
export function LogInAs({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { api, enterSupport } = useConsole();
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState<number>(15);
  const form = useForm({
    read: () => {
      const fault = reasonFault(reason);
      return fault === undefined ? { body: { reason: tidy(reason), minutes } } : { faults: { "/reason": fault } };
    },
    send: (body, key) => api.enterSupport(organization.id, body.reason, body.minutes, key),
    done: (session: SignedIn) => enterSupport(session),
  });
  return (
    <Dialog title={`Log in as ${organization.name}`} onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <p>
          This tab shows the customer’s account until the time is over or you leave it. Everything you do stands in the customer’s audit log under both names. Passwords, e-mail addresses, API keys and billing stay closed to you.
        </p>
        <TextField
          label="Reason"
          hint="The customer can read it."
          placeholder="Asked by Ana on the phone to set up the room Sales"
          rows={3}
          maxLength={500}
          value={reason}
          error={form.fault("/reason")}
          onInput={setReason}
        />
        <SelectField label="For how long" value={String(minutes)} error={form.fault("/minutes")} options={MINUTES.map((one) => [String(one), `${one} minutes`] as const)} onChange={(value) => setMinutes(Number(value))} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Logging in…">
            Log in as {organization.name}
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}
