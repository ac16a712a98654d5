import { useState } from "preact/hooks";
import { asProblem } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import type { Organization, StandingRow } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { orFresh, staleWords } from "../portal/fresh.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { tidy } from "./draft.ts";
import { obstacle, standingIn, standingOf } from "./money.ts";

interface Props {
  readonly organization: Organization;
  readonly onClose: () => void;
  readonly onDone: (organization: Organization) => void;
  /** Somebody else was faster: fetches the customer again. */
  readonly again: () => void;
}

/** Sign-in and widget off, nothing lost. The reason is in the customer's audit log. */
export function Suspend({ organization, onClose, onDone, again }: Props) {
  const { api, toasts } = useConsole();
  const [reason, setReason] = useState("");
  const form = useForm({
    read: () => (reason.trim() === "" ? { faults: { "/reason": "Write why: whoever looks into the audit log later wants to know." } } : { body: tidy(reason) }),
    send: (body) => orFresh(() => api.suspend(organization.id, organization.version, body), again),
    words: staleWords,
    done: (answer: Organization) => {
      toasts.say(`${organization.name} is suspended.`);
      onDone(answer);
      onClose();
    },
  });
  return (
    <Dialog title={`Suspend ${organization.name}?`} onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <p>Its members are signed out within seconds and cannot sign in, its widget disappears, and its API keys are refused. Nothing is deleted: Resume brings everything back.</p>
        <TextField label="Reason" hint="Stands in the customer’s audit log." rows={3} maxLength={500} value={reason} error={form.fault("/reason")} onInput={setReason} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Suspending…" class="btn stop sure">
            Suspend
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}

export function Resume({ organization, onClose, onDone, again }: Props) {
  const { api, toasts } = useConsole();
  return (
    <Confirm
      title={`Resume ${organization.name}?`}
      act="Resume"
      busyWords="Resuming…"
      danger={false}
      onClose={onClose}
      words={staleWords}
      onConfirm={async () => {
        onDone(await orFresh(() => api.resume(organization.id, organization.version), again));
        toasts.say(`${organization.name} is active again.`);
      }}
    >
      <p>Members can sign in again, and the widget comes back on its sites.</p>
    </Confirm>
  );
}

/** Only with the balance at exactly zero; otherwise says which rows are left, with the way to clear each. */
export function Delete({ organization, onClose, again }: Omit<Props, "onDone">) {
  const { api, go, toasts } = useConsole();
  const balance = useResource(() => api.balance(organization.id), [organization.id]);
  const [refused, setRefused] = useState<readonly StandingRow[]>([]);
  const { state } = balance;
  const left = refused.length > 0 ? refused : state.kind === "ready" ? standingOf(state.value) : [];
  if (left.length > 0) return <InTheWay organization={organization} rows={left} onClose={onClose} />;
  return (
    <Confirm
      title={`Delete ${organization.name}?`}
      act="Delete the customer"
      busyWords="Deleting…"
      typed={organization.name}
      onClose={onClose}
      words={(problem) => (problem.slug === "balance-not-zero" ? problem.detail || undefined : staleWords(problem))}
      onConfirm={async () => {
        try {
          await orFresh(() => api.deleteOrganization(organization.id, organization.version), again);
        } catch (error) {
          // A payment came at the same moment: it is said which, not only that.
          const problem = asProblem(error);
          if (problem.slug === "balance-not-zero") setRefused(standingIn(problem.more["standing"]));
          throw error;
        }
        toasts.say(`${organization.name} is deleted.`);
        go(pageRoute("customers"));
      }}
    >
      <p>
        {state.kind === "ready" ? "The balance is zero, and no interaction credits are left." : "The balance is being looked at."} Nobody of this customer can sign in any more, the widget disappears, and API keys stop. Chats and the audit log are
        kept until the retention time is over. This cannot be undone here.
      </p>
    </Confirm>
  );
}

function InTheWay({ organization, rows, onClose }: { organization: Organization; rows: readonly StandingRow[]; onClose: () => void }) {
  return (
    <Dialog title={`${organization.name} cannot be deleted yet`} onClose={onClose}>
      <p>A customer is deleted with everything settled, so that nobody’s money disappears. In the way {rows.length === 1 ? "is" : "are"}:</p>
      <ul class="own-list in-the-way">
        {rows.map((row) => {
          const { words, act, begin } = obstacle(row);
          return (
            <li key={`${row.account} ${row.means}`}>
              <span class="grow">{words}</span>
              <a class="btn" href={hashOf(pageRoute("customers", [organization.id, "payment"], begin === "" ? {} : { do: begin }))} onClick={onClose}>
                {act}
              </a>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
