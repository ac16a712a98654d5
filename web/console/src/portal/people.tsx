import { useState } from "preact/hooks";
import { usePages } from "../api/resource.ts";
import type { Kind, Member, Room } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { hashOf, pageRoute, type PageName } from "../route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Check, Choice, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Listing, Table } from "../ui/listing.tsx";
import { memberFaults, memberRequest, NEW_MEMBER, type MemberDraft } from "./member.ts";
import { PermissionChecks } from "./permit.tsx";
import { permissionSummary } from "./permissions.ts";
import { MemberStatusPill, Tag } from "./pills.tsx";
import { RoomChecks, useRooms } from "./roomchecks.tsx";
import { since } from "./since.ts";

export interface Place {
  readonly page: PageName;
  readonly path: readonly string[];
}

/** What a member is called here: agents in the own portal, members in the Customer app. */
export type Noun = "agent" | "member";

interface Props {
  readonly organization: string;
  readonly kind: Kind;
  readonly place: Place;
  readonly noun: Noun;
}

interface ListProps extends Props {
  /** Where the page's own head has the button, it says whether it was pressed. */
  readonly invite?: { readonly open: boolean; readonly onClose: () => void };
}

const PAGE = 50;

/** Everybody of an organization, and the invitation of a new one. */
export function People({ organization, kind, place, noun, invite }: ListProps) {
  const { api, session } = useConsole();
  const [inviting, setInviting] = useState(false);
  const pages = usePages<Member>((cursor) => api.members(organization, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }), [organization]);
  const rooms = useRooms(organization);
  const inside = session.organization.id === organization;
  const to = (member: Member) => hashOf(pageRoute(place.page, [...place.path, member.id]));
  // Support may change names, rooms and permissions, but nobody's address: so it cannot invite either.
  const mayInvite = session.support === undefined;

  return (
    <>
      {mayInvite && invite === undefined && (
        <div class="above">
          <button type="button" class="btn primary" onClick={() => setInviting(true)}>
            <Icon name="plus" class="s" /> New {noun}
          </button>
        </div>
      )}
      <Listing pages={pages} noun={`the ${noun}s`} empty={<Nobody noun={noun} />}>
        {(items) => (
          <Table
            caption={noun === "agent" ? "Agents" : "Members"}
            rows={items}
            columns={[
              { name: "Name", cell: (member) => <Who member={member} href={to(member)} you={session.support === undefined && member.id === session.member.id} /> },
              { name: "Status", cell: (member) => <MemberStatusPill member={member} /> },
              { name: "Role", cell: (member) => <span class="nowrap">{member.role === "admin" ? "Administrator" : "Member"}</span> },
              { name: "May", cell: (member) => <span class="soft may">{permissionSummary(member.role, member.permissions)}</span> },
              ...(inside ? [{ name: "Rooms", cell: (member: Member) => <RoomNames ids={member.rooms} rooms={rooms} /> }] : []),
              { name: "Last sign-in", cell: (member) => <span class="soft num nowrap">{member.lastSignInAt === undefined ? "Never" : since(member.lastSignInAt)}</span> },
              {
                name: "Edit",
                quiet: true,
                cell: (member) => (
                  <a class="btn" href={to(member)} aria-label={`Edit ${member.name}`}>
                    Edit
                  </a>
                ),
              },
            ]}
          />
        )}
      </Listing>
      {(invite?.open ?? inviting) && <Invite organization={organization} kind={kind} noun={noun} onClose={invite?.onClose ?? (() => setInviting(false))} onDone={pages.again} />}
    </>
  );
}

function Who({ member, href, you }: { member: Member; href: string; you: boolean }) {
  return (
    <div class="person">
      <Avatar person={member} photo={member.photo} />
      <div>
        <a href={href}>{member.name}</a>
        {member.owner && <Tag>Owner</Tag>}
        {you && <Tag>You</Tag>}
        <span class="soft small block cut">{member.email}</span>
      </div>
    </div>
  );
}

function RoomNames({ ids, rooms }: { ids: readonly string[]; rooms: readonly Room[] | undefined }) {
  const names = ids.map((id) => rooms?.find((room) => room.id === id)?.name ?? (id === "general" ? "GENERAL" : id));
  return names.length === 0 ? <span class="soft">None</span> : <span class="soft">{names.join(", ")}</span>;
}

function Nobody({ noun }: { noun: Noun }) {
  return (
    <>
      <Icon name="people" class="big" />
      <h2>Nobody is here yet</h2>
      <p class="soft">Invite the first {noun}: an administrator can do the rest alone.</p>
    </>
  );
}

function Invite({ organization, kind, noun, onClose, onDone }: Omit<Props, "place"> & { onClose: () => void; onDone: () => void }) {
  const { api, session, toasts } = useConsole();
  const rooms = useRooms(organization);
  const [draft, setDraft] = useState<MemberDraft>(noun === "agent" ? NEW_MEMBER : { ...NEW_MEMBER, role: "admin" });
  const set = <Field extends keyof MemberDraft>(field: Field, value: MemberDraft[Field]) => setDraft((now) => ({ ...now, [field]: value }));
  const form = useForm({
    read: () => {
      const found = Object.entries(memberFaults(draft));
      return found.length > 0 ? { faults: Object.fromEntries(found.map(([field, words]) => [`/${field}`, words])) } : { body: memberRequest(draft) };
    },
    send: (body, key) => api.createMember(organization, body, key),
    done: (member: Member) => {
      toasts.say(member.status === "invited" ? `The invitation is on its way to ${member.email}.` : `${member.name} is a member now.`);
      onDone();
      onClose();
    },
    words: (problem) => (problem.slug === "email-taken" ? "Somebody of this organization has this e-mail address already." : undefined),
  });
  const administers = session.member.role === "admin" || session.organization.id !== organization;
  return (
    <Dialog title={`New ${noun}`} onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <TextField label="Name" value={draft.name} error={form.fault("/name")} maxLength={200} autocomplete="off" onInput={(name) => set("name", name)} />
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          hint={draft.portalAccess ? "An invitation with a personal link goes there; it works for seven days." : undefined}
          value={draft.email}
          error={form.fault("/email")}
          maxLength={254}
          autocomplete="off"
          onInput={(email) => set("email", email)}
        />
        <TextField label="Title" optional hint="Visitors see it under the name: “Tea adviser”." value={draft.title} error={form.fault("/title")} maxLength={200} autocomplete="off" onInput={(title) => set("title", title)} />
        <Choice
          legend="Role"
          value={draft.role}
          options={[
            { value: "member", name: "Member", hint: "May do what the permissions below say." },
            { value: "admin", name: "Administrator", hint: administers ? "Holds every permission." : "Only an administrator can make another one.", disabled: !administers },
          ]}
          onChange={(role) => set("role", role)}
        />
        <Check label="Portal access" hint="May sign in to the console." checked={draft.portalAccess} onChange={(access) => set("portalAccess", access)} />
        <PermissionChecks kind={kind} role={draft.role} held={draft.permissions} onChange={(permissions) => set("permissions", permissions)} />
        <RoomChecks rooms={rooms} chosen={draft.rooms} onChange={(chosen) => set("rooms", chosen)} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Inviting…">
            {draft.portalAccess ? "Send the invitation" : `Add the ${noun}`}
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}
