import { useEffect, useState } from "preact/hooks";
import type { AccountApi } from "../api/api.ts";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import type { SignedIn } from "../api/shapes.ts";
import type { Link } from "../root.tsx";
import type { Session } from "../session/session.ts";
import { HOME, type Linked, type Route } from "../route.ts";
import { Busy, FormNotice, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { DoorPage } from "./door.tsx";
import { Renew } from "../billing/renew.tsx";
import { Invitation } from "./invitation.tsx";
import { NewPassword } from "./newpassword.tsx";
import { passwordFaults } from "./passwords.ts";

interface Props {
  readonly api: AccountApi;
  readonly link: Link;
  readonly onSignedIn: (signedIn: SignedIn, to?: Route) => void;
  readonly onAway: (to: Route) => void;
  /** Who is signed in here meanwhile, if anybody is. */
  readonly within?: Session | undefined;
}

/** What a mailed link opens. Its token is in memory only: a reload asks for the mail again. */
export function LinkPage({ api, link, onSignedIn, onAway, within }: Props) {
  switch (link.at) {
    case "reset":
      return <Reset key={link.token} api={api} token={link.token} onAway={onAway} />;
    case "invitation":
      return <Invitation key={link.token} api={api} token={link.token} onSignedIn={onSignedIn} onAway={onAway} />;
    case "confirm":
      return <Confirmed key={link.token} at="confirm" act={() => api.confirmSignUp(link.token)} done={(signedIn) => onSignedIn(signedIn, { at: "welcome" })} onAway={onAway} />;
    case "renewal":
      return <Renew key={link.token} api={api} token={link.token} within={within} onAway={onAway} />;
    case "email":
      return <EmailChanged key={link.token} api={api} token={link.token} onAway={onAway} />;
  }
}

function Reset({ api, token, onAway }: { api: AccountApi; token: string; onAway: (to: Route) => void }) {
  const [password, setPassword] = useState("");
  const [state, setState] = useState<"open" | "done" | "used">("open");
  const form = useForm({
    read: () => {
      const faults = passwordFaults(password);
      return Object.keys(faults).length > 0 ? { faults } : { body: password };
    },
    send: async (body) => {
      try {
        await api.resetPassword(token, body);
        return "done" as const;
      } catch (error) {
        if (asProblem(error).status === 410) return "used" as const;
        throw error;
      }
    },
    done: setState,
  });
  if (state === "used") return <Used at="reset" onAway={onAway} />;
  if (state === "done") {
    return (
      <DoorPage title="Your password is changed">
        <div class="card-like centre">
          <Icon name="tick" class="big" />
          <h1>Your password is changed</h1>
          <p role="status">Every session of yours was ended, on every computer. Sign in with the new password.</p>
          <button type="button" class="btn primary" onClick={() => onAway({ at: "signin" })}>
            Sign in
          </button>
        </div>
      </DoorPage>
    );
  }
  return (
    <DoorPage title="Choose a new password">
      <form onSubmit={form.submit} noValidate aria-labelledby="door-title">
        <h1 id="door-title">Choose a new password</h1>
        <FormNotice form={form} />
        <NewPassword label="New password" value={password} onInput={setPassword} error={form.fault("/password")} />
        <p class="soft small">All your sessions end with it, on every computer.</p>
        <Busy busy={form.busy} words="Changing…">
          Change the password
        </Busy>
      </form>
    </DoorPage>
  );
}

/** A link that does its work by being opened; once, also where a page is drawn twice. */
function Confirmed<T>({ at, act, done, onAway }: { at: Linked; act: () => Promise<T>; done: (answer: T) => void; onAway: (to: Route) => void }) {
  const [problem, setProblem] = useState<ApiProblem>();
  const go = () => {
    setProblem(undefined);
    act().then(done, (error: unknown) => setProblem(asProblem(error)));
  };
  useEffect(go, []);
  if (problem === undefined) {
    return (
      <DoorPage title="One moment">
        <p class="soft under" role="status">
          Confirming your address…
        </p>
      </DoorPage>
    );
  }
  if (problem.status === 410) return <Used at={at} onAway={onAway} />;
  if (problem.slug === "email-taken") {
    return (
      <DoorPage title="This address has an account">
        <div class="card-like centre">
          <Icon name="mail" class="big" />
          <h1>This address has an account</h1>
          <p role="status">Somebody signs in with it already, in this or another organization. Sign in there, or use another address.</p>
          <button type="button" class="btn primary" onClick={() => onAway({ at: "signin" })}>
            Sign in
          </button>
        </div>
      </DoorPage>
    );
  }
  return (
    <DoorPage title="Not confirmed yet">
      <div class="card-like centre">
        <Icon name="plug" class="big" />
        <h1>Not confirmed yet</h1>
        <p role="alert">{problemWords(problem)}</p>
        <button type="button" class="btn primary" onClick={go}>
          Try again
        </button>
      </div>
    </DoorPage>
  );
}

function EmailChanged({ api, token, onAway }: { api: AccountApi; token: string; onAway: (to: Route) => void }) {
  const [done, setDone] = useState(false);
  if (!done) return <Confirmed at="email" act={() => api.confirmEmail(token)} done={() => setDone(true)} onAway={onAway} />;
  return (
    <DoorPage title="Your address is changed">
      <div class="card-like centre">
        <Icon name="tick" class="big" />
        <h1>Your address is changed</h1>
        <p role="status">From now on you sign in with the new one.</p>
        <button type="button" class="btn primary" onClick={() => onAway(HOME)}>
          To the console
        </button>
      </div>
    </DoorPage>
  );
}

const USED: Readonly<Record<Linked, { readonly text: string; readonly act: string; readonly to: Route }>> = {
  reset: { text: "A link to choose a new password works once, for one hour. Ask for another one.", act: "Mail me another link", to: { at: "forgot" } },
  invitation: {
    text: "An invitation works once, for seven days. If you have accepted it, sign in; else ask who invited you to send it again.",
    act: "Sign in",
    to: { at: "signin" },
  },
  confirm: { text: "This link works once, for 24 hours. If you have confirmed your address, sign in; else sign up again.", act: "Sign in", to: { at: "signin" } },
  renewal: {
    text: "A renewal link works for 30 days. An administrator can buy credits in the console, under Billing, at any time.",
    act: "To the console",
    to: { at: "page", page: "billing", path: ["buy"], query: "" },
  },
  email: { text: "This link works once, for 24 hours. If your address was not changed, ask your administrator to change it again.", act: "Sign in", to: { at: "signin" } },
};

/** Unknown, used and expired look the same, to the server's answer as well. */
export function Used({ at, onAway }: { at: Linked; onAway: (to: Route) => void }) {
  const { text, act, to } = USED[at];
  return (
    <DoorPage title="This link works no more">
      <div class="card-like centre">
        <Icon name="link" class="big" />
        <h1>This link works no more</h1>
        <p role="status">{text}</p>
        <p class="small soft">Or it was cut off: open it in the mail by a click instead of copying it.</p>
        <div class="acts centred">
          <button type="button" class="btn primary" onClick={() => onAway(to)}>
            {act}
          </button>
          {at === "confirm" && (
            <button type="button" class="btn" onClick={() => onAway({ at: "signup" })}>
              Sign up again
            </button>
          )}
        </div>
      </div>
    </DoorPage>
  );
}
