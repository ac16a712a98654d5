import { useState } from "preact/hooks";
import type { ApiProblem } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import type { Organization } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { orFresh, staleWords } from "../portal/fresh.ts";
import { pageRoute } from "../route.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { tidy } from "./draft.ts";
import { meaning, money, notZero } from "./money.ts";

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

/** Only with the balance at exactly zero; otherwise says what is left, and asks for nothing. */
export function Delete({ organization, onClose, again }: Omit<Props, "onDone">) {
  const { api, go, toasts } = useConsole();
  const balance = useResource(() => api.balance(organization.id), [organization.id]);
  const { state } = balance;
  if (state.kind === "ready" && state.value.minor !== 0) {
    return (
      <Dialog title={`${organization.name} cannot be deleted yet`} onClose={onClose}>
        <p>{notZero(state.value.minor, state.value.currency, state.value.means)}</p>
        <div class="acts end">
          <button
            type="button"
            class="btn primary"
            onClick={() => {
              onClose();
              go(pageRoute("customers", [organization.id, "payment"]));
            }}
          >
            To the payment
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Confirm
      title={`Delete ${organization.name}?`}
      act="Delete the customer"
      busyWords="Deleting…"
      typed={organization.name}
      onClose={onClose}
      words={(problem) => refusal(problem, organization)}
      onConfirm={async () => {
        await orFresh(() => api.deleteOrganization(organization.id, organization.version), again);
        toasts.say(`${organization.name} is deleted.`);
        go(pageRoute("customers"));
      }}
    >
      <p>
        The balance is {state.kind === "ready" ? money(state.value.minor, state.value.currency) : "being looked at"}. Nobody of this customer can sign in any more, the widget disappears, and API keys stop. Chats and the audit log are
        kept until the retention time is over. This cannot be undone here.
      </p>
    </Confirm>
  );
}

function refusal(problem: ApiProblem, organization: Organization): string | undefined {
  if (problem.slug !== "balance-not-zero") return staleWords(problem);
  const left = problem.more["balance"];
  if (typeof left !== "object" || left === null) return problem.detail || undefined;
  const { minor, currency } = left as { minor?: unknown; currency?: unknown };
  if (typeof minor !== "number") return problem.detail || undefined;
  return notZero(minor, typeof currency === "string" ? currency : organization.currency, meaning(minor, organization.pricing));
}
