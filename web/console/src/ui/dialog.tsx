import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { wayBack } from "./wayback.ts";

/** A modal of the browser's own: it keeps the focus, and Esc closes it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before the next key: whoever is quick with Tab would else walk on behind the dialog, and come back to there.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return undefined;
    const back = wayBack();
    element.showModal();
    // A form begins at its first field, not at the button that closes it.
    element.querySelector<HTMLElement>("form .input")?.focus();
    // Whoever is done is taken away with the focus in it: it goes back to where it came from, as after Esc.
    return () => {
      queueMicrotask(back);
      requestAnimationFrame(back);
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={onClose}>
      <header>
        <h2 id={id}>{title}</h2>
        <button type="button" class="ico" aria-label="Close" onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
