import { useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { Member, NewOwner, Organization } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { orFresh, staleWords } from "../portal/fresh.ts";
import { whole } from "../portal/pages.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Choice, FormNotice, SelectField, useForm } from "../ui/form.tsx";
import { Whole } from "../ui/listing.tsx";

interface Props {
  readonly organization: Organization;
  /** The platform may also give the customer to another reseller. */
  readonly mayMove: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

type Way = "member" | "reseller";

/** Another member becomes the owner, or another reseller looks after the customer. */
export function ChangeOwner({ organization, mayMove, onClose, onDone }: Props) {
  const [way, setWay] = useState<Way>("member");
  const [changed, setChanged] = useState<NewOwner>();
  if (changed !== undefined) return <Changed answer={changed} onClose={onClose} />;
  return (
    <Dialog title={`Change the owner of ${organization.name}`} onClose={onClose}>
      {mayMove && organization.kind === "customer" && (
        <Choice<Way>
          legend="To whom?"
          value={way}
          options={[
            { value: "member", name: "Another member of the organization" },
            { value: "reseller", name: "Another reseller, or the platform itself", hint: "Who looks after this customer from then on." },
          ]}
          onChange={setWay}
        />
      )}
      {way === "member" ? (
        <ToMember
          organization={organization}
          again={onDone}
          onClose={onClose}
          onChanged={(answer) => {
            setChanged(answer);
            onDone();
          }}
        />
      ) : (
        <ToReseller organization={organization} onClose={onClose} onDone={onDone} />
      )}
    </Dialog>
  );
}

function ToMember({ organization, again, onClose, onChanged }: { organization: Organization; again: () => void; onClose: () => void; onChanged: (answer: NewOwner) => void }) {
  const { api } = useConsole();
  const members = useResource(() => whole((cursor) => api.members(organization.id, { limit: 100, ...(cursor === undefined ? {} : { cursor }) })), [organization.id]);
  const [member, setMember] = useState("");
  const form = useForm({
    read: () => (member === "" ? { faults: { "/member": "Choose who becomes the owner." } } : { body: member }),
    send: (body) => orFresh(() => api.changeOwner(organization.id, organization.version, body), again),
    words: staleWords,
    done: onChanged,
  });
  return (
    <Whole of={members.state} again={members.again} noun="the members">
      {(all) => {
        const able = all.filter((one) => !one.owner && one.status === "active");
        return (
          <form class="stack" onSubmit={form.submit} noValidate>
            <FormNotice form={form} />
            <p>
              The owner is now {organization.owner === undefined ? "nobody" : <b>{organization.owner.name}</b>}. The new one becomes an administrator. Subscriptions assigned to members do not move: they are listed afterwards, to be assigned
              again.
            </p>
            {able.length === 0 ? (
              <p class="notice calm">There is no other active member. Invite one first, under Members; the invitation has to be accepted.</p>
            ) : (
              <SelectField label="New owner" value={member} error={form.fault("/member")} options={[["", "Choose…"], ...able.map(asOption)]} onChange={setMember} />
            )}
            <div class="acts end">
              <button type="button" class="btn" onClick={onClose}>
                Cancel
              </button>
              <Busy busy={form.busy} words="Changing…" disabled={able.length === 0}>
                Change the owner
              </Busy>
            </div>
          </form>
        );
      }}
    </Whole>
  );
}

function asOption(member: Member): readonly [string, string] {
  return [member.id, `${member.name} (${member.email})`];
}

function ToReseller({ organization, onClose, onDone }: { organization: Organization; onClose: () => void; onDone: () => void }) {
  const { api, session, toasts } = useConsole();
  const resellers = useResource(() => whole((cursor) => api.organizations({ limit: 100, ...(cursor === undefined ? {} : { cursor }) })), []);
  const [reseller, setReseller] = useState("");
  const form = useForm({
    read: () => (reseller === "" ? { faults: { "/reseller": "Choose the reseller." } } : { body: reseller }),
    send: (body) => orFresh(() => api.changeParent(organization.id, organization.version, body), onDone),
    words: staleWords,
    done: () => {
      toasts.say(`${organization.name} has another reseller.`);
      onDone();
      onClose();
    },
  });
  return (
    <Whole of={resellers.state} again={resellers.again} noun="the resellers">
      {(found) => {
        const all = parents(found, session.organization, organization.parent);
        return (
        <form class="stack" onSubmit={form.submit} noValidate>
          <FormNotice form={form} />
          {all.length === 0 ? (
            <p class="notice calm">There is no other reseller.</p>
          ) : (
            <SelectField label="New reseller" value={reseller} error={form.fault("/reseller")} options={[["", "Choose…"], ...all]} onChange={setReseller} />
          )}
          <div class="acts end">
            <button type="button" class="btn" onClick={onClose}>
              Cancel
            </button>
            <Busy busy={form.busy} words="Moving…" disabled={all.length === 0}>
              Move the customer
            </Busy>
          </div>
        </form>
        );
      }}
    </Whole>
  );
}

/** Who can look after the customer from then on: the platform itself, and every reseller but the present one. */
export function parents(
  found: readonly { readonly id: string; readonly name: string; readonly kind: string }[],
  platform: { readonly id: string; readonly name: string },
  parent: string | undefined,
): readonly (readonly [id: string, name: string])[] {
  const resellers = found.filter((one) => one.kind === "reseller").map((one) => [one.id, one.name] as const);
  return [[platform.id, `${platform.name} itself, without a reseller`] as const, ...resellers].filter(([id]) => id !== parent);
}

/** What the change left to do. */
function Changed({ answer, onClose }: { answer: NewOwner; onClose: () => void }) {
  return (
    <Dialog title="The owner is changed" onClose={onClose}>
      <p>
        <b>{answer.owner.name}</b> is the owner now.
      </p>
      {answer.toAssignAgain.length === 0 ? (
        <p>No subscription was assigned to the former owner, so there is nothing to assign again.</p>
      ) : (
        <>
          <p>These subscriptions did not move. Assign each of them again:</p>
          <ul class="bullets">
            {answer.toAssignAgain.map((one, place) => (
              <li key={place}>{assignment(one)}</li>
            ))}
          </ul>
        </>
      )}
      <div class="acts end">
        <button type="button" class="btn primary" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}

function assignment(one: unknown): string {
  if (typeof one === "string") return one;
  if (typeof one === "object" && one !== null && "name" in one) return String(one.name);
  return JSON.stringify(one);
}
