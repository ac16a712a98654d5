import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asProblem, type ApiProblem } from "../../api/problem.ts";
import { againWords, moneyRefusal, OPEN_WORDS } from "../../billing/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Busy, FormNotice, useForm, type Faults, type Form } from "../../ui/form.tsx";
import { attempts, isInDoubt, replayOf } from "./attempts.ts";

interface Props<B, T> {
  readonly organization: string;
  readonly timeZone: string;
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
  /** It was posted before, or nobody knows: what is shown may be old. */
  readonly doubt: () => void;
  readonly onClose: () => void;
}

const POINTERS = ["/minor", "/reference", "/memo", "/credits", "/months", "/posting", "/package", "/operators"] as const;

/** Money in two steps: first what, then the question with the numbers before and after. It is posted once, whatever the network does. */
export function PostingDialog<B, T>({ organization, timeZone, what, title, fields, read, sure, act, busyWords, danger = false, send, words, done, doubt, onClose }: Props<B, T>) {
  const [body, setBody] = useState<B>();
  const [before, setBefore] = useState<string>();
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
        return await attempts.send(organization, what, sent, (key) => send(sent, key));
      } catch (error) {
        if (isInDoubt(asProblem(error))) doubt();
        throw error;
      }
    },
    words: (problem) => words?.(problem) ?? moneyRefusal(problem),
    done: (answer) => {
      const earlier = replayOf(answer);
      if (earlier !== undefined) {
        // Not said as done now: whoever means a second payment of the same amount would believe that there are two.
        setBefore(againWords(earlier.at, timeZone));
        doubt();
        return;
      }
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
  }, [body === undefined, before === undefined]);
  if (before !== undefined) {
    return (
      <Dialog title={title} onClose={onClose}>
        <div class="stack">
          <p class="notice calm" role="status">
            {before}
          </p>
          <div class="acts end">
            <button type="button" class="btn" onClick={() => setBefore(undefined)}>
              Post it once more
            </button>
            <button ref={back} type="button" class="btn primary" onClick={onClose}>
              Done
            </button>
          </div>
        </div>
      </Dialog>
    );
  }
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
              {attempts.isOpen(organization, what, body) && form.wrong === undefined && <p class="small">{OPEN_WORDS}</p>}
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
