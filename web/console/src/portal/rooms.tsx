import { useState } from "preact/hooks";
import { useResource, usePages } from "../api/resource.ts";
import type { Named } from "@firstbell/protocol";
import type { Member, Room } from "../api/shapes.ts";
import type { PageProps } from "../pages.ts";
import { useConsole } from "../console.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Check, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Listing, Table, Whole } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { useEdit } from "./edit.ts";
import { orFresh, staleWords } from "./fresh.ts";
import { whole } from "./pages.ts";
import { State, Tag } from "./pills.tsx";
import { roomFaults, type RoomDraft, RING_SECONDS } from "./room.ts";
import { SaveRow } from "./saverow.tsx";

/** `#/rooms` and `#/rooms/{id}`. */
export function Rooms({ path }: PageProps) {
  const [id] = path;
  return id === undefined ? <RoomList /> : <RoomPage key={id} id={id} />;
}

function RoomList() {
  const { api, session } = useConsole();
  const { organization } = session;
  const [making, setMaking] = useState(false);
  const pages = usePages<Room>((cursor) => api.rooms(organization.id, { limit: 50, ...(cursor === undefined ? {} : { cursor }) }), [organization.id]);
  return (
    <Page
      title="Rooms"
      lead="A visitor chooses a room; it rings at every available agent who serves it."
      acts={
        <button type="button" class="btn primary" onClick={() => setMaking(true)}>
          <Icon name="plus" class="s" /> New room
        </button>
      }
    >
      {session.member.generalOnly && (
        <p class="notice calm">On the free plan only GENERAL rings. Other rooms can be made ready here; they ring once the plan allows it.</p>
      )}
      <Listing pages={pages} noun="the rooms" empty={<h2>There is no room</h2>}>
        {(items) => (
          <Table
            caption="Rooms"
            rows={items}
            columns={[
              {
                name: "Room",
                cell: (room) => (
                  <>
                    <a href={hashOf(pageRoute("rooms", [room.id]))}>{room.name}</a>
                    {room.id === "general" && <Tag>Always there</Tag>}
                  </>
                ),
              },
              { name: "State", cell: (room) => <RoomState room={room} /> },
              { name: "Rings for", number: true, cell: (room) => `${room.ringSeconds} s` },
              { name: "Served by", cell: (room) => <Servers agents={room.agents} /> },
              {
                name: "Edit",
                quiet: true,
                cell: (room) => (
                  <a class="btn" href={hashOf(pageRoute("rooms", [room.id]))} aria-label={`Edit ${room.name}`}>
                    Edit
                  </a>
                ),
              },
            ]}
          />
        )}
      </Listing>
      {making && <NewRoom onClose={() => setMaking(false)} onMade={pages.again} />}
    </Page>
  );
}

function RoomState({ room }: { room: Room }) {
  if (!room.effective) return <State tone="off" word="Does not ring" title="The free plan rings GENERAL only." />;
  return room.agents.length === 0 ? <State tone="wait" word="Nobody serves it" /> : <State tone="good" word="Rings" />;
}

function Servers({ agents }: { agents: readonly Named[] }) {
  if (agents.length === 0) return <span class="soft">Nobody</span>;
  return (
    <span class="faces">
      {agents.slice(0, 4).map((agent) => (
        <Avatar key={agent.id} person={agent} />
      ))}
      <span class="soft">{agents.length <= 2 ? agents.map((agent) => agent.name).join(", ") : `${agents.length} agents`}</span>
    </span>
  );
}

function RingField({ value, error, onInput }: { value: string; error: string | undefined; onInput: (value: string) => void }) {
  return (
    <TextField
      label="Rings for"
      type="number"
      inputMode="numeric"
      hint={`Seconds, ${RING_SECONDS.least} to ${RING_SECONDS.most}. Nobody accepts until then: the visitor may leave a message.`}
      value={value}
      error={error}
      onInput={onInput}
    />
  );
}

