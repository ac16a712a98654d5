import { useState } from "preact/hooks";
import { asProblem, problemWords } from "../api/problem.ts";
import { usePages } from "../api/resource.ts";
import type { OwnSession } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { fullTime } from "../format/time.ts";
import { useNow } from "../now.ts";
import { Busy, FormNotice, PasswordField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Listing } from "../ui/listing.tsx";
import { Page, Section } from "../ui/page.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { ago } from "./ago.ts";
import { NewPassword } from "./newpassword.tsx";
import { passwordFaults } from "./passwords.ts";

/** Where one is signed in, how to end it there, and the password. */
export function SessionsPage() {
  const { session } = useConsole();
  return (
    <Page width="form" title="Sign-in and sessions" lead={`You sign in with ${session.member.email}.`}>
      <Sessions />
      {session.support === undefined ? (
        <PasswordChange />
      ) : (
        <p class="soft">Support cannot see or change passwords.</p>
      )}
    </Page>
  );
}

function Sessions() {
  const { api, toasts, signOut } = useConsole();
  const pages = usePages<OwnSession>(() => api.sessions(), []);
  const [ending, setEnding] = useState<string>();
  const [all, setAll] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const now = useNow(60_000);
  const others = pages.state.kind === "ready" ? pages.state.value.items.filter((one) => !one.current && one.support === undefined) : [];

  const end = async (one: OwnSession) => {
    if (one.current) return signOut();
    setEnding(one.id);
    setWrong(undefined);
    try {
      await api.endSession(one.id);
      pages.remove(one.id);
      toasts.say("The session is ended.");
    } catch (error) {
      const problem = asProblem(error);
      // Ended meanwhile, which is what was wanted.
      if (problem.status === 404) pages.remove(one.id);
      else setWrong(problemWords(problem));
    } finally {
      setEnding(undefined);
    }
  };

  const endOthers = async () => {
    const ended = await Promise.allSettled(others.map((one) => api.endSession(one.id)));
    pages.again();
    const failed = ended.find((one) => one.status === "rejected" && asProblem(one.reason).status !== 404);
    if (failed?.status === "rejected") throw failed.reason;
    toasts.say("All other sessions are ended.");
  };

  return (
    <Section title="Where you are signed in" lead="You do not know one of them? End it, and change your password below.">
      <div role="alert">{wrong !== undefined && <p class="notice">{wrong}</p>}</div>
      <Listing pages={pages} noun="your sessions" empty={<p>You are signed in here only.</p>}>
        {(items) => (
          <ul class="own-list">
            {items.map((one) => (
              <li key={one.id}>
                <Icon name="screen" />
                <div class="grow">
                  <b>{one.client ?? "A program"}</b> {one.current && <span class="tag good">this one</span>}
                  {one.support !== undefined && <span class="tag">support</span>}
                  {one.support !== undefined && (
                    <div class="small">
                      {one.support.by.name}: {one.support.reason}
                    </div>
                  )}
                  <div class="small soft">
                    Signed in <span title={fullTime(one.createdAt)}>{ago(now - one.createdAt)}</span>, used{" "}
                    <span title={fullTime(one.lastUsedAt)}>{ago(now - one.lastUsedAt)}</span>
                  </div>
                </div>
                <Busy type="button" class="btn" busy={ending === one.id} words="Ending…" onClick={() => void end(one)}>
                  {one.current ? "Sign out" : "End it"}
                  {!one.current && <span class="unseen">: {one.client}</span>}
                </Busy>
              </li>
            ))}
          </ul>
        )}
      </Listing>
      {others.length > 1 && (
        <div class="acts">
          <button type="button" class="btn stop" onClick={() => setAll(true)}>
            End all others
          </button>
        </div>
      )}
      {all && (
        <Confirm title="End all other sessions?" act="End them" busyWords="Ending…" onConfirm={endOthers} onClose={() => setAll(false)}>
          <p>You are signed out everywhere but here, within seconds. What was being written there and not sent stays on those computers.</p>
        </Confirm>
      )}
    </Section>
  );
}

function PasswordChange() {
  const { api, session, toasts } = useConsole();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  useUnsaved(current !== "" || password !== "");
  const form = useForm({
    read: () => {
      const faults = { ...(current === "" ? { "/current": "Write the password you have now." } : {}), ...passwordFaults(password, session.member.email) };
      return Object.keys(faults).length > 0 ? { faults } : { body: { current, password } };
    },
    send: (body) => api.changePassword(body.current, body.password),
    done: () => {
      setCurrent("");
      setPassword("");
      toasts.say("Your password is changed. All other sessions are ended.");
    },
  });
  return (
    <Section title="Change the password" lead="All your other sessions end with it; this one goes on.">
      <form onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        <input type="email" name="email" autocomplete="username" value={session.member.email} readOnly hidden />
        <PasswordField label="Password now" name="current" autocomplete="current-password" value={current} onInput={setCurrent} error={form.fault("/current")} />
        <NewPassword label="New password" value={password} onInput={setPassword} email={session.member.email} error={form.fault("/password")} />
        <div class="acts">
          <Busy busy={form.busy} words="Changing…">
            Change the password
          </Busy>
        </div>
      </form>
    </Section>
  );
}
