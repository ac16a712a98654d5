import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { presenceWords, SHOWS } from "./words.ts";

/** Whether new chats ring at this computer; set by hand, and kept for this computer. */
export function PresenceMenu() {
  const { settings, idleness, desk } = useConsole();
  const { show } = useCell(settings);
  const wished = useCell(idleness.shown);
  const state = useCell(desk.state);
  const words = presenceWords(state.shown, wished, state.client.connection.kind === "connected");
  return (
    <Pop
      kind="menu"
      name="Presence"
      buttonClass="pill"
      button={
        <>
          <span class={`dot ${words.dot}`} />
          <span class="unseen">Presence:</span>
          <span class="phone-unseen">{words.name}</span>
          <Icon name="down" class="s" />
        </>
      }
    >
      {(close) => (
        <>
          {SHOWS.map((one) => (
          <button
            key={one.show}
            type="button"
            class="item"
            role="menuitemradio"
            aria-checked={one.show === show}
            tabIndex={-1}
            onClick={() => {
              settings.keep({ show: one.show });
              close();
            }}
          >
            <span class={`dot ${one.dot}`} />
            <span>
              {one.name}
              <span class="small soft">{one.meaning}</span>
            </span>
            {one.show === show && <Icon name="tick" class="tick" />}
          </button>
          ))}
          <hr />
          <a class="item" role="menuitem" tabIndex={-1} href="#/options" onClick={close}>
            <Icon name="clock" class="s" /> Away by itself…
          </a>
        </>
      )}
    </Pop>
  );
}
