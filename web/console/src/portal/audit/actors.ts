import type { AuditRecord, Member } from "../../api/shapes.ts";
import { actor } from "./words.ts";

type Option = readonly [id: string, name: string];

/**
 * Whom the log can be filtered by: the members, where they may be listed, and whoever did something in the records shown. So deleted
 * agents, support and keys can be chosen, and the filter is there for who may read the log and nothing else.
 */
export function actorOptions(people: readonly Pick<Member, "id" | "name">[], records: readonly AuditRecord[], chosen: string): readonly Option[] {
  const options = new Map<string, string>(people.map(({ id, name }) => [id, name]));
  const others = new Map<string, string>();
  for (const record of records) {
    const { id, kind } = record.by;
    if (id === undefined || !["member", "support", "key", "agent"].includes(kind) || options.has(id) || others.has(id)) continue;
    const { name, note } = actor(record);
    others.set(id, note === undefined ? name : `${name} (${note})`);
  }
  const all = [...options, ...[...others].sort(([, one], [, other]) => one.localeCompare(other))];
  return chosen === "" || all.some(([id]) => id === chosen) ? all : [...all, [chosen, chosen]];
}

/** One record of each who did something. */
export function firstOfEach(records: readonly AuditRecord[]): readonly AuditRecord[] {
  return [...new Map(records.map((record) => [record.by.id, record])).values()];
}
