import { useState } from "preact/hooks";
import { Attempt } from "../api/http.ts";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import { useConsole } from "../console.ts";
import { fullTime } from "../format/time.ts";
import { pageRoute } from "../route.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Busy } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/page.tsx";
import { wayBack } from "../ui/wayback.ts";
import { orFresh, staleWords } from "./fresh.ts";
import type { PartsProps } from "./person.tsx";

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
      setState({ wrong: staleWords(problem) ?? problemWords(problem) });
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

/** When somebody was here, and the mails by which they come in: the invitation, or a new password. */
export function SigningIn({ organization, member, self, noun }: PartsProps & { self: boolean }) {
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

/** Disabling, which can be undone, and deleting, which leaves the history. */
export function Ending({ organization, member, put, place, noun }: PartsProps) {
  const { api, go, toasts } = useConsole();
  const [asking, setAsking] = useState<"disable" | "delete">();
  const words = (problem: ApiProblem) => (problem.slug === "owner-stays" ? "The owner stays. Make somebody else the owner first." : staleWords(problem));
  const again = async () => put(await api.member(organization, member.id));
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
                  act={async () => {
                    const back = wayBack();
                    put(await orFresh(() => api.changeMember(organization, member.id, member.version, { status: "active" }), again));
                    toasts.say(`${member.name} may sign in again.`);
                    // The button is gone with what it was for.
                    requestAnimationFrame(back);
                  }}
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
          words={words}
          onConfirm={async () => {
            put(await orFresh(() => api.changeMember(organization, member.id, member.version, { status: "disabled" }), again));
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
          words={words}
          onConfirm={async () => {
            await orFresh(() => api.deleteMember(organization, member.id, member.version), again);
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
