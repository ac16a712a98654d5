import { useState } from "preact/hooks";
import { asProblem, problemWords } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import { Attempt } from "../api/http.ts";
import type { Kind, Member, MemberChange, Permission } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { fullTime } from "../format/time.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Busy, Check, Choice, FormNotice, TextField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { useEdit } from "./edit.ts";
import { memberDraft, memberFaults, memberPatch, statusWords, type MemberDraft } from "./member.ts";
import type { Noun, Place } from "./people.tsx";
import { PermissionChecks } from "./permit.tsx";
import { MemberStatusPill, Tag } from "./pills.tsx";
import { RoomChecks, useRooms } from "./roomchecks.tsx";
import { SaveRow } from "./saverow.tsx";

interface Props {
  readonly organization: string;
  readonly kind: Kind;
  readonly member: string;
  readonly place: Place;
  readonly noun: Noun;
  /** A page of its own, or a part of a customer's. */
  readonly as: "page" | "part";
}

/** One member: the account, the permissions one by one, signing in, and the end. */
export function MemberPage({ organization, kind, member: id, place, noun, as }: Props) {
  const { api } = useConsole();
  const found = useResource(() => api.member(organization, id), [organization, id]);
  const known = found.state.kind === "ready" ? found.state.value : undefined;
  const list = pageRoute(place.page, place.path);
  const parts = (
    <Whole of={found.state} again={found.again} noun={`the ${noun}`}>
      {(member) => <Parts {...{ organization, kind, place, noun, member, put: found.put }} />}
    </Whole>
  );
  if (as === "page") {
    return (
      <Page title={known?.name ?? "Agent"} back={{ to: list, name: "Agents" }} width="form" lead={known === undefined ? undefined : <Standing member={known} />}>
        {parts}
      </Page>
    );
  }
  return (
    <div class="of-customer">
      <a class="back small" href={hashOf(list)}>
        <Icon name="back" class="s" /> All {noun}s
      </a>
      {known !== undefined && (
        <header class="person head">
          <Avatar person={known} photo={known.photo} size="l" />
          <div>
            <h2>{known.name}</h2>
            <Standing member={known} />
          </div>
        </header>
      )}
      {parts}
    </div>
  );
}

function Standing({ member }: { member: Member }) {
  const { session } = useConsole();
  return (
    <span class="badges">
      <MemberStatusPill member={member} />
      {member.owner && <Tag>Owner</Tag>}
      {session.support === undefined && member.id === session.member.id && <Tag>You</Tag>}
      <span class="soft small">{statusWords(member).means}</span>
    </span>
  );
}

interface PartsProps extends Omit<Props, "member" | "as"> {
  readonly member: Member;
  readonly put: (member: Member) => void;
}

function Parts(props: PartsProps) {
  const { session } = useConsole();
  const { member } = props;
  const self = session.support === undefined && member.id === session.member.id;
  if (member.status === "deleted") return <p class="notice calm">{member.name} is deleted. The name stays in chats and in the audit log.</p>;
  return (
    <>
      <Account {...props} />
      <Permissions {...props} />
      {session.support === undefined && <SigningIn {...props} self={self} />}
      {session.support === undefined && !self && <Ending {...props} />}
    </>
  );
}

const NAMES: Readonly<Record<keyof MemberDraft, string>> = {
  name: "name",
  email: "e-mail",
  title: "title",
  role: "role",
  portalAccess: "portal access",
  permissions: "permissions",
  rooms: "rooms",
};

