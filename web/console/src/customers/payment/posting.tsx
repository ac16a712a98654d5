import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, type ApiProblem } from "../../api/problem.ts";
import { moneyRefusal } from "../../billing/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Busy, FormNotice, useForm, type Faults, type Form } from "../../ui/form.tsx";
import { answered, keyFor } from "./attempts.ts";

interface Props<B, T> {
  readonly organization: string;
  /** What is done, as part of its submission's name: "top-up". */
  readonly what: string;
  readonly title: string;
  readonly fields: (form: Form) => ComponentChildren;
  readonly read: () => { readonly body: B } | { readonly faults: Faults };
  /** Asked before it is done: what will be, in numbers. */
  readonly sure: (body: B) => ComponentChildren;
  readonly act: (body: B) => string;
  readonly busyWords: string;
  readonly danger?: boolean;
  readonly send: (body: NonNullable<B>, key: string) => Promise<T>;
  readonly words?: (problem: ApiProblem) => string | undefined;
  readonly done: (answer: T, body: B) => void;
  readonly onClose: () => void;
}

const POINTERS = ["/minor", "/reference", "/memo", "/credits", "/months", "/posting", "/package", "/operators"] as const;

/** Money in two steps: first what, then the question with the numbers before and after. It is posted once, whatever the network does. */
export function PostingDialog<B, T>({ organization, what, title, fields, read, sure, act, busyWords, danger = false, send, words, done, onClose }: Props<B, T>) {
  const [body, setBody] = useState<B>();
  const back = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLFormElement>(null);
  const form = useForm<B, T>({
    read: () => {
      const found = read();
      if ("faults" in found) return found;
      if (body !== undefined && JSON.stringify(body) === JSON.stringify(found.body)) return found;
      // Nothing is wrong, and nothing is sent yet: the question comes first.
      setBody(found.body);
      return { faults: {} };
    },
    send: async (sent) => {
      try {
        const answer = await send(sent, keyFor(organization, what, sent));
        answered(organization, what, sent);
        return answer;
      } catch (error) {
        if (!asProblem(error).passing) answered(organization, what, sent);
        throw error;
      }
    },
    words: (problem) => words?.(problem) ?? moneyRefusal(problem),
    done: (answer) => {
      if (body !== undefined) done(answer, body);
      onClose();
    },
  });
  const faulty = body !== undefined && POINTERS.some((pointer) => form.fault(pointer) !== undefined);
  useEffect(() => {
    // The server found a fault in a field: back to it.
    if (faulty) setBody(undefined);
  }, [faulty]);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) (back.current ?? box.current?.querySelector<HTMLElement>('[aria-invalid="true"], .input'))?.focus();
    first.current = false;
  }, [body === undefined]);
  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={box} class="stack" onSubmit={form.submit} noValidate>
        <FormNotice form={form} />
        {body === undefined ? (
          <>
            {fields(form)}
            <div class="acts end" key="write">
              <button type="button" class="btn" onClick={onClose}>
                Cancel
              </button>
              <button type="submit" class="btn primary">
                Go on
              </button>
            </div>
          </>
        ) : (
          <>
            <div class="once-more" role="status">
              {sure(body)}
            </div>
            <div class="acts end" key="sure">
              <button ref={back} type="button" class="btn" aria-disabled={form.busy} onClick={() => !form.busy && setBody(undefined)}>
                Back
              </button>
              <Busy busy={form.busy} words={busyWords} class={danger ? "btn stop sure" : "btn primary"}>
                {act(body)}
              </Busy>
            </div>
          </>
        )}
      </form>
    </Dialog>
  );
}

/** Two numbers and the way from one to the other. */
export function FromTo({ name, from, to }: { name: string; from: string; to: string }) {
  return (
    <p class="from-to num">
      <span class="soft">{name}</span> {from} <span aria-hidden="true">→</span>
      <span class="unseen"> becomes </span> <b>{to}</b>
    </p>
  );
}
