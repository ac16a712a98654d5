import { digitsOf } from "../../billing/money.ts";
import { Field, TextField, type Form } from "../../ui/form.tsx";

/** An optional member of what is sent: left out where nothing is said. */
export function said<N extends string>(name: N, text: string): { readonly [one in N]?: string } {
  return text.trim() === "" ? {} : ({ [name]: text.trim() } as { readonly [one in N]: string });
}

export function AmountField({ currency, value, onInput, error, hint }: { currency: string; value: string; onInput: (text: string) => void; error: string | undefined; hint?: string | undefined }) {
  return (
    <Field label={`Amount in ${currency}`} hint={hint ?? (digitsOf(currency) === 0 ? "Whole amounts only." : undefined)} error={error}>
      {(control) => <input class="input num" inputMode="decimal" autocomplete="off" maxLength={24} value={value} onInput={(event) => onInput(event.currentTarget.value)} {...control} />}
    </Field>
  );
}

export function Notes({ form, reference, setReference, memo, setMemo }: { form: Form; reference: string; setReference: (text: string) => void; memo: string; setMemo: (text: string) => void }) {
  return (
    <>
      <TextField label="Reference" optional hint="What the payment is called where it was made, such as the number of a transfer." maxLength={100} value={reference} error={form.fault("/reference")} onInput={setReference} />
      <TextField label="Note" optional hint="Stands in the history, for the customer too." maxLength={200} value={memo} error={form.fault("/memo")} onInput={setMemo} />
    </>
  );
}
