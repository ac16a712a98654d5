import { Cell, useCell } from "../cell.ts";

/** What a screen reader says next. The count makes the same words said twice two announcements. */
export interface Spoken {
  readonly words: string;
  readonly count: number;
}

/** Rings interrupt (assertive), once each; messages wait their turn (polite). */
export class Announcer {
  readonly urgent = new Cell<Spoken>({ words: "", count: 0 });
  readonly calm = new Cell<Spoken>({ words: "", count: 0 });

  urge(words: string): void {
    this.urgent.set({ words, count: this.urgent.value.count + 1 });
  }

  say(words: string): void {
    this.calm.set({ words, count: this.calm.value.count + 1 });
  }
}

export function Announcements({ announcer }: { announcer: Announcer }) {
  const urgent = useCell(announcer.urgent);
  const calm = useCell(announcer.calm);
  return (
    <div class="unseen">
      <div role="alert">
        <span key={urgent.count}>{urgent.words}</span>
      </div>
      <div role="status">
        <span key={calm.count}>{calm.words}</span>
      </div>
    </div>
  );
}
