import { useResource } from "../api/resource.ts";
import type { Kind, Member, MemberChange, Permission } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Check, Choice, FormNotice, TextField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Ending, SigningIn } from "./access.tsx";
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

export interface PartsProps extends Omit<Props, "member" | "as"> {
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
    seen: put,
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
    seen: put,
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
