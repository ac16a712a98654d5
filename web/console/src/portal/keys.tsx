import { useState } from "preact/hooks";
import { usePages } from "../api/resource.ts";
import { SCOPES, type ApiKey, type NewApiKey, type Scope } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { tidy } from "../customers/draft.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Busy, Check, FormNotice, SelectField, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Listing, Table } from "../ui/listing.tsx";
import { Page } from "../ui/page.tsx";
import { Copyable } from "./copy.tsx";
import { State } from "./pills.tsx";
import { LIVES, orderedScopes, scopeSentence, toggled } from "./scopes.ts";
import { date } from "./since.ts";

const DAY_MILLIS = 86_400_000;

/** `#/keys`: keys by which programs act for the organization. */
export function Keys() {
  const { api, session } = useConsole();
  const { id } = session.organization;
  const [making, setMaking] = useState(false);
  const [fresh, setFresh] = useState<NewApiKey>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const pages = usePages<ApiKey>((cursor) => api.keys(id, { limit: 50, ...(cursor === undefined ? {} : { cursor }) }), [id]);
  return (
    <Page
      title="API keys"
      lead={
        <>
          Programs act with a key, within its scopes. <a href="/docs/">The API’s documentation</a> shows every operation.
        </>
      }
      acts={
        <button type="button" class="btn primary" onClick={() => setMaking(true)}>
          <Icon name="plus" class="s" /> New key
        </button>
      }
    >
      <Listing pages={pages} noun="the keys" empty={<NoKeys make={() => setMaking(true)} />}>
        {(items) => (
          <Table
            caption="API keys"
            rows={items}
            columns={[
              { name: "Name", cell: (key) => <b>{key.name}</b> },
              { name: "State", cell: (key) => (expired(key) ? <State tone="off" word="Expired" /> : <State tone="good" word="Works" />) },
              { name: "May", cell: (key) => <span class="soft may">{key.scopes.join(", ")}</span> },
              { name: "Made", cell: (key) => <span class="num">{date(key.createdAt)}</span> },
              { name: "Expires", cell: (key) => <span class="num">{key.expiresAt === undefined ? "Never" : date(key.expiresAt)}</span> },
              { name: "Last used", cell: (key) => <span class="num">{key.lastUsedDay ?? "Never"}</span> },
              {
                name: "Revoke",
                quiet: true,
                cell: (key) => (
                  <button type="button" class="btn stop" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                    Revoke
                  </button>
                ),
              },
            ]}
          />
        )}
      </Listing>
      {making && (
        <NewKey
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setFresh(key);
            pages.again();
          }}
        />
      )}
      {fresh !== undefined && <Shown fresh={fresh} onClose={() => setFresh(undefined)} />}
      {revoking !== undefined && (
        <Confirm
          title={`Revoke ${revoking.name}?`}
          act="Revoke the key"
          busyWords="Revoking…"
          onClose={() => setRevoking(undefined)}
          onConfirm={async () => {
            await api.deleteKey(id, revoking.id);
            pages.remove(revoking.id);
          }}
        >
          <p>Programs that use it are refused from now on. A revoked key cannot be brought back.</p>
        </Confirm>
      )}
    </Page>
  );
}

function expired(key: ApiKey): boolean {
  return key.expiresAt !== undefined && key.expiresAt <= Date.now();
}

function NoKeys({ make }: { make: () => void }) {
  return (
    <>
      <Icon name="key" class="big" />
      <h2>No program has a key</h2>
      <p class="soft">A key lets a program do what you can do here: make members, rooms, or read the audit log.</p>
      <button type="button" class="btn primary" onClick={make}>
        Make a key
      </button>
    </>
  );
}

function NewKey({ onClose, onMade }: { onClose: () => void; onMade: (key: NewApiKey) => void }) {
  const { api, session } = useConsole();
  const { id, kind } = session.organization;
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [days, setDays] = useState("90");
  const [made] = useState(() => Date.now());
  const form = useForm({
    read: () => {
      const faults = {
        ...(tidy(name) === "" ? { "/name": "Write what will use it, so that others know what breaks without it." } : {}),
        ...(scopes.size === 0 ? { "/scopes": "Choose at least one." } : {}),
      };
      if (Object.keys(faults).length > 0) return { faults };
      // Counted from when the dialog opened: a repeat of a lost submission has to be the same one.
      const expiresAt = days === "0" ? {} : { expiresAt: made + Number(days) * DAY_MILLIS };
      return { body: { name: tidy(name), scopes: orderedScopes(scopes) as readonly Scope[], ...expiresAt } };
    },
    send: (body, key) => api.createKey(id, body, key),
    done: onMade,
  });
  const fault = form.fault("/scopes");
  return (
    <Dialog title="New key" onClose={onClose}>
      <form class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <TextField label="Name" hint="What will use it: “Nightly import”." value={name} error={form.fault("/name")} maxLength={80} autocomplete="off" onInput={setName} />
        <fieldset class="choice">
          <legend>
            <b>Scopes</b>
          </legend>
          {SCOPES.map((scope, place) => (
            <Check
              key={scope}
              label={scopeSentence(scope, kind)}
              hint={<code>{scope}</code>}
              error={place === 0 ? fault : undefined}
              checked={scopes.has(scope)}
              onChange={() => setScopes(toggled(scopes, scope))}
            />
          ))}
        </fieldset>
        <SelectField label="Works for" value={days} error={form.fault("/expiresAt")} options={LIVES.map(([length, words]) => [String(length), words] as const)} onChange={setDays} />
        <div class="acts end">
          <button type="button" class="btn" onClick={onClose}>
            Cancel
          </button>
          <Busy busy={form.busy} words="Making…">
            Make the key
          </Busy>
        </div>
      </form>
    </Dialog>
  );
}

/** The only time that the key itself is seen: nobody keeps it but its owner. */
function Shown({ fresh, onClose }: { fresh: NewApiKey; onClose: () => void }) {
  return (
    <Dialog title={`The key ${fresh.name}`} onClose={onClose}>
      <p>
        <b>Copy it now.</b> It is shown this once: only its fingerprint is kept here. Whoever has it can do what its scopes say.
      </p>
      <Copyable text={fresh.key} what="The key" />
      <p class="soft small">
        Programs send it as <code>Authorization: Bearer …</code>.
      </p>
      <div class="acts end">
        <button type="button" class="btn primary" onClick={onClose}>
          I have kept it
        </button>
      </div>
    </Dialog>
  );
}
