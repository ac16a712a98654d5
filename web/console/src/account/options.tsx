import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { KeysSetting } from "../help/help.tsx";
import { NotificationPart } from "../ring/sound.tsx";
import { TONES } from "../ring/tones.ts";
import { answersChats } from "../session/session.ts";
import type { Settings } from "../settings.ts";
import { Check, Choice, SelectField } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Page, Section } from "../ui/page.tsx";
import { InstallApp } from "./install.tsx";

const AWAY = [0, 5, 10, 20, 30, 60, 120] as const;
const XA = [0, 30, 60, 120, 240, 480] as const;

/** What belongs to this computer, whoever signs in on it. Everything is kept at once; there is nothing to save. */
export function Options() {
  const { session, settings, changeUser } = useConsole();
  const value = useCell(settings);
  return (
    <Page width="form" title="Options of this computer" lead="They stay here, whoever signs in on it, and change nothing on your other computers.">
      <Section title="Look">
        <div class="stack">
          <Choice
            legend="Theme"
            value={value.theme}
            onChange={(theme) => settings.keep({ theme })}
            options={[
              { value: "system", name: "As the system" },
              { value: "light", name: "Light" },
              { value: "dark", name: "Dark" },
            ]}
          />
          <Choice
            legend="Density"
            value={value.density}
            onChange={(density) => settings.keep({ density })}
            options={[
              { value: "comfortable", name: "Comfortable" },
              { value: "compact", name: "Compact", hint: "More chats and rows on the screen." },
            ]}
          />
        </div>
      </Section>
      {answersChats(session) && <Sounds value={value} />}
      {answersChats(session) && <IdleTimes value={value} />}
      <Section title="Keys">
        <p class="soft small">A accepts, N is “not me”, J and K walk the chats; ? lists all of them.</p>
        <KeysSetting />
      </Section>
      <Section title="The app">
        <InstallApp />
        {answersChats(session) && (
          <p class="small">
            <a href="#/welcome">First steps: the line for your site, and the first chat</a>
          </p>
        )}
      </Section>
      {session.support === undefined && (
        <Section title="This computer’s user" lead={`${session.member.name} (${session.member.email}) works here now.`}>
          <div class="acts">
            <button type="button" class="btn" onClick={changeUser}>
              <Icon name="swap" class="s" /> Change the user
            </button>
          </div>
          <p class="soft small">Signs {session.member.name} out here. Everything on this page stays for whoever comes next.</p>
        </Section>
      )}
    </Page>
  );
}

function Sounds({ value }: { value: Settings }) {
  const { settings, bell, attention } = useConsole();
  const permission = useCell(attention.permission);
  const tones: readonly (readonly [string, string])[] = [["profile", "As in my profile"], ...TONES.map(({ tone, name }) => [tone, name] as const)];
  return (
    <Section title="Sounds" lead="The volume is behind the loudspeaker at the top.">
      <div class="stack">
        <div>
          <SelectField label="Ring tone here" value={value.ringTone} onChange={(tone) => settings.keep({ ringTone: tone as Settings["ringTone"] })} options={tones} />
          <div class="acts">
            <button type="button" class="btn" onClick={() => void bell.test()}>
              <Icon name="sound" class="s" /> Listen
            </button>
          </div>
        </div>
        <Check label="Mute the ring" hint="Rings are still shown." checked={value.muted} onChange={(muted) => settings.keep({ muted })} />
        <Check
          label="A short sound for a message in a chat that is not in sight"
          checked={value.messageSound}
          onChange={(messageSound) => settings.keep({ messageSound })}
        />
        <NotificationPart permission={permission} ask={() => void attention.ask()} />
      </div>
    </Section>
  );
}

function IdleTimes({ value }: { value: Settings }) {
  const { settings } = useConsole();
  const name = (minutes: number) => (minutes === 0 ? "Never" : minutes < 60 ? `After ${minutes} minutes` : minutes === 60 ? "After an hour" : `After ${minutes / 60} hours`);
  const choices = (list: readonly number[], kept: number) => [...new Set([...list, kept])].sort((one, other) => one - other).map((minutes) => [String(minutes), name(minutes)] as const);
  return (
    <Section
      title="Away by itself"
      lead="When nobody touches this window for so long, you are shown as away and chats ring at others. The first touch brings you back online."
    >
      <div class="two">
        <SelectField label="Away" value={String(value.awayMinutes)} onChange={(minutes) => settings.keep({ awayMinutes: Number(minutes) })} options={choices(AWAY, value.awayMinutes)} />
        <SelectField label="Extended away" value={String(value.xaMinutes)} onChange={(minutes) => settings.keep({ xaMinutes: Number(minutes) })} options={choices(XA, value.xaMinutes)} />
      </div>
    </Section>
  );
}
