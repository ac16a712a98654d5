import { useEffect, useState } from "preact/hooks";
import type { Room } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Check } from "../ui/form.tsx";
import { whole } from "./pages.ts";

/** The organization's rooms for names and choices; `undefined` until they are here, or when they may not be seen. */
export function useRooms(organization: string): readonly Room[] | undefined {
  const { api, session } = useConsole();
  const [rooms, setRooms] = useState<readonly Room[]>();
  const inside = session.organization.id === organization;
  useEffect(() => {
    // A customer's rooms are their own matter: a reseller logs in as the customer to see them.
    if (!inside) return undefined;
    let here = true;
    whole((cursor) => api.rooms(organization, { limit: 100, ...(cursor === undefined ? {} : { cursor }) })).then(
      (all) => here && setRooms(all),
      () => undefined,
    );
    return () => void (here = false);
  }, [organization]);
  return rooms;
}

/** Which rooms ring at this person. */
export function RoomChecks({
  rooms,
  chosen,
  onChange,
  disabled = false,
}: {
  rooms: readonly Room[] | undefined;
  chosen: readonly string[];
  onChange: (rooms: readonly string[]) => void;
  disabled?: boolean;
}) {
  if (rooms === undefined) return null;
  return (
    <fieldset class="choice">
      <legend>
        <b>Rooms</b>
      </legend>
      {rooms.map((room) => (
        <Check
          key={room.id}
          label={room.name}
          hint={room.effective ? undefined : "Does not ring on the free plan."}
          disabled={disabled}
          checked={chosen.includes(room.id)}
          onChange={(on) => onChange(on ? [...chosen, room.id] : chosen.filter((one) => one !== room.id))}
        />
      ))}
    </fieldset>
  );
}
