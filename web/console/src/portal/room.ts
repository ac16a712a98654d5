/** What stands in a room's form; the seconds as they were typed. */
export interface RoomDraft {
  readonly name: string;
  readonly ringSeconds: string;
}

export const RING_SECONDS = { least: 5, most: 900 } as const;
const NAME_LIMIT = 80;

export function roomFaults(draft: RoomDraft): { readonly [field in keyof RoomDraft]?: string } {
  const length = [...draft.name.trim()].length;
  const seconds = Number(draft.ringSeconds);
  const whole = draft.ringSeconds.trim() !== "" && Number.isInteger(seconds) && seconds >= RING_SECONDS.least && seconds <= RING_SECONDS.most;
  return {
    ...(length === 0 ? { name: "Write the name of the room." } : length > NAME_LIMIT ? { name: `This name has ${length} characters; ${NAME_LIMIT} is the most.` } : {}),
    ...(whole ? {} : { ringSeconds: `Write whole seconds from ${RING_SECONDS.least} to ${RING_SECONDS.most}.` }),
  };
}
