import { useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { Organization, Terms } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Busy, Check, FormNotice, useForm } from "../ui/form.tsx";
import { Section } from "../ui/page.tsx";
import { orFresh, staleWords } from "./fresh.ts";

/** Whether somebody of the organization still has to accept what is in force: an organization that a reseller made has accepted nothing. */
export function termsOpen({ kind, terms }: Pick<Organization, "kind" | "terms">, inForce: Pick<Terms, "version">): boolean {
  return kind !== "platform" && terms?.version !== inForce.version;
}

/** The terms of use, while they are not accepted. Nothing while it is not known, or when they are. */
export function TermsPart({ organization, put, again }: { organization: Organization; put: (organization: Organization) => void; again: () => void }) {
  const { api } = useConsole();
  const terms = useResource(() => api.terms(), []);
  if (terms.state.kind !== "ready" || !termsOpen(organization, terms.state.value)) return null;
  return <Accept organization={organization} terms={terms.state.value} put={put} again={() => (terms.again(), again())} />;
}

function Accept({ organization, terms, put, again }: { organization: Organization; terms: Terms; put: (organization: Organization) => void; again: () => void }) {
  const { api, toasts } = useConsole();
  const [read, setRead] = useState(false);
  const form = useForm({
    read: () => (read ? { body: terms.version } : { faults: { "/version": "Read the terms and tick this to accept them." } }),
    send: (version) => orFresh(() => api.acceptTerms(organization.id, organization.version, version), again),
    words: staleWords,
    done: (accepted) => {
      put(accepted);
      toasts.say("The terms of use are accepted.");
    },
  });
  return (
    <Section
      title="Terms of use"
      lead={organization.terms === undefined ? `Nobody has accepted them for ${organization.name} yet.` : `They have changed since ${organization.name} accepted version ${organization.terms.version}.`}
    >
      <form class="stack" onSubmit={form.submit} noValidate aria-label="Terms of use">
        <FormNotice form={form} />
        <div class="terms" tabIndex={0} role="region" aria-label={`Terms of use of ${terms.version}`}>
          <p>
            <b>Terms of use</b> <span class="soft">of {terms.version}</span>
          </p>
          {terms.text.map((paragraph, place) => (
            <p key={place}>{paragraph}</p>
          ))}
        </div>
        <Check label={`I accept the terms of use for ${organization.name}.`} checked={read} error={form.fault("/version")} onChange={setRead} />
        <div class="acts">
          <Busy busy={form.busy} words="Accepting…">
            Accept the terms
          </Busy>
        </div>
      </form>
    </Section>
  );
}
