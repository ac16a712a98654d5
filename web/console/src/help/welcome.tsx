import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { firstName } from "../format/names.ts";
import { listed } from "../presence/words.ts";
import { NOTIFICATION_WORDS } from "../ring/sound.tsx";
import { ringingRooms, silentRooms } from "../session/session.ts";
import { Icon } from "../ui/icon.tsx";

/** The first sign-in on a computer: what to do once, so that no ring is missed. */
export function Welcome() {
  const { session, bell, attention, settings } = useConsole();
  const sound = useCell(bell.sound);
  const permission = useCell(attention.permission);
  const { show } = useCell(settings);
  const rooms = listed(ringingRooms(session).map((room) => room.name));
  return (
    <div class="pane">
      <div class="narrow">
        <h1>Welcome, {firstName(session.member.name)}.</h1>
        <p class="soft">
          {rooms === ""
            ? `You are in no room ${silentRooms(session).length > 0 ? "that rings on the Free plan: choose GENERAL in your profile" : "yet. Ask your administrator to add you to one"}.`
            : `When somebody writes on ${session.organization.name}’s site, it rings here and at every other agent of ${rooms}. Who accepts first, answers.`}
        </p>
        <ol class="steps">
          <li class={sound === "ready" ? "done" : ""}>
            <span class="mark">{sound === "ready" ? <Icon name="tick" class="s" /> : 1}</span>
            <div>
              <b>Hear the ring</b>
              <div class="small soft">
                {sound === "impossible" ? "This browser plays no sound for a page." : sound === "ready" ? "This is how a new chat sounds, until somebody accepts it." : "Your browser plays no sound before you click once."}
              </div>
            </div>
            {sound !== "impossible" && (
              <button type="button" class="btn" onClick={() => void bell.test()}>
                {sound === "ready" ? "Hear it again" : "Play it"}
              </button>
            )}
          </li>
          <li class={permission === "granted" ? "done" : ""}>
            <span class="mark">{permission === "granted" ? <Icon name="tick" class="s" /> : 2}</span>
            <div>
              <b>See it in other windows</b>
              <div class="small soft">{NOTIFICATION_WORDS[permission]}</div>
            </div>
            {permission === "unknown" && (
              <button type="button" class="btn" onClick={() => void attention.ask()}>
                Allow
              </button>
            )}
          </li>
          <li class={show === "online" ? "done" : ""}>
            <span class="mark">{show === "online" ? <Icon name="tick" class="s" /> : 3}</span>
            <div>
              <b>Be online</b>
              <div class="small soft">
                {show === "online" ? "You are: chats ring here. Change it above when you leave." : "You are not: nothing rings here."}
              </div>
            </div>
            {show !== "online" && (
              <button type="button" class="btn" onClick={() => settings.keep({ show: "online" })}>
                Go online
              </button>
            )}
          </li>
        </ol>
        <div class="acts">
          <button type="button" class="btn primary" onClick={() => settings.keep({ welcomed: true })}>
            Go to the chats
          </button>
        </div>
      </div>
    </div>
  );
}