function NewRoom({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const { api, session, go, toasts } = useConsole();
  const [draft, setDraft] = useState<RoomDraft>({ name: "", ringSeconds: "45" });
  const form = useForm({
    read: () => {
      const found = Object.entries(roomFaults(draft));
      return found.length > 0
        ? { faults: Object.fromEntries(found.map(([field, words]) => [`/${field}`, words])) }
        : { body: { name: draft.name.trim(), ringSeconds: Number(draft.ringSeconds) } };
    },
    send: (body, key) => api.createRoom(session.organization.id, body, key),
    done: (room) => {
      toasts.say(`The room ${room.name} is made. Choose who serves it.`);
      onMade();
      onClose();
      go(pageRoute("rooms", [room.id]));
    },
  });
  return (
    <Dialog title="New room" onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <TextField label="Name" hint="Visitors see it: Sales, Orders, Tax advice." value={draft.name} error={form.fault("/name")} maxLength={100} autocomplete="off" onInput={(name) => setDraft({ ...draft, name })} />
        <RingField value={draft.ringSeconds} error={form.fault("/ringSeconds")} onInput={(ringSeconds) => setDraft({ ...draft, ringSeconds })} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Making…">
            Make the room
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}

function RoomPage({ id }: { id: string }) {
  const { api, session } = useConsole();
  const { organization } = session;
  const found = useResource(() => api.room(organization.id, id), [organization.id, id]);
  const known = found.state.kind === "ready" ? found.state.value : undefined;
  return (
    <Page title={known?.name ?? "Room"} back={{ to: pageRoute("rooms"), name: "Rooms" }} width="form" lead={known === undefined ? undefined : <RoomState room={known} />}>
      <Whole of={found.state} again={found.again} noun="the room">
        {(room) => (
          <>
            <About room={room} put={found.put} />
            <WhoServes room={room} put={found.put} />
            {id !== "general" && <End room={room} put={found.put} />}
          </>
        )}
      </Whole>
    </Page>
  );
}

interface PartProps {
  readonly room: Room;
  readonly put: (room: Room) => void;
}

function About({ room, put }: PartProps) {
  const { api, session, toasts } = useConsole();
  const organization = session.organization.id;
  const edit = useEdit<Room, RoomDraft, { name?: string; ringSeconds?: number }>({
    value: room,
    draft: ({ name, ringSeconds }) => ({ name, ringSeconds: String(ringSeconds) }),
    faults: roomFaults,
    body: (value, draft) => ({
      ...(draft.name.trim() === value.name ? {} : { name: draft.name.trim() }),
      ...(Number(draft.ringSeconds) === value.ringSeconds ? {} : { ringSeconds: Number(draft.ringSeconds) }),
    }),
    send: (value, body) => (Object.keys(body).length === 0 ? Promise.resolve(value) : api.changeRoom(organization, value.id, value.version, body)),
    fetch: () => api.room(organization, room.id),
    seen: put,
    done: (saved) => {
      put(saved);
      toasts.say("Saved.");
    },
    name: (field) => (field === "name" ? "name" : "ring time"),
  });
  return (
    <Section title="The room">
      <form class="stack" onSubmit={edit.form.submit} noValidate aria-label="The room">
        <FormNotice form={edit.form} />
        <TextField
          label="Name"
          hint={room.id === "general" ? "This room is always there, under this name." : "Visitors see it."}
          disabled={room.id === "general"}
          value={edit.draft.name}
          error={edit.fault("name")}
          maxLength={100}
          autocomplete="off"
          onInput={(name) => edit.set("name", name)}
        />
        <RingField value={edit.draft.ringSeconds} error={edit.fault("ringSeconds")} onInput={(seconds) => edit.set("ringSeconds", seconds)} />
        <SaveRow edit={edit} />
      </form>
    </Section>
  );
}

interface Chosen {
  readonly agents: readonly string[];
}

function WhoServes({ room, put }: PartProps) {
  const { api, session, toasts } = useConsole();
  const organization = session.organization.id;
  const members = useResource(() => whole((cursor) => api.members(organization, { limit: 100, ...(cursor === undefined ? {} : { cursor }) })), [organization]);
  const edit = useEdit<Room, Chosen, readonly string[]>({
    value: room,
    state: ({ etag }) => etag,
    draft: ({ agents }) => ({ agents: agents.map((agent) => agent.id).sort() }),
    faults: () => ({}),
    body: (_, { agents }) => agents,
    send: (value, body) => api.assignRoom(organization, value.id, value.etag, body),
    fetch: () => api.room(organization, room.id),
    seen: put,
    done: (saved) => {
      put(saved);
      toasts.say(saved.agents.length === 0 ? "Saved. Nobody serves this room now." : "Saved.");
    },
    name: () => "who serves it",
  });
  const { agents } = edit.draft;
  return (
    <Section title="Who serves it" lead="It rings at those of them who are online.">
      <Whole of={members.state} again={members.again} noun="the agents">
        {(all) => (
          <form class="stack" onSubmit={edit.form.submit} noValidate aria-label="Who serves it">
            <FormNotice form={edit.form} />
            <fieldset class="choice">
              <legend class="unseen">Agents</legend>
              {all.filter((member) => member.status !== "deleted").map((member) => (
                <Check
                  key={member.id}
                  label={member.name}
                  hint={serverNote(member)}
                  checked={agents.includes(member.id)}
                  onChange={(on) => edit.set("agents", (on ? [...agents, member.id] : agents.filter((one) => one !== member.id)).slice().sort())}
                />
              ))}
            </fieldset>
            <SaveRow edit={edit} />
          </form>
        )}
      </Whole>
    </Section>
  );
}

/** Why a chosen agent would still not hear it ring. */
function serverNote(member: Member): string | undefined {
  if (member.status === "disabled") return "Disabled: nothing rings.";
  if (member.status === "invited") return "Invited: rings once the invitation is accepted.";
  if (!member.portalAccess) return "Without portal access: nothing rings.";
  return member.role === "admin" || member.permissions.includes("answer-chats") ? undefined : "Without the permission to answer chats: nothing rings.";
}

function End({ room, put }: PartProps) {
  const { api, session, go, toasts } = useConsole();
  const [asking, setAsking] = useState(false);
  return (
    <Section title="Deleting the room">
      <div class="endings">
        <div>
          <p>Visitors can no longer choose it. Past chats keep its name.</p>
          <button type="button" class="btn stop" onClick={() => setAsking(true)}>
            Delete…
          </button>
        </div>
      </div>
      {asking && (
        <Confirm
          title={`Delete the room ${room.name}?`}
          act="Delete the room"
          busyWords="Deleting…"
          onClose={() => setAsking(false)}
          words={(problem) => (problem.slug === "room-stays" ? "This room stays: every organization has it." : staleWords(problem))}
          onConfirm={async () => {
            await orFresh(() => api.deleteRoom(session.organization.id, room.id, room.version), async () => put(await api.room(session.organization.id, room.id)));
            toasts.say(`The room ${room.name} is deleted.`);
            go(pageRoute("rooms"));
          }}
        >
          <p>{room.agents.length === 0 ? "Nobody serves it." : `${room.agents.length === 1 ? "One agent serves it" : `${room.agents.length} agents serve it`}, and it stops ringing there.`} Past chats keep its name.</p>
        </Confirm>
      )}
    </Section>
  );
}
