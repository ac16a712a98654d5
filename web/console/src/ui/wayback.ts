const FOCUSABLE = "button, a[href], input, select, textarea";

/**
 * Remembers where the focus is; calling what it gives puts it back there when it has been lost. Where that is gone, such
 * as a button that has done its work, the focus goes to what is nearest around it: never to the beginning of the page.
 */
export function wayBack(): () => void {
  const from = document.activeElement;
  const around: Element[] = [];
  for (let box = from?.closest("body *")?.parentElement ?? null; box !== null && box !== document.body; box = box.parentElement) around.push(box);
  return () => {
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    if (from instanceof HTMLElement && from !== document.body && from.isConnected) return from.focus();
    for (const box of around) {
      const near = box.isConnected ? box.querySelector<HTMLElement>(FOCUSABLE) : null;
      if (near !== null) return near.focus();
    }
  };
}
