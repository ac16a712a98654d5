import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { listed } from "../presence/words.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import type { Settings } from "../settings.ts";

const THEMES: readonly (readonly [Settings["theme"], string])[] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function MeMenu({ onHelp }: { onHelp: () => void }) {
  const { session, settings, signOut, go } = useConsole();
  const { member, organization } = session;
  const { theme } = useCell(settings);
  return (
    <Pop
      kind="menu"
      name="Your account"
      buttonClass="avatar-btn"
      buttonLabel={`Your account: ${member.name}`}
      button={<Avatar person={member} photo={member.photo} />}
    >
      {(close) => (
        <>
          <div class="who-is" role="presentation">
            <b>{member.name}</b>
            <div class="small soft">{member.email}</div>
            <div class="small soft">
              {organization.name}
              {member.rooms.length > 0 && ` · ${listed(member.rooms.map((room) => room.name))}`}
            </div>
          </div>
          <hr />
          {THEMES.map(([value, name]) => (
            <button
              key={value}
              type="button"
              class="item"
              role="menuitemradio"
              aria-checked={theme === value}
              tabIndex={-1}
              onClick={() => settings.keep({ theme: value })}
            >
              <Icon name="sun" class="s" />
              {name}
              {theme === value && <Icon name="tick" class="tick" />}
            </button>
          ))}
          <hr />
          <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={() => (close(), onHelp())}>
            <Icon name="help" class="s" /> Keys and help
          </button>
          <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={() => (close(), go({ at: "connection" }))}>
            <Icon name="plug" class="s" /> Connection
          </button>
          <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={signOut}>
            <Icon name="door" class="s" />
            <span>
              Sign out<span class="small soft">in every window of this browser</span>
            </span>
          </button>
        </>
      )}
    </Pop>
  );
}
