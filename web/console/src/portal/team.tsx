import type { PageProps } from "../pages.ts";
import { useConsole } from "../console.ts";
import { Page } from "../ui/page.tsx";
import { People } from "./people.tsx";
import { MemberPage } from "./person.tsx";

const PLACE = { page: "team", path: [] } as const;

/** `#/team` and `#/team/{member}`: the agents of the own organization. */
export function Team({ path }: PageProps) {
  const { session } = useConsole();
  const { id, kind } = session.organization;
  const [member] = path;
  return (
    <Page title="Agents" lead={member === undefined ? "Everybody who may sign in here, without a limit." : undefined} width={member === undefined ? "wide" : "form"}>
      {member === undefined ? (
        <People organization={id} kind={kind} place={PLACE} noun="agent" />
      ) : (
        <MemberPage key={member} organization={id} kind={kind} member={member} place={PLACE} noun="agent" />
      )}
    </Page>
  );
}
