import { useCell } from "../cell.ts";
import { useConsole } from "../console.ts";
import { Dialog } from "../ui/dialog.tsx";
import { KEYS } from "./keys.ts";

export function Help({ onClose }: { onClose: () => void }) {
  const { settings } = useConsole();
  const { singleKeys } = useCell(settings);
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="keys">
        {KEYS.map(({ key, words }) => (
          <Key key={key} letter={key} words={words} single={singleKeys} />
        ))}
        <dt>
          <kbd>Enter</kbd>
        </dt>
        <dd>Send the message</dd>
        <dt>
          <kbd>Shift</kbd>
          <kbd>Enter</kbd>
        </dt>
        <dd>Begin a new line</dd>
        <dt>{singleKeys ? <kbd>?</kbd> : <AltKey letter="/" />}</dt>
        <dd>This help</dd>
        <dt>
          <kbd>Esc</kbd>
        </dt>
        <dd>Close what is open on top</dd>
      </dl>
      <p class="soft small">
        With <kbd>Alt</kbd> the letters work everywhere, also while you write: <kbd>Alt</kbd> <kbd>A</kbd> accepts.
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => settings.keep({ singleKeys: event.currentTarget.checked })}
        />
        <span>
          Single letters work without Alt <span class="soft">(turn it off if you dictate, or press keys by accident)</span>
        </span>
      </label>
    </Dialog>
  );
}

function Key({ letter, words, single }: { letter: string; words: string; single: boolean }) {
  return (
    <>
      <dt>{single ? <kbd>{letter}</kbd> : <AltKey letter={letter} />}</dt>
      <dd>{words}</dd>
    </>
  );
}

function AltKey({ letter }: { letter: string }) {
  return (
    <>
      <kbd>Alt</kbd>
      <kbd>{letter}</kbd>
    </>
  );
}
