import type { OrganizationRow } from "../api/shapes.ts";
import { hashOf, pageRoute } from "../route.ts";
import { Icon } from "../ui/icon.tsx";
import { Pop } from "../ui/pop.tsx";
import { SECTIONS } from "./tabs.ts";

/** View opens the customer; the arrow beside it jumps to a section. */
export function Shortcut({ row }: { row: OrganizationRow }) {
  return (
    <div class="split">
      <a class="btn" href={hashOf(pageRoute("customers", [row.id]))} aria-label={`View ${row.name}`}>
        View
      </a>
      <Pop kind="menu" name={`Sections of ${row.name}`} buttonClass="btn" button={<Icon name="down" class="s" />} buttonLabel={`Shortcut to a section of ${row.name}`}>
        {(close) => (
          <>
            {SECTIONS.map(({ id, title }) => (
              <a key={id} class="item" role="menuitem" tabIndex={-1} href={hashOf(pageRoute("customers", id === "overview" ? [row.id] : [row.id, id]))} onClick={close}>
                {title}
              </a>
            ))}
          </>
        )}
      </Pop>
    </div>
  );
}
