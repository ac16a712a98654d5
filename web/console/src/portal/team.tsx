import { useState } from "preact/hooks";
import type { PageProps } from "../pages.ts";
import { useConsole } from "../console.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { People } from "./people.tsx";
import { MemberPage } from "./person.tsx";

const PLACE = { page: "team", path: [] } as const;

/** `#/team` and `#/team/{member}`: the agents of the own organization. */
export function Team({ path }: PageProps) {
  const { session } = useConsole();
  const { id, kind } = session.organization;
  const [inviting, setInviting] = useState(false);
  const [member] = path;
  if (member !== undefined) return <MemberPage key={member} organization={id} kind={kind} member={member} place={PLACE} noun="agent" as="page" />;
  return (
    <Page
      title="Agents"
      lead="Everybody who works here. There is no limit."
      acts={
        // Support may change names, rooms and permissions, but has nobody invited.
        session.support === undefined && (
          <button type="button" class="btn primary" onClick={() => setInviting(true)}>
            <Icon name="plus" class="s" /> New agent
          </button>
        )
      }
    >
      <People organization={id} kind={kind} place={PLACE} noun="agent" invite={{ open: inviting, onClose: () => setInviting(false) }} />
    </Page>
  );
}
