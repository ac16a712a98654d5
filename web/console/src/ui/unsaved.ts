import { useEffect } from "preact/hooks";

const begun = new Set<object>();

/** Says while it is drawn that something was typed here and is not saved. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const mine = {};
    begun.add(mine);
    return () => void begun.delete(mine);
  }, [dirty]);
}

export function unsaved(): boolean {
  return begun.size > 0;
}

/** `stay`: turning the page would throw away what was begun on it, or in a dialog over it. */
export function turning(begunHere: boolean, dialog: "none" | "plain" | "form"): "go" | "stay" {
  return begunHere || dialog === "form" ? "stay" : "go";
}

/** What lies over the page. A dialog without a form has nothing in it to lose. */
export function openDialog(root: ParentNode = document): "none" | "plain" | "form" {
  const dialog = root.querySelector("dialog[open]");
  return dialog === null ? "none" : dialog.querySelector("form") === null ? "plain" : "form";
}