function Account({ organization, member, put, noun }: PartsProps) {
  const { api, session, toasts, renewSession } = useConsole();
  const rooms = useRooms(organization);
  const supporting = session.support !== undefined;
  const administers = session.member.role === "admin" || session.organization.id !== organization;
  const edit = useEdit<Member, MemberDraft, MemberChange>({
    value: member,
    draft: memberDraft,
    faults: memberFaults,
    body: memberPatch,
    send: (value, body) => (Object.keys(body).length === 0 ? Promise.resolve(value) : api.changeMember(organization, value.id, value.version, body)),
    fetch: () => api.member(organization, member.id),
    done: (saved) => {
      put(saved);
      if (saved.id === session.member.id) renewSession();
      toasts.say(saved.pendingEmail !== undefined && saved.pendingEmail !== member.pendingEmail ? `Saved. ${saved.pendingEmail} counts once its owner has opened the link that was mailed there.` : "Saved.");
    },
    name: (field) => NAMES[field],
    words: (problem) => {
      if (problem.slug === "email-taken") return "Somebody of this organization has this e-mail address already.";
      if (problem.slug === "owner-stays") return "The owner stays an administrator with portal access. Change the owner first.";
      return undefined;
    },
  });
  const { draft, set, fault, form } = edit;
  return (
    <Section title="Account">
      <form class="stack" onSubmit={form.submit} noValidate aria-label="Account">
        <FormNotice form={form} />
        <TextField label="Display name" hint="Visitors see it." value={draft.name} error={fault("name")} maxLength={200} autocomplete="off" onInput={(name) => set("name", name)} />
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          disabled={supporting}
          hint={
            supporting
              ? "Support cannot change addresses."
              : member.pendingEmail !== undefined
                ? `Until ${member.pendingEmail} is confirmed by the mailed link, ${member.email} counts.`
                : member.status === "invited"
                  ? "The invitation goes there."
                  : "A new address counts once its owner has opened the link that is mailed there."
          }
          value={draft.email}
          error={fault("email")}
          maxLength={254}
          autocomplete="off"
          onInput={(email) => set("email", email)}
        />
        <TextField label="Title" optional value={draft.title} error={fault("title")} maxLength={200} autocomplete="off" onInput={(title) => set("title", title)} />
        <Choice
          legend="Role"
          hint={member.owner ? "The owner is always an administrator. Another one can become the owner first." : undefined}
          value={draft.role}
          options={[
            { value: "member", name: "Member", hint: "May do what the permissions say.", disabled: member.owner || supporting },
            { value: "admin", name: "Administrator", hint: administers ? "Holds every permission." : "Only an administrator can make another one.", disabled: !administers || supporting },
          ]}
          onChange={(role) => set("role", role)}
        />
        <Check label="Portal access" hint="May sign in to the console." disabled={member.owner || supporting} checked={draft.portalAccess} onChange={(access) => set("portalAccess", access)} />
        <RoomChecks rooms={rooms} chosen={draft.rooms} onChange={(chosen) => set("rooms", chosen)} />
        <SaveRow edit={edit} words={`Save the ${noun}`} />
      </form>
    </Section>
  );
}

interface Held {
  readonly permissions: readonly Permission[];
}

function Permissions({ organization, kind, member, put }: PartsProps) {
  const { api, session, toasts, renewSession } = useConsole();
  const edit = useEdit<Member, Held, readonly Permission[]>({
    value: member,
    draft: ({ permissions }) => ({ permissions }),
    faults: () => ({}),
    body: (_, { permissions }) => permissions,
    send: (value, body) => api.permit(organization, value.id, value.version, body),
    fetch: () => api.member(organization, member.id),
    done: (saved) => {
      put(saved);
      if (saved.id === session.member.id) renewSession();
      toasts.say("The permissions are saved. They count at once.");
    },
    name: () => "permissions",
  });
  return (
    <Section title="What this person may do" lead="A change counts at once, also for somebody who is signed in.">
      <form class="stack" onSubmit={edit.form.submit} noValidate aria-label="Permissions">
        <FormNotice form={edit.form} />
        <PermissionChecks kind={kind} role={member.role} held={edit.draft.permissions} onChange={(permissions) => edit.set("permissions", permissions)} />
        {member.role !== "admin" && <SaveRow edit={edit} words="Save the permissions" />}
      </form>
    </Section>
  );
}

/** A button that does one thing, and says what came of it where it stands. */
function Once({ words, busyWords, done, act, look = "btn" }: { words: string; busyWords: string; done: string; act: (key: string) => Promise<void>; look?: string }) {
  const [state, setState] = useState<"still" | "busy" | "done" | { wrong: string }>("still");
  const [attempt] = useState(() => new Attempt());
  const go = async () => {
    setState("busy");
    try {
      await act(attempt.keyFor(words));
      attempt.answered();
      setState("done");
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.passing) attempt.answered();
      setState({ wrong: problemWords(problem) });
    }
  };
  return (
    <div class="once">
      <Busy type="button" class={look} busy={state === "busy"} words={busyWords} onClick={() => void go()}>
        {words}
      </Busy>
      <span role="status">
        {state === "done" && (
          <span class="small good">
            <Icon name="tick" class="s" /> {done}
          </span>
        )}
        {typeof state === "object" && <span class="wrong small">{state.wrong}</span>}
      </span>
    </div>
  );
}

