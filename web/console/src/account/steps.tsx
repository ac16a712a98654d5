import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { Install } from "../portal/install.tsx";
import { chatRoute, hashOf } from "../route.ts";
import { firstName } from "../format/names.ts";
import { Icon } from "../ui/icon.tsx";
import { Page, Section } from "../ui/page.tsx";
import { InstallApp } from "./install.tsx";
import { firstStep } from "./first.ts";

/** After signing up: from an empty account to the first chat. The page watches for it. */
export function FirstSteps() {
  const { session, desk, bell, settings } = useConsole();
  const state = useCell(desk.state);
  const sound = useCell(bell.sound);
  const { show } = useCell(settings);
  const step = firstStep(state);
  return (
    <Page width="form" title={`${session.organization.name} is ready, ${firstName(session.member.name)}.`} lead="Three steps to your first chat. You can come back to this page by Options.">
      <Install organization={session.organization.id} />
      <Section title="Hear it ring" lead={sound === "ready" ? "This is how a new chat sounds." : "Your browser plays no sound before you click once."}>
        <div class="acts">
          <button type="button" class="btn" onClick={() => void bell.test()}>
            <Icon name="sound" class="s" /> {sound === "ready" ? "Hear it again" : "Play it"}
          </button>
          {show !== "online" && (
            <button type="button" class="btn" onClick={() => settings.keep({ show: "online" })}>
              Go online
            </button>
          )}
        </div>
      </Section>
      <Section title="Wait for the first chat" lead="Open the demo shop or your own page in another window and write something.">
        <p role="status" class={`first ${step.kind}`}>
          {step.kind === "connecting" && (
            <>
              <Icon name="star" class="star" /> Connecting. A moment, then chats can ring here.
            </>
          )}
          {step.kind === "silent" && "You are not online, so nothing rings here. Press Go online above."}
          {step.kind === "waiting" && (
            <>
              <Icon name="star" class="star" /> Waiting. It rings here the moment somebody writes.
            </>
          )}
          {step.kind === "ringing" && (
            <>
              <Icon name="bell" /> It rings! Accept it above.
            </>
          )}
          {step.kind === "had" && (
            <>
              <Icon name="tick" /> Your first chat is here.{" "}
              <a href={hashOf(step.chat === undefined ? { at: "home" } : chatRoute(step.chat))} onClick={() => settings.keep({ welcomed: true })}>
                Open it
              </a>
            </>
          )}
        </p>
      </Section>
      <Section title="Keep it open">
        <InstallApp />
        <div class="acts">
          <a class="btn" href="#/" onClick={() => settings.keep({ welcomed: true })}>
            Go to the chats
          </a>
          <a class="btn quiet" href="#/team">
            Invite your agents
          </a>
        </div>
      </Section>
    </Page>
  );
}
