/** What two people made of the same thing, both beginning from `before`. */
export interface Merged<D> {
  /** What the other one changed, where this one did not; what this one typed everywhere else. */
  readonly draft: D;
  /** Fields that both changed, differently: the typed one stands, and the person is told of the other. */
  readonly both: readonly (keyof D)[];
  /** Fields that only the other one changed. */
  readonly theirs: readonly (keyof D)[];
}

export function merged<D extends object>(before: D, typed: D, theirs: D): Merged<D> {
  const draft = { ...typed };
  const both: (keyof D)[] = [];
  const taken: (keyof D)[] = [];
  for (const field of Object.keys(before) as (keyof D)[]) {
    const [was, mine, now] = [before[field], typed[field], theirs[field]];
    if (same(was, now)) continue;
    if (same(was, mine)) {
      draft[field] = now;
      taken.push(field);
    } else if (isList(was) && isList(mine) && isList(now)) {
      // Each entry is in or out, and who changed it is the one who meant it: lists join without a quarrel.
      draft[field] = joined(was, mine, now) as D[typeof field];
      if (!same(draft[field], mine)) taken.push(field);
    } else if (!same(mine, now)) both.push(field);
  }
  return { draft, both, theirs: taken };
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function joined(was: readonly string[], mine: readonly string[], now: readonly string[]): readonly string[] {
  const stays = mine.filter((entry) => now.includes(entry) || !was.includes(entry));
  return [...stays, ...now.filter((entry) => !was.includes(entry) && !stays.includes(entry))];
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What a person is told after somebody else was faster; `now` is what the other one made of it. */
export function conflictWords<D>({ both, theirs }: Pick<Merged<D>, "both" | "theirs">, name: (field: keyof D) => string, now: D): string {
  const list = (words: readonly string[]) => [...new Set(words)].join(", ");
  const mine = both.length > 0 ? ` Both of you changed: ${list(both.map((field) => `${name(field)}${quoted(now[field])}`))}. What you wrote stands here.` : "";
  const other = theirs.length > 0 ? ` Their ${both.length > 0 ? "other " : ""}change is in the form now: ${list(theirs.map(name))}.` : "";
  return `Somebody changed this meanwhile.${mine}${other} Look, and save again.`;
}

const LONGEST_QUOTE = 60;

/** What the other one wrote, where it fits into a sentence. */
function quoted(value: unknown): string {
  if (typeof value !== "string") return "";
  if (value.trim() === "") return " (they emptied it)";
  return value.length <= LONGEST_QUOTE ? ` (theirs: “${value}”)` : "";
}
