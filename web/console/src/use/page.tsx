import { useConsole } from "../console.ts";
import type { PageProps } from "../pages.ts";
import { Page } from "../ui/page.tsx";
import { UseView } from "./view.tsx";

/** `#/use`: the own organization's chats in numbers. */
export function UsePage({ query }: PageProps) {
  const { session } = useConsole();
  const { id, name, timezone } = session.organization;
  return (
    <Page title="Use" lead="Chats by day, room and agent. Days are those of the organization’s time zone.">
      <UseView key={id} organization={id} name={name} timeZone={timezone} place={{ page: "use", path: [] }} query={query} />
    </Page>
  );
}