function SigningIn({ organization, member, self, noun }: PartsProps & { self: boolean }) {
  const { api } = useConsole();
  return (
    <Section title="Signing in">
      <dl class="facts">
        <dt>Last sign-in</dt>
        <dd>{member.lastSignInAt === undefined ? "Never" : fullTime(member.lastSignInAt)}</dd>
        <dt>Here since</dt>
        <dd>{fullTime(member.createdAt)}</dd>
      </dl>
      {member.status === "invited" ? (
        <>
          <p class="soft small">The personal link of an invitation works once, for seven days. Sending it again makes a new one.</p>
          <Once words="Send the invitation again" busyWords="Sending…" done={`On its way to ${member.email}.`} act={(key) => api.inviteAgain(organization, member.id, key)} />
        </>
      ) : self ? (
        <p class="soft small">Your own password is changed in your profile.</p>
      ) : (
        <>
          <p class="soft small">
            Nobody else ever sees or sets the password: the {noun} is mailed a link, which works once, for one hour. The old password counts until then.
          </p>
          <Once words="Reset the password" busyWords="Sending…" done={`The link is on its way to ${member.email}.`} act={(key) => api.mailReset(organization, member.id, key)} />
        </>
      )}
    </Section>
  );
}

function Ending({ organization, member, put, place, noun }: PartsProps) {
  const { api, go, toasts } = useConsole();
  const [asking, setAsking] = useState<"disable" | "delete">();
  const ownerStays = (slug: string) => (slug === "owner-stays" ? "The owner stays. Make somebody else the owner first." : undefined);
  return (
    <Section title={`Ending the ${noun}’s access`}>
      {member.owner ? (
        <p class="soft">{member.name} is the owner, and can be neither disabled nor deleted. Make somebody else the owner first.</p>
      ) : (
        <div class="endings">
          {member.status !== "invited" && (
            <div>
              <p>{member.status === "disabled" ? "Disabled: cannot sign in, and nothing rings." : "Disabling signs out everywhere within seconds. Everything stays as it is, and can be enabled again."}</p>
              {member.status === "disabled" ? (
                <Once
                  words={`Enable ${member.name}`}
                  busyWords="Enabling…"
                  done="May sign in again."
                  act={async () => put(await api.changeMember(organization, member.id, member.version, { status: "active" }))}
                />
              ) : (
                <button type="button" class="btn stop" onClick={() => setAsking("disable")}>
                  Disable…
                </button>
              )}
            </div>
          )}
          <div>
            <p>Deleting is for good. The history stays: chats and the audit log keep the name.</p>
            <button type="button" class="btn stop" onClick={() => setAsking("delete")}>
              Delete…
            </button>
          </div>
        </div>
      )}
      {asking === "disable" && (
        <Confirm
          title={`Disable ${member.name}?`}
          act="Disable"
          busyWords="Disabling…"
          onClose={() => setAsking(undefined)}
          words={(problem) => ownerStays(problem.slug)}
          onConfirm={async () => {
            put(await api.changeMember(organization, member.id, member.version, { status: "disabled" }));
            toasts.say(`${member.name} is disabled.`);
          }}
        >
          <p>{member.name} is signed out everywhere within seconds and cannot sign in. Open chats end after 90 seconds, as when a connection is lost.</p>
        </Confirm>
      )}
      {asking === "delete" && (
        <Confirm
          title={`Delete ${member.name}?`}
          act={`Delete the ${noun}`}
          busyWords="Deleting…"
          onClose={() => setAsking(undefined)}
          words={(problem) => ownerStays(problem.slug)}
          onConfirm={async () => {
            await api.deleteMember(organization, member.id, member.version);
            toasts.say(`${member.name} is deleted. The history stays.`);
            go(pageRoute(place.page, place.path));
          }}
        >
          <p>{member.name} cannot sign in any more and serves no rooms. The history stays: chats, ratings and the audit log keep the name. The e-mail address becomes free for another account.</p>
        </Confirm>
      )}
    </Section>
  );
}
