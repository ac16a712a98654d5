import { useState } from "preact/hooks";
import type { AccountApi } from "../api/api.ts";
import { useResource } from "../api/resource.ts";
import { asProblem, type ApiProblem } from "../api/problem.ts";
import type { InvitationSeen, SignedIn } from "../api/shapes.ts";
import { firstName } from "../format/names.ts";
import { HOME, type Route } from "../route.ts";
import { Busy, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { DoorPage } from "./door.tsx";
import { InstallApp } from "./install.tsx";
import { Used } from "./link.tsx";
import { NewPassword } from "./newpassword.tsx";
import { passwordFaults } from "./passwords.ts";

interface Props {
  readonly api: AccountApi;
  readonly token: string;
  readonly onSignedIn: (signedIn: SignedIn, to?: Route) => void;
  readonly onAway: (to: Route) => void;
}

/** Who invites whom, and a password to begin with; then the console, as an app if one likes. */
export function Invitation({ api, token, onSignedIn, onAway }: Props) {
  const seen = useResource(() => api.lookUpInvitation(token), [token]);
  const [signedIn, setSignedIn] = useState<SignedIn>();
  if (seen.state.kind === "failed" && seen.state.problem.status === 410) return <Used at="invitation" onAway={onAway} />;
  if (signedIn !== undefined) return <Accepted signedIn={signedIn} onGo={() => onSignedIn(signedIn, HOME)} />;
  return (
    <DoorPage title="Your invitation">
      <Whole of={seen.state} again={seen.again} noun="your invitation">
        {(invitation) => <Accept api={api} token={token} invitation={invitation} onDone={setSignedIn} onUsed={() => seen.again()} />}
      </Whole>
    </DoorPage>
  );
}

function Accept({
  api,
  token,
  invitation,
  onDone,
  onUsed,
}: {
  api: AccountApi;
  token: string;
  invitation: InvitationSeen;
  onDone: (signedIn: SignedIn) => void;
  onUsed: () => void;
}) {
  const { organization, email, invitedBy } = invitation;
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState("");
  const form = useForm({
    read: () => {
      const faults = { ...(name.trim() === "" ? { "/name": "Write your name as visitors should see it." } : {}), ...passwordFaults(password, email) };
      return Object.keys(faults).length > 0 ? { faults } : { body: { name: name.trim(), password } };
    },
    send: async (body) => {
      try {
        return await api.acceptInvitation(token, body.password, body.name === invitation.name ? undefined : body.name);
      } catch (error) {
        if (asProblem(error).status === 410) onUsed();
        throw error;
      }
    },
    done: onDone,
    words: acceptWords,
  });
  return (
    <form onSubmit={form.submit} noValidate aria-labelledby="door-title">
      <div>
        <h1 id="door-title">Welcome to {organization.name}</h1>
        <p class="soft">
          {invitedBy === undefined ? "You are invited" : `${invitedBy} invites you`} to answer chats on {organization.name}’s site. Choose a password, and you are in.
        </p>
      </div>
      <FormNotice form={form} />
      <TextField label="Your name" hint="Visitors see it when you answer." autocomplete="name" maxLength={80} value={name} onInput={setName} error={form.fault("/name")} />
      <div class="field">
        <b>E-mail</b>
        <p class="as-text">{email}</p>
        {/* For password managers: the name that this password belongs to. */}
        <input type="email" name="email" autocomplete="username" value={email} readOnly hidden />
      </div>
      <NewPassword value={password} onInput={setPassword} email={email} error={form.fault("/password")} />
      <Busy busy={form.busy} words="One moment…">
        Accept and open the console
      </Busy>
    </form>
  );
}

function acceptWords(problem: ApiProblem): string | undefined {
  if (problem.slug === "email-taken") return "Somebody signs in with this address already, in another organization. Ask who invited you to use another address.";
  return undefined;
}

function Accepted({ signedIn, onGo }: { signedIn: SignedIn; onGo: () => void }) {
  return (
    <DoorPage title="You are in">
      <div class="card-like centre">
        <Icon name="tick" class="big" />
        <h1>You are in, {firstName(signedIn.member.name)}</h1>
        <p role="status">
          You sign in with <b>{signedIn.member.email}</b> from now on.
        </p>
        <InstallApp />
        <button type="button" class="btn primary" onClick={onGo}>
          Open the console
        </button>
      </div>
    </DoorPage>
  );
}
