import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";

/** The frame of every page outside the console: the name, one card, and what else one may want. Names the tab. */
export function DoorPage({ title, wide = false, foot, children }: { title: string; wide?: boolean; foot?: ComponentChildren; children: ComponentChildren }) {
  useEffect(() => void (document.title = `${title} · Firstbell`), [title]);
  return (
    <div class="door">
      <main class={wide ? "wide" : ""}>
        <div class="brand">
          <Icon name="bell" /> Firstbell
        </div>
        {children}
        {foot !== undefined && <div class="small soft foot">{foot}</div>}
      </main>
    </div>
  );
}
