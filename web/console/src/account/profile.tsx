import { useEffect, useState } from "preact/hooks";
import { useResource } from "../api/resource.ts";
import type { Profile } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { TONES } from "../ring/tones.ts";
import { Busy, Check, Field, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { changeOf, draftOf, numberFault, profileFaults, type ProfileDraft } from "./draft.ts";
import { PhotoPart } from "./photo.tsx";

/** The private profile (A7): not shared with the public, but for what stands in its first two parts. */
export function ProfilePage() {
  const { api, renewSession } = useConsole();
  const { state, again, put } = useResource(() => api.profile(), []);
  const changed = (profile: Profile) => {
    put(profile);
    renewSession(profile);
  };
  return (
    <Page width="form" title="Your profile" lead="The same on every computer you sign in on.">
      <Whole of={state} again={again} noun="your profile">
        {(profile) => (
          <>
            <PhotoPart profile={profile} onProfile={changed} />
            <ProfileForm profile={profile} onProfile={changed} onStale={again} />
          </>
        )}
      </Whole>
    </Page>
  );
}

function ProfileForm({ profile, onProfile, onStale }: { profile: Profile; onProfile: (profile: Profile) => void; onStale: () => void }) {
  const { api, toasts } = useConsole();
  const [draft, setDraft] = useState<ProfileDraft>(() => draftOf(profile));
  const [base, setBase] = useState(profile);
  // Changed elsewhere meanwhile: fields that were not touched here follow.
  useEffect(() => {
    if (base.version === profile.version) return;
    const before = draftOf(base);
    const fresh = draftOf(profile);
    const kept = Object.fromEntries(Object.entries(draft).filter(([field, value]) => value !== before[field as keyof ProfileDraft]));
    setDraft({ ...fresh, ...kept });
    setBase(profile);
  }, [profile.version]);
  const change = (more: Partial<ProfileDraft>) => setDraft({ ...draft, ...more });
  const edit = changeOf(draft, profile);
  const dirty = Object.keys(edit).length > 0;
  useUnsaved(dirty);
  const form = useForm({
    read: () => {
      const faults = profileFaults(draft);
      return Object.keys(faults).length > 0 ? { faults } : { body: edit };
    },
    send: (body) => api.changeProfile(profile.version, body),
    done: (fresh: Profile) => {
      setBase(fresh);
      setDraft(draftOf(fresh));
      onProfile(fresh);
      toasts.say("Your profile is saved.");
    },
    words: (problem) => {
      if (problem.status !== 412) return undefined;
      onStale();
      return "It was changed elsewhere meanwhile. What you wrote is still here beside what is new: look at it, and save again.";
    },
  });
  return (
    <form onSubmit={form.submit} noValidate class="profile">
      <FormNotice form={form} />
      <Section title="What visitors see">
        <div class="stack">
          <TextField label="Name" autocomplete="name" maxLength={80} value={draft.name} onInput={(name) => change({ name })} error={form.fault("/name")} />
          <TextField label="Title" optional hint="What you are to a visitor: “Orders and shipping”." maxLength={80} value={draft.title} onInput={(title) => change({ title })} error={form.fault("/title")} />
          <TextField label="Greeting" optional hint="Shown to a visitor the moment you accept." rows={3} maxLength={500} value={draft.greeting} onInput={(greeting) => change({ greeting })} error={form.fault("/greeting")} />
        </div>
      </Section>
      <Rooms profile={profile} draft={draft} change={change} />
      <Tones draft={draft} change={change} />
      <WhatsApp draft={draft} change={change} error={form.fault("/whatsapp/number")} />
      <Section title="Alerts">
        <Check label="Mail me about missed chats" hint={`To ${profile.email}.`} checked={draft.mail} onChange={(mail) => change({ mail })} />
        <Check label="Show rings on the desktop" hint="Each computer’s browser asks once, in Options." checked={draft.notification} onChange={(notification) => change({ notification })} />
      </Section>
      <div class="save-row" data-dirty={dirty}>
        <span class="soft small" role="status">
          {dirty ? "Not saved yet" : "Everything is saved"}
        </span>
        <button type="button" class="btn quiet" disabled={!dirty} onClick={() => (setDraft(draftOf(profile)), form.clear())}>
          Undo
        </button>
        <Busy busy={form.busy} words="Saving…" disabled={!dirty}>
          Save
        </Busy>
      </div>
    </form>
  );
}

interface PartProps {
  readonly draft: ProfileDraft;
  readonly change: (more: Partial<ProfileDraft>) => void;
}

function Rooms({ profile, draft, change }: PartProps & { profile: Profile }) {
  return (
    <Section title="Rooms" lead="Whose chats ring at you.">
      {profile.generalOnly && (
        <p class="notice calm">
          On the Free plan only the room GENERAL rings. Other rooms that you choose here begin to ring when your organization takes another plan.
        </p>
      )}
      <fieldset class="choice">
        <legend class="unseen">Rooms you serve</legend>
        {profile.availableRooms.map((room) => (
          <Check
            key={room.id}
            label={
              <>
                {room.name} {!room.effective && <span class="tag">does not ring on Free</span>}
              </>
            }
            checked={draft.rooms.includes(room.id)}
            onChange={(on) => change({ rooms: on ? [...draft.rooms, room.id] : draft.rooms.filter((id) => id !== room.id) })}
          />
        ))}
      </fieldset>
      {draft.rooms.length === 0 ? (
        <p class="wrong small">Without a room nothing rings at you.</p>
      ) : (
        profile.generalOnly && !draft.rooms.includes("general") && <p class="wrong small">Without GENERAL nothing rings at you on the Free plan.</p>
      )}
    </Section>
  );
}

function Tones({ draft, change }: PartProps) {
  const { bell } = useConsole();
  return (
    <Section title="Ring tone" lead="Each computer can have its own instead, in Options.">
      <fieldset class="choice tones">
        <legend class="unseen">Ring tone</legend>
        {TONES.map(({ tone, name, words }) => (
          <div key={tone}>
            <label class="check">
              <input type="radio" name="ring-tone" checked={draft.ringTone === tone} onChange={() => change({ ringTone: tone })} />
              <span>
                {name}
                <span class="soft small block">{words}</span>
              </span>
            </label>
            <button type="button" class="btn" onClick={() => void bell.test(tone)}>
              <Icon name="sound" class="s" /> Listen<span class="unseen"> to {name}</span>
            </button>
          </div>
        ))}
      </fieldset>
    </Section>
  );
}

function WhatsApp({ draft, change, error }: PartProps & { error: string | undefined }) {
  const good = numberFault(draft.number) === undefined;
  return (
    <Section title="WhatsApp" lead="Private: visitors do not see the number.">
      <div class="stack">
        <Check label="Reach me on WhatsApp" checked={draft.whatsapp} onChange={(whatsapp) => change({ whatsapp })} />
        <Field
          label="WhatsApp number"
          hint={
            <>
              Digits only, with the country code: <b class="num">1XXXXXXXXXX</b>, never +001-(XXX)XXX-XXXX. Verify opens WhatsApp with this number: if a chat with you
              appears there, it is right.
            </>
          }
          error={error}
        >
          {(control) => (
            <div class="beside">
              <input
                class="input num"
                type="text"
                inputMode="numeric"
                autocomplete="tel"
                maxLength={24}
                value={draft.number}
                onInput={(event) => change({ number: event.currentTarget.value.trim() })}
                {...control}
              />
              {good ? (
                <a class="btn" href={`https://wa.me/${draft.number}`} target="_blank" rel="noopener noreferrer">
                  <Icon name="out" class="s" /> Verify<span class="unseen"> (opens WhatsApp in a new tab)</span>
                </a>
              ) : (
                <button type="button" class="btn" disabled>
                  <Icon name="out" class="s" /> Verify
                </button>
              )}
            </div>
          )}
        </Field>
      </div>
    </Section>
  );
}
