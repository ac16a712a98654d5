import { useId } from "preact/hooks";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { canVibrate, type Permission } from "./attention.ts";
import type { Sound } from "./bell.ts";

/** Until the browser allows sound, a button says so; then volume, mute, test and notifications, for this computer. */
export function SoundMenu() {
  const { bell, settings } = useConsole();
  const sound = useCell(bell.sound);
  const { muted, volume } = useCell(settings);
  return (
    <>
      {sound === "blocked" && !muted && (
        <button type="button" class="btn primary" onClick={() => void bell.enable()}>
          <Icon name="sound" class="s" />
          <span>
            Enable<span class="phone-unseen"> sound</span>
          </span>
        </button>
      )}
      <Pop
        kind="dialog"
        boxClass={sound === "blocked" && !muted ? "not-phone" : ""}
        name="Sound and notifications"
        panelClass="panel"
        buttonClass="ico"
        buttonLabel={`Sound and notifications: ${soundState(sound, muted, volume)}`}
        button={<Icon name={muted || volume === 0 || sound !== "ready" ? "silent" : "sound"} />}
      >
        {() => <SoundPanel />}
      </Pop>
    </>
  );
}

function soundState(sound: Sound, muted: boolean, volume: number): string {
  if (sound === "impossible") return "this browser has no sound";
  if (muted) return "muted";
  return sound === "blocked" ? "not allowed yet" : `volume ${Math.round(volume * 100)} %`;
}

export function SoundPanel() {
  const { bell, settings, attention } = useConsole();
  const sound = useCell(bell.sound);
  const { muted, volume } = useCell(settings);
  const permission = useCell(attention.permission);
  const id = useId();
  return (
    <>
      <h2>The ring on this computer</h2>
      {sound === "impossible" && (
        <p class="soft">
          This browser cannot play the ring. {canVibrate() ? "The phone vibrates instead, while this page is open." : "Watch the tab’s title, or allow notifications below."}
        </p>
      )}
      {sound === "blocked" && (
        <p class="soft">
          Your browser plays no sound before you click once.
          {canVibrate() ? " Until then, and when the phone is silenced, it vibrates instead while this page is open." : ""}
        </p>
      )}
      {sound !== "impossible" && (
        <div class="volume">
          <label for={id}>Volume</label>
          <input
            id={id}
            type="range"
            min="0"
            max="100"
            step="5"
            value={Math.round(volume * 100)}
            disabled={muted}
            onInput={(event) => settings.keep({ volume: Number(event.currentTarget.value) / 100 })}
          />
          <label class="check">
            <input type="checkbox" checked={muted} onChange={(event) => settings.keep({ muted: event.currentTarget.checked })} />
            <span>
              Mute <span class="soft">(rings are still shown)</span>
            </span>
          </label>
          <button type="button" class="btn" disabled={muted} onClick={() => void bell.test()}>
            <Icon name="bell" class="s" /> {sound === "blocked" ? "Enable and test sound" : "Test sound"}
          </button>
        </div>
      )}
      <hr />
      <NotificationPart permission={permission} ask={() => void attention.ask()} />
    </>
  );
}

export function NotificationPart({ permission, ask }: { permission: Permission; ask: () => void }) {
  return (
    <div class="volume">
      <b>Notifications</b>
      <p class="soft small">{NOTIFICATION_WORDS[permission]}</p>
      {permission === "unknown" && (
        <button type="button" class="btn" onClick={ask}>
          Allow notifications
        </button>
      )}
    </div>
  );
}

export const NOTIFICATION_WORDS: Readonly<Record<Permission, string>> = {
  unknown: "A ring can also show on your desktop while you look at another window. Your browser will ask you once.",
  granted: "Rings show on your desktop while you look at another window.",
  denied: "Your browser was told not to show them. Click the icon beside the address, allow notifications for this site, and reload.",
  impossible: "This browser shows no notifications for a page. Keep the console open where you see it.",
};
