import type { Edit } from "./edit.ts";
import { Busy } from "../ui/form.tsx";

/** The end of a form over something known: what a faster colleague did, save, and the way back. */
export function SaveRow<D>({ edit, words = "Save" }: { edit: Edit<D>; words?: string }) {
  const { form, dirty, conflict, reset } = edit;
  return (
    <div class="keep-row" data-dirty={dirty || conflict !== undefined}>
      <div role="alert">{conflict !== undefined && <p class="notice">{conflict}</p>}</div>
      <div class="acts">
        <Busy busy={form.busy} words="Saving…" disabled={!dirty && conflict === undefined}>
          {words}
        </Busy>
        {dirty && !form.busy && (
          <button
            type="button"
            class="btn quiet"
            onClick={(event) => {
              // This button goes with what it undid.
              const before = event.currentTarget.previousElementSibling;
              if (before instanceof HTMLElement) before.focus();
              reset();
            }}
          >
            Undo the changes
          </button>
        )}
      </div>
    </div>
  );
}
