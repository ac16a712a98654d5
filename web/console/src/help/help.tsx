import { Fragment, type ComponentChildren } from "preact";
import { InstallApp } from "../account/install.tsx";
import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { Copyable } from "../portal/copy.tsx";
import { answersChats } from "../session/session.ts";
import { Choice } from "../ui/form.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { HELD, KEYS, platformOf, type Keys } from "./keys.ts";

/** Keys, where the console is, how to have it as an app, what to do when it does not connect, and the API. */
export function Help({ onClose }: { onClose: () => void }) {
  const { session, settings } = useConsole();
  const { keys } = useCell(settings);
  const address = `${location.origin}/`;
  return (
    <Dialog title="Keys and help" onClose={onClose}>
      <dl class="keys">
        {keys !== "off" &&
          KEYS.map(({ key, words }) => (
            <Line key={key} words={words}>
              {keys === "single" ? <kbd>{key}</kbd> : <WithHeld letter={key} />}
            </Line>
          ))}
        <Line words="Send the message">
          <kbd>Enter</kbd>
        </Line>
        <Line words="Begin a new line">
          <kbd>Shift</kbd>
          <kbd>Enter</kbd>
        </Line>
        {keys !== "off" && <Line words="This help">{keys === "single" ? <kbd>?</kbd> : <WithHeld letter="/" />}</Line>}
        <Line words="Close what is open on top">
          <kbd>Esc</kbd>
        </Line>
      </dl>
      {keys !== "off" && (
        <p class="soft small">
          With {HELD[platformOf()].join(" and ")} the letters work everywhere, also while you write: <WithHeld letter="A" /> accepts.
        </p>
      )}
      <KeysSetting />
      <section class="help-part" aria-label="The console">
        <h3>The console</h3>
        <p>This address always leads to the newest one; nothing has to be downloaded anew.</p>
        <Copyable text={address} what="The console’s address" />
        <InstallApp />
        {answersChats(session) && (
          <p>
            <a href="#/connection" onClick={onClose}>
              Test the connection
            </a>{" "}
            <span class="soft">says which step fails when chats do not ring.</span>
          </p>
        )}
        <p>
          <a href="/docs" target="_blank" rel="noopener">
            The API’s pages
          </a>{" "}
          <span class="soft">are for whoever connects other programs.</span>
        </p>
      </section>
    </Dialog>
  );
}

/** Which keys command; in the help and among the options of this computer. */
export function KeysSetting() {
  const { settings } = useConsole();
  const { keys } = useCell(settings);
  const held = HELD[platformOf()].join(" and ");
  return (
    <Choice<Keys>
      legend="Keys that command"
      value={keys}
      onChange={(chosen) => settings.keep({ keys: chosen })}
      options={[
        { value: "single", name: "Letters alone, and with " + held },
        { value: "modified", name: `Only with ${held}`, hint: "If you dictate, or press keys by accident." },
        { value: "off", name: "None", hint: "If they are in the way of another program’s." },
      ]}
    />
  );
}

/** "When somebody rings, A accepts; ? lists all keys", by the keys that command here. */
export function KeysHint() {
  const { keys } = useCell(useConsole().settings);
  if (keys === "off") return null;
  const key = (letter: string) => (keys === "single" ? <kbd>{letter}</kbd> : <WithHeld letter={letter} />);
  return (
    <>
      When somebody rings, {key("A")} accepts; {key(keys === "single" ? "?" : "/")} lists all keys.
    </>
  );
}

function Line({ words, children }: { words: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{children}</dt>
      <dd>{words}</dd>
    </>
  );
}

function WithHeld({ letter }: { letter: string }) {
  return (
    <>
      {HELD[platformOf()].map((key) => (
        <Fragment key={key}>
          <kbd>{key}</kbd>{" "}
        </Fragment>
      ))}
      <kbd>{letter}</kbd>
    </>
  );
}
