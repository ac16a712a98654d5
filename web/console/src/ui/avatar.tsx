import { safePhoto } from "@firstbell/protocol";
import { useState } from "preact/hooks";
import { initials, tint, type Named } from "../format/names.ts";

/** A picture, or initials on the person's own tint. Always beside the name, so hidden from screen readers. */
export function Avatar({ person, photo, size = "" }: { person: Named; photo?: string | undefined; size?: "" | "l" | "xl" }) {
  const [broken, setBroken] = useState(false);
  const source = broken ? undefined : safePhoto(photo, location.href);
  if (source !== undefined) return <img class={`avatar ${size}`} src={source} alt="" onError={() => setBroken(true)} />;
  return (
    <span class={`avatar ${size} tint-${tint(person.id)}`} aria-hidden="true">
      {initials(person)}
    </span>
  );
}
