import { useResource } from "../api/resource.ts";
import { zoneOf } from "../billing/zone.ts";
import { useConsole } from "../console.ts";
import type { PageProps } from "../pages.ts";
import { Whole } from "../ui/listing.tsx";
import { Page } from "../ui/page.tsx";
import { UseView } from "./view.tsx";

/** `#/use`: the own organization's chats in numbers. */
export function UsePage({ query }: PageProps) {
  const { api, session } = useConsole();
  const { id, name } = session.organization;
  const zone = useResource(() => zoneOf(api, session), [id]);
  return (
    <Page title="Use" lead="Chats by day, room and agent. Days are those of the organization’s time zone.">
      <Whole of={zone.state} again={zone.again} noun="the time zone">
        {(timeZone) => <UseView key={id} organization={id} name={name} timeZone={timeZone} place={{ page: "use", path: [] }} query={query} />}
      </Whole>
    </Page>
  );
}
