import { useEffect, useState } from "preact/hooks";
import { useConsole } from "../console.ts";
import { Icon } from "../ui/icon.tsx";

/** Text to take along, with a button that copies it and says so. Where a browser refuses, the text is selected. */
export function Copyable({ text, what }: { text: string; what: string }) {
  const { announcer } = useConsole();
  const [state, setState] = useState<"still" | "copied" | "refused">("still");
  useEffect(() => {
    if (state !== "copied") return undefined;
    const timer = setTimeout(() => setState("still"), 3_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (event: MouseEvent) => {
    const box = event.currentTarget instanceof HTMLElement ? event.currentTarget.parentElement : null;
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      announcer.say(`${what} is copied.`);
    } catch {
      const code = box?.querySelector("code");
      if (code) getSelection()?.selectAllChildren(code);
      setState("refused");
    }
  };
  return (
    <div class="copyable">
      <pre tabIndex={0} role="region" aria-label={what}>
        <code>{text}</code>
      </pre>
      <button type="button" class="btn" onClick={(event) => void copy(event)}>
        <Icon name={state === "copied" ? "tick" : "copy"} class="s" /> {state === "copied" ? "Copied" : "Copy"}
        <span class="unseen"> {what}</span>
      </button>
      {state === "refused" && (
        <p class="soft small" role="status">
          The browser does not let this page copy. The text is selected: press Ctrl C (⌘ C on a Mac).
        </p>
      )}
    </div>
  );
}
