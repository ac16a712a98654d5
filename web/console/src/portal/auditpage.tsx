import type { PageProps } from "../pages.ts";
import { useConsole } from "../console.ts";
import { Page } from "../ui/page.tsx";
import { AuditLog } from "./audit/log.tsx";

const PLACE = { page: "audit", path: [] } as const;

/** `#/audit`: the own organization's record. */
export function Audit({ query }: PageProps) {
  const { session } = useConsole();
  const { id, name } = session.organization;
  return (
    <Page title="Audit log" lead="Who did what, and when. Records are never changed: each carries the fingerprint of the one before it.">
      <AuditLog key={id} organization={id} name={name} place={PLACE} query={query} />
    </Page>
  );
}
