import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Props {
  /** `menu`: a list of items, walked by arrow keys. `dialog`: a panel with anything in it. */
  readonly kind: "menu" | "dialog";
  readonly name: string;
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  /** Only where the button shows no words. */
  readonly buttonLabel?: string;
  readonly side?: "left" | "right";
  readonly panelClass?: string;
  readonly boxClass?: string;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button with a panel under it. Esc and a click elsewhere close it; the focus returns to the button. */
export function Pop({ kind, name, button, buttonClass, buttonLabel, side = "right", panelClass = "", boxClass = "", children }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();

  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };

  useLayoutEffect(() => {
    if (!open) return undefined;
    const items = panel.current?.querySelectorAll<HTMLElement>(".item") ?? [];
    const first = kind === "menu" ? [...items].find((item) => item.getAttribute("aria-checked") === "true") ?? items[0] : panel.current;
    first?.focus();
    // The menu of a last row opens below the fold.
    panel.current?.scrollIntoView({ block: "nearest" });
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [open]);

  const keyed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    if (kind !== "menu") return;
    const items = [...(panel.current?.querySelectorAll<HTMLElement>(".item") ?? [])];
    const place = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || items.length === 0) return;
    event.preventDefault();
    items[to % items.length]?.focus();
  };

  return (
    <div class={`menu ${boxClass}`} ref={box}>
      <button
        ref={opener}
        type="button"
        class={buttonClass}
        aria-haspopup={kind}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
        {buttonLabel !== undefined && <span class="unseen">{buttonLabel}</span>}
      </button>
      {open && (
        <div
          ref={panel}
          id={id}
          class={`pop ${side === "left" ? "left" : ""} ${panelClass}`}
          role={kind}
          aria-label={name}
          tabIndex={-1}
          onKeyDown={keyed}
        >
          {children(close)}
        </div>
      )}
    </div>
  );
}
