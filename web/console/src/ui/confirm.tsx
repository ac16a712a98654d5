import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import { Busy } from "./form.tsx";
import { wayBack } from "./wayback.ts";

interface Props {
  /** A question: "Delete the room Sales?" */
  readonly title: string;
  /** What is lost, and what stays. */
  readonly children: ComponentChildren;
  /** The button: "Delete the room". */
  readonly act: string;
  readonly busyWords: string;
  /** To be typed before the button works; for what cannot be undone. */
  readonly typed?: string;
  readonly danger?: boolean;
  /** Rejects with what is shown in the dialog. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly words?: (problem: ApiProblem) => string | undefined;
}

/** Asks before something is lost. The focus begins on the way back; Esc goes it. */
export function Confirm({ title, children, act, busyWords, typed, danger = true, onConfirm, onClose, words }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [text, setText] = useState("");
  const id = useId();
  const open = useRef(true);
  // Before the next key: whoever is quick with Tab would else walk on behind the dialog, and come back to there.
  useLayoutEffect(() => {
    const element = dialog.current;
    const back = wayBack();
    if (element !== null && !element.open) element.showModal();
    return () => {
      open.current = false;
      // Whoever asked may be gone with what was deleted.
      queueMicrotask(back);
      requestAnimationFrame(back);
    };
  }, []);
  const confirm = async (event: Event) => {
    event.preventDefault();
    if (busy || (typed !== undefined && text.trim() !== typed)) return;
    setBusy(true);
    setWrong(undefined);
    try {
      await onConfirm();
      if (open.current) dialog.current?.close();
    } catch (error) {
      const problem = asProblem(error);
      if (open.current) setWrong(words?.(problem) ?? problemWords(problem));
    } finally {
      if (open.current) setBusy(false);
    }
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`} onClose={onClose}>
      <form onSubmit={(event) => void confirm(event)}>
        <h2 id={`${id}-title`}>{title}</h2>
        <div id={`${id}-text`} class="words">
          {children}
        </div>
        {typed !== undefined && (
          <div class="field">
            <label for={`${id}-typed`}>
              Write <b>{typed}</b> to go on
            </label>
            <input id={`${id}-typed`} class="input" value={text} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} />
          </div>
        )}
        <div role="alert">{wrong !== undefined && <p class="notice">{wrong}</p>}</div>
        <div class="acts end">
          <button type="button" class="btn" autofocus onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <Busy busy={busy} words={busyWords} class={danger ? "btn stop sure" : "btn primary"} disabled={typed !== undefined && text.trim() !== typed}>
            {act}
          </Busy>
        </div>
      </form>
    </dialog>
  );
}
