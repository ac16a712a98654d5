import { useConsole } from "../console.ts";
import { Icon } from "../ui/icon.tsx";

/** The organization lets one computer ring at a time, and a newer one has taken over. */
export function ElsewherePage() {
  const { desk, session, changeUser } = useConsole();
  return (
    <div class="centre">
      <Icon name="swap" class="big" />
      <h1>You are signed in elsewhere</h1>
      <p role="status">
        Your chats ring on another computer now: {session.organization.name} lets one computer of an agent ring at a time. What you were
        writing here is kept. Use this computer, and the other one stops.
      </p>
      <div class="acts">
        <button type="button" class="btn primary" onClick={() => desk.client.tryNow()}>
          Use this computer
        </button>
        <button type="button" class="btn" onClick={changeUser}>
          Change this computer’s user
        </button>
      </div>
    </div>
  );
}
