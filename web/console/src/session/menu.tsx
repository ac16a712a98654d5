import { useConsole } from "../console.ts";
import { listed } from "../presence/words.ts";
import type { Route } from "../route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { answersChats, ringingRooms } from "./session.ts";

interface Place {
  readonly to: Route;
  readonly icon: IconName;
  readonly name: string;
}

const OWN: readonly Place[] = [
  { to: { at: "profile" }, icon: "person", name: "Your profile" },
  { to: { at: "sessions" }, icon: "lock", name: "Sign-in and sessions" },
];
const OPTIONS: Place = { to: { at: "options" }, icon: "screen", name: "Options of this computer" };
const CONNECTION: Place = { to: { at: "connection" }, icon: "plug", name: "Connection" };

/** Who one is here, the pages about oneself, and the ways out. */
export function MeMenu({ onHelp }: { onHelp: () => void }) {
  const { session, signOut, changeUser, leaveSupport, go } = useConsole();
  const { member, organization, support } = session;
  const ringing = ringingRooms(session);
  const places = [...(support === undefined ? OWN : []), OPTIONS, ...(answersChats(session) ? [CONNECTION] : [])];
  return (
    <Pop
      kind="menu"
      name="Your account"
      buttonClass="avatar-btn"
      buttonLabel={`Your account: ${support === undefined ? member.name : support.by.name}`}
      button={<Avatar person={support === undefined ? member : support.by} photo={support === undefined ? member.photo : undefined} />}
    >
      {(close) => (
        <>
          <div class="who-is" role="presentation">
            <b>{support === undefined ? member.name : support.by.name}</b>
            <div class="small soft">{support === undefined ? member.email : `Support for ${organization.name}`}</div>
            <div class="small soft">
              {support === undefined ? organization.name : support.by.organization.name}
              {support === undefined && ringing.length > 0 && ` · ${listed(ringing.map((room) => room.name))}`}
            </div>
          </div>
          <hr />
          {places.map((place) => (
            <button key={place.name} type="button" class="item" role="menuitem" tabIndex={-1} onClick={() => (close(), go(place.to))}>
              <Icon name={place.icon} class="s" /> {place.name}
            </button>
          ))}
          <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={() => (close(), onHelp())}>
            <Icon name="help" class="s" /> Keys and help
          </button>
          <hr />
          {support !== undefined ? (
            <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={leaveSupport}>
              <Icon name="door" class="s" /> Leave {organization.name}
            </button>
          ) : (
            <>
              <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={changeUser}>
                <Icon name="swap" class="s" />
                <span>
                  Change this computer’s user<span class="small soft">its settings stay</span>
                </span>
              </button>
              <button type="button" class="item" role="menuitem" tabIndex={-1} onClick={signOut}>
                <Icon name="door" class="s" />
                <span>
                  Sign out<span class="small soft">in every window of this browser</span>
                </span>
              </button>
            </>
          )}
        </>
      )}
    </Pop>
  );
}
