import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiProblem } from "../api/problem.ts";
import { useForm, type Faults, type Form } from "../ui/form.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { conflictWords, merged, same } from "./merge.ts";

export interface EditPlan<V extends { readonly version: number }, D extends object, B> {
  /** As the server has it. */
  readonly value: V;
  /** What tells two states apart; the version where nothing else is said. */
  readonly state?: (value: V) => string;
  readonly draft: (value: V) => D;
  readonly faults: (draft: D) => { readonly [field in keyof D]?: string | undefined };
  /** Where a field's error would be pointed at; its own name where nothing else is said. */
  readonly pointers?: { readonly [field in keyof D]?: string };
  readonly body: (value: V, draft: D) => B;
  readonly send: (value: V, body: B, key: string) => Promise<V>;
  readonly fetch: () => Promise<V>;
  /** What somebody else made of it meanwhile: the rest of the page is to show it, too. */
  readonly seen: (value: V) => void;
  readonly done: (value: V) => void;
  readonly name: (field: keyof D) => string;
  readonly words?: (problem: ApiProblem) => string | undefined;
}

export interface Edit<D> {
  readonly draft: D;
  readonly set: <Field extends keyof D>(field: Field, value: D[Field]) => void;
  readonly change: (draft: D) => void;
  readonly form: Form;
  readonly fault: (field: keyof D) => string | undefined;
  readonly dirty: boolean;
  readonly reset: () => void;
  /** Somebody else saved first; what to do is in these words. */
  readonly conflict: string | undefined;
}

/**
 * A form over something that others edit too. When somebody was faster, their version is fetched, joined with what was
 * typed, and the person looks and saves again: nothing typed is lost, and nothing of theirs is overwritten unseen.
 */
export function useEdit<V extends { readonly version: number }, D extends object, B>(plan: EditPlan<V, D, B>): Edit<D> {
  const [base, setBase] = useState(plan.value);
  const [draft, setDraft] = useState(() => plan.draft(plan.value));
  const [conflict, setConflict] = useState<string>();
  const now = useRef({ base, draft });
  now.current = { base, draft };
  const sent = useRef(draft);
  const change = (fresh: D) => {
    now.current = { ...now.current, draft: fresh };
    setDraft(fresh);
  };

  // A newer version came from elsewhere, such as another form of the same page.
  useEffect(() => {
    const state = plan.state ?? ((value: V) => String(value.version));
    if (state(plan.value) === state(now.current.base)) return;
    const join = merged(plan.draft(now.current.base), now.current.draft, plan.draft(plan.value));
    change(join.draft);
    setBase(plan.value);
    if (join.both.length > 0) setConflict(conflictWords(join, plan.name, plan.draft(plan.value)));
  }, [plan.value]);

  const pointer = (field: keyof D) => `/${plan.pointers?.[field] ?? String(field)}`;

  const form = useForm<B, V>({
    read: () => {
      const found = Object.entries(plan.faults(draft)).filter(([, words]) => words !== undefined) as [keyof D & string, string][];
      if (found.length > 0) return { faults: Object.fromEntries(found.map(([field, words]) => [pointer(field), words])) satisfies Faults };
      return { body: plan.body(base, draft) };
    },
    send: async (body, key) => {
      sent.current = now.current.draft;
      try {
        return await plan.send(base, body, key);
      } catch (error) {
        if ((error as ApiProblem).status === 412) {
          // What they made of it is fetched; when that fails too, the refusal is still said.
          const fresh = await plan.fetch().catch(() => undefined);
          if (fresh !== undefined) {
            // It is there as it was typed: an answer got lost, or somebody did the very same.
            if (same(plan.draft(fresh), now.current.draft)) return fresh;
            const join = merged(plan.draft(base), now.current.draft, plan.draft(fresh));
            plan.seen(fresh);
            setBase(fresh);
            change(join.draft);
            setConflict(conflictWords(join, plan.name, plan.draft(fresh)));
          }
        }
        throw error;
      }
    },
    done: (value) => {
      setBase(value);
      // What was typed while it was on its way is not saved yet, and stays.
      change(merged(sent.current, now.current.draft, plan.draft(value)).draft);
      setConflict(undefined);
      plan.done(value);
    },
    words: (problem) => (problem.status === 412 ? undefined : plan.words?.(problem)),
  });

  const dirty = !same(draft, plan.draft(base));
  useUnsaved(dirty);
  return {
    draft,
    set: (field, value) => change({ ...now.current.draft, [field]: value }),
    change,
    form: conflict === undefined ? form : { ...form, wrong: undefined },
    fault: (field) => form.fault(pointer(field)),
    dirty,
    reset: () => {
      setDraft(plan.draft(base));
      setConflict(undefined);
      form.clear();
    },
    conflict,
  };
}
