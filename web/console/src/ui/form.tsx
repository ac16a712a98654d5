import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Attempt } from "../api/http.ts";
import { asProblem, problemWords, type ApiProblem } from "../api/problem.ts";
import { Icon } from "./icon.tsx";

/** What is wrong, by JSON pointer into what would be sent ("/email"). */
export type Faults = Readonly<Record<string, string>>;

export interface FormPlan<B, T> {
  /** What the fields say; or what is wrong with them before anything is sent. */
  readonly read: () => { readonly body: B } | { readonly faults: Faults };
  /** `key` is the Idempotency-Key of this submission. */
  readonly send: (body: NonNullable<B>, key: string) => Promise<T>;
  readonly done: (answer: T) => void;
  /** Words better than the general ones for a refusal of this form. */
  readonly words?: (problem: ApiProblem) => string | undefined;
}

export interface Form {
  readonly busy: boolean;
  /** The sentence on top: what the server refused, where no field says it. */
  readonly wrong: string | undefined;
  /** The error of a field. Calling it says that there is such a field. */
  readonly fault: (pointer: string) => string | undefined;
  readonly submit: (event?: Event) => void;
  /** Takes the errors away, for a form that is begun anew. */
  readonly clear: () => void;
}

/** One form: checks, sends once however often the button is pressed, and brings the server's errors to the fields. */
export function useForm<B, T>(plan: FormPlan<B, T>): Form {
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<ApiProblem>();
  const [attempt] = useState(() => new Attempt());
  const claimed = useRef(new Set<string>());
  const form = useRef<HTMLElement | null>(null);
  const sending = useRef(false);

  useLayoutEffect(() => {
    if (Object.keys(faults).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (event?.currentTarget instanceof HTMLElement) form.current = event.currentTarget;
    if (sending.current) return;
    const read: { readonly body?: B; readonly faults?: Faults } = plan.read();
    setProblem(undefined);
    setFaults(read.faults ?? {});
    const { body } = read;
    if (read.faults !== undefined || body === undefined || body === null) return;
    sending.current = true;
    setBusy(true);
    let answer: T;
    try {
      answer = await plan.send(body, attempt.keyFor(body));
    } catch (error) {
      const refusal = asProblem(error);
      if (!refusal.passing) attempt.answered();
      setProblem(refusal);
      setFaults(Object.fromEntries(refusal.errors.map(({ pointer, detail }) => [pointer, sentence(detail)])));
      return;
    } finally {
      sending.current = false;
      setBusy(false);
    }
    attempt.answered();
    plan.done(answer);
  };

  const fault = (pointer: string) => {
    claimed.current.add(pointer);
    return faults[pointer];
  };
  return { busy, wrong: wrongWords(problem, plan, claimed.current), fault, submit: (event) => void submit(event), clear: () => (setFaults({}), setProblem(undefined)) };
}

function wrongWords<B, T>(problem: ApiProblem | undefined, plan: FormPlan<B, T>, claimed: ReadonlySet<string>): string | undefined {
  if (problem === undefined) return undefined;
  const better = plan.words?.(problem);
  if (better !== undefined) return better;
  const homeless = problem.errors.filter(({ pointer }) => !claimed.has(pointer));
  return homeless.length > 0 ? homeless.map(({ pointer, detail }) => `${pointer.slice(1)}: ${sentence(detail)}`).join(" ") : problemWords(problem);
}

/** "must be …" → "Must be …." */
function sentence(detail: string): string {
  const text = detail.trim();
  return text === "" ? "This is not accepted." : text[0]?.toLocaleUpperCase() + text.slice(1).replace(/([^.!?])$/u, "$1.");
}

/** What stands between a form's title and its fields: the refusal. */
export function FormNotice({ form }: { form: Pick<Form, "wrong"> }) {
  return <div role="alert">{form.wrong !== undefined && <p class="notice">{form.wrong}</p>}</div>;
}

export interface FieldProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly children: (control: { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined }) => ComponentChildren;
}

/** A label, its control, what helps, and what is wrong; tied together for screen readers. */
export function Field({ label, hint, error, optional = false, children }: FieldProps) {
  const id = useId();
  const described = [hint === undefined ? undefined : `${id}-hint`, error === undefined ? undefined : `${id}-fault`].filter((one) => one !== undefined);
  return (
    <div class="field">
      <label for={id}>
        <b>{label}</b>
        {optional && <span class="soft small"> optional</span>}
      </label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": described.length > 0 ? described.join(" ") : undefined })}
      {hint !== undefined && (
        <p class="soft small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="wrong small" id={`${id}-fault`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TextProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: "text" | "email" | "url" | "tel" | "search" | "number" | "date";
  readonly name?: string;
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly rows?: number;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly inputMode?: "text" | "email" | "numeric" | "tel" | "url";
}

/** A line of text; with `rows` several. */
export function TextField({ value, onInput, rows, type = "text", label, hint, error, optional, ...rest }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional === undefined ? {} : { optional })}>
      {(control) =>
        rows === undefined ? (
          <input class="input" type={type} value={value} spellcheck={type === "text"} onInput={(event) => onInput(event.currentTarget.value)} {...control} {...rest} />
        ) : (
          <textarea class="input" rows={rows} value={value} onInput={(event) => onInput(event.currentTarget.value)} {...control} {...rest} />
        )
      }
    </Field>
  );
}

interface SelectProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly name?: string;
  readonly autocomplete?: string;
  readonly disabled?: boolean;
}

