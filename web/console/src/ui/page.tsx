import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useConsole } from "../console.ts";
import { hashOf, type Route } from "../route.ts";
import { Icon } from "./icon.tsx";

interface Props {
  readonly title: string;
  /** Under the title: one sentence. */
  readonly lead?: ComponentChildren;
  /** Buttons beside the title. */
  readonly acts?: ComponentChildren;
  /** Where the arrow leads, and its name. */
  readonly back?: { readonly to: Route; readonly name: string };
  /** `form`: a column to read and write in. `wide`: tables. */
  readonly width?: "form" | "wide";
  readonly children: ComponentChildren;
}

/** A page of the console that is not a chat. Names the tab as well. */
export function Page({ title, lead, acts, back, width = "wide", children }: Props) {
  const { attention } = useConsole();
  useEffect(() => {
    attention.place(title);
    return () => attention.place("");
  }, [title]);
  return (
    <div class="pane">
      <div class={`page ${width}`}>
        {back !== undefined && (
          <a class="back small" href={hashOf(back.to)}>
            <Icon name="back" class="s" /> {back.name}
          </a>
        )}
        <header class="page-head">
          <div>
            <h1>{title}</h1>
            {lead !== undefined && <p class="soft">{lead}</p>}
          </div>
          {acts !== undefined && <div class="acts">{acts}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}

/** A part of a page with its own title. */
export function Section({ title, lead, children }: { title: string; lead?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="card part">
      <header>
        <h2>{title}</h2>
        {lead !== undefined && <p class="soft small">{lead}</p>}
      </header>
      {children}
    </section>
  );
}