export function SelectField({ value, onChange, options, label, hint, error, optional, ...rest }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional === undefined ? {} : { optional })}>
      {(control) => (
        <select class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)} {...control} {...rest}>
          {options.map(([one, name]) => (
            <option key={one} value={one} selected={one === value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly error?: string | undefined;
}

export function Check({ label, hint, checked, onChange, disabled = false, error }: CheckProps) {
  const id = useId();
  return (
    <div class="check-field">
      <label class="check">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={hint === undefined && error === undefined ? undefined : id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {(hint !== undefined || error !== undefined) && (
        <div id={id}>
          {hint !== undefined && <p class="soft small">{hint}</p>}
          {error !== undefined && <p class="wrong small">{error}</p>}
        </div>
      )}
    </div>
  );
}

/** One of a few, all in sight. */
export function Choice<V extends string>({
  legend,
  hint,
  value,
  options,
  onChange,
}: {
  readonly legend: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly name: ComponentChildren; readonly hint?: ComponentChildren; readonly disabled?: boolean }[];
  readonly onChange: (value: V) => void;
}) {
  const group = useId();
  return (
    <fieldset class="choice">
      <legend>
        <b>{legend}</b>
      </legend>
      {hint !== undefined && <p class="soft small">{hint}</p>}
      {options.map((option) => (
        <label class="check" key={option.value}>
          <input type="radio" name={group} checked={option.value === value} disabled={option.disabled === true} onChange={() => onChange(option.value)} />
          <span>
            {option.name}
            {option.hint !== undefined && <span class="soft small block">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A button that says what it is doing, and does it once. It keeps the focus while it is busy. */
export function Busy({
  busy,
  words,
  class: look = "btn primary",
  type = "submit",
  disabled = false,
  onClick,
  children,
}: {
  readonly busy: boolean;
  readonly words: string;
  readonly class?: string;
  readonly type?: "submit" | "button";
  readonly disabled?: boolean;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    <button
      type={type}
      class={`${look} ${busy ? "busy" : ""}`}
      // Not `disabled`: that takes the focus from whoever has just pressed it, to nowhere.
      aria-disabled={busy || disabled}
      data-idle={disabled}
      onClick={(event) => {
        if (busy || disabled) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy ? (
        <>
          <Icon name="star" class="s star" /> {words}
        </>
      ) : (
        children
      )}
    </button>
  );
}

/** A password with the eye beside it. */
export function PasswordField({
  label,
  value,
  onInput,
  autocomplete,
  error,
  hint,
  name = "password",
}: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly autocomplete: "current-password" | "new-password";
  readonly error?: string | undefined;
  readonly hint?: ComponentChildren;
  readonly name?: string;
}) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <div class="secret">
          <input
            class="input"
            type={shown ? "text" : "password"}
            name={name}
            autocomplete={autocomplete}
            autocapitalize="off"
            spellcheck={false}
            maxLength={128}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
            {...control}
          />
          <button type="button" class="btn quiet small" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? "Hide" : "Show"}
            <span class="unseen"> {label.toLowerCase()}</span>
          </button>
        </div>
      )}
    </Field>
  );
}
