import { useState } from "preact/hooks";
import type { BalanceMeant, LedgerItem, Organization, Package } from "../../api/shapes.ts";
import { packageName } from "../../billing/cards.tsx";
import { longDay } from "../../billing/days.ts";
import { countOf, credits, digitsOf, minorOf, money, typed } from "../../billing/money.ts";
import { kindWords, reversalWords } from "../../billing/words.ts";
import { useConsole } from "../../console.ts";
import { Choice, Field, TextField, type Form } from "../../ui/form.tsx";
import { FromTo, PostingDialog } from "./posting.tsx";

/** What a reseller does about a customer's money and credits; each asks again with the numbers before it is done. */
export type Act = "add" | "withdraw" | "clear-debt" | "limit" | "give-credits" | "take-credits" | "package" | "fee";

export const ACTS: readonly Act[] = ["add", "withdraw", "clear-debt", "limit", "give-credits", "take-credits", "package", "fee"];

export interface ActProps {
  readonly organization: Organization;
  readonly balance: BalanceMeant;
  readonly onClose: () => void;
  readonly moved: (balance?: BalanceMeant) => void;
}

interface Money {
  readonly minor: number;
  readonly reference?: string;
  readonly memo?: string;
}

const MONEY = {
  add: { what: "top-up", title: "Add credit", act: "Add", done: "was added.", lead: "You have received it: it is the customer’s credit from now on." },
  withdraw: { what: "withdrawal", title: "Withdraw credit", act: "Withdraw", done: "was withdrawn.", lead: "You have paid it back: the customer’s credit is less by so much." },
  "clear-debt": { what: "debt-payment", title: "Clear the debt", act: "Clear", done: "was received.", lead: "You have received it: the customer owes less by so much." },
} as const;

/** Adds, withdraws, or clears a debt: an amount with a reference and a note. */
export function MoveMoney({ act, organization, balance, onClose, moved }: ActProps & { act: keyof typeof MONEY }) {
  const { api, toasts } = useConsole();
  const { currency, posted, available } = balance.wallet;
  const most = act === "withdraw" ? Math.max(0, available) : act === "clear-debt" ? Math.max(0, -posted) : undefined;
  const [text, setText] = useState(most === undefined || most === 0 ? "" : typed(most, currency));
  const [reference, setReference] = useState("");
  const [memo, setMemo] = useState("");
  const words = MONEY[act];
  const send = { add: api.topUp, withdraw: api.withdraw, "clear-debt": api.payDebt }[act];
  const after = (minor: number) => (act === "withdraw" ? posted - minor : posted + minor);
  return (
    <PostingDialog<Money, unknown>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={words.what}
      title={`${words.title}: ${organization.name}`}
      busyWords="Posting…"
      danger={act === "withdraw"}
      onClose={onClose}
      read={() => {
        const found = minorOf(text, currency);
        if ("fault" in found) return { faults: { "/minor": found.fault } };
        if (most !== undefined && found.minor > most) {
          return { faults: { "/minor": act === "withdraw" ? `Only ${money(most, currency)} is there.` : `Only ${money(most, currency)} is owed.` } };
        }
        return { body: { minor: found.minor, ...said("reference", reference), ...said("memo", memo) } };
      }}
      fields={(form) => (
        <>
          <p>{words.lead}</p>
          <AmountField currency={currency} value={text} onInput={setText} error={form.fault("/minor")} hint={most === undefined ? undefined : act === "withdraw" ? `${money(most, currency)} is there.` : `${money(most, currency)} is owed.`} />
          <Notes form={form} reference={reference} setReference={setReference} memo={memo} setMemo={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            {words.act} <b class="num">{money(body.minor, currency)}</b>
            {body.reference !== undefined && <> ({body.reference})</>} {act === "withdraw" ? "from" : "for"} {organization.name}?
          </p>
          <FromTo name="Balance" from={money(posted, currency)} to={money(after(body.minor), currency)} />
        </>
      )}
      act={(body) => `${words.act} ${money(body.minor, currency)}`}
      send={(body, key) => send(organization.id, body, key)}
      done={(_, body) => {
        toasts.say(`${money(body.minor, currency)} ${words.done}`);
        moved();
      }}
    />
  );
}

function said<N extends string>(name: N, text: string): { readonly [one in N]?: string } {
  return text.trim() === "" ? {} : ({ [name]: text.trim() } as { readonly [one in N]: string });
}

function AmountField({ currency, value, onInput, error, hint }: { currency: string; value: string; onInput: (text: string) => void; error: string | undefined; hint?: string | undefined }) {
  return (
    <Field label={`Amount in ${currency}`} hint={hint ?? (digitsOf(currency) === 0 ? "Whole amounts only." : undefined)} error={error}>
      {(control) => <input class="input num" inputMode="decimal" autocomplete="off" maxLength={24} value={value} onInput={(event) => onInput(event.currentTarget.value)} {...control} />}
    </Field>
  );
}

function Notes({ form, reference, setReference, memo, setMemo }: { form: Form; reference: string; setReference: (text: string) => void; memo: string; setMemo: (text: string) => void }) {
  return (
    <>
      <TextField label="Reference" optional hint="What the payment is called where it was made, such as the number of a transfer." maxLength={100} value={reference} error={form.fault("/reference")} onInput={setReference} />
      <TextField label="Note" optional hint="Stands in the history, for the customer too." maxLength={200} value={memo} error={form.fault("/memo")} onInput={setMemo} />
    </>
  );
}

/** How far a postpaid customer may go into debt. */
export function SetLimit({ organization, balance, onClose, moved }: ActProps) {
  const { api, toasts } = useConsole();
  const { currency, posted, limit = 0 } = balance.wallet;
  const debt = Math.max(0, -posted);
  const [text, setText] = useState(typed(limit, currency));
  return (
    <PostingDialog<{ minor: number }, BalanceMeant>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="limit"
      title={`Credit limit: ${organization.name}`}
      busyWords="Setting…"
      onClose={onClose}
      read={() => {
        const found = /^0+([.,]0*)?$/u.test(text.trim()) ? { minor: 0 } : minorOf(text, currency);
        if ("fault" in found) return { faults: { "/minor": found.fault } };
        return found.minor < debt ? { faults: { "/minor": `${money(debt, currency)} is owed already: clear some of it first.` } } : { body: { minor: found.minor } };
      }}
      fields={(form) => (
        <>
          <p>So far this customer may go into debt. With 0 nothing can be bought on the account.</p>
          <AmountField currency={currency} value={text} onInput={setText} error={form.fault("/minor")} hint={debt === 0 ? "Nothing is owed now." : `${money(debt, currency)} is owed now.`} />
        </>
      )}
      sure={(body) => (
        <>
          <p>Set the credit limit of {organization.name}?</p>
          <FromTo name="Limit" from={money(limit, currency)} to={money(body.minor, currency)} />
        </>
      )}
      act={(body) => `Set to ${money(body.minor, currency)}`}
      send={(body) => api.setCreditLimit(organization.id, body.minor)}
      done={(answer) => {
        toasts.say("The credit limit is set.");
        moved(answer);
      }}
    />
  );
}

interface Given {
  readonly credits: number;
  readonly memo: string;
}

/** Interaction credits by hand: for a trial, or to make good; and back. */
export function MoveCredits({ act, organization, balance, onClose, moved }: ActProps & { act: "give-credits" | "take-credits" }) {
  const { api, toasts } = useConsole();
  const { available, posted } = balance.credits;
  const gives = act === "give-credits";
  const [text, setText] = useState(gives || available <= 0 ? "" : String(available));
  const [memo, setMemo] = useState("");
  return (
    <PostingDialog<Given, unknown>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={act}
      title={`${gives ? "Give" : "Take"} interaction credits: ${organization.name}`}
      busyWords="Posting…"
      danger={!gives}
      onClose={onClose}
      read={() => {
        const found = countOf(text, "credits", 100_000);
        const faults = {
          ...("fault" in found ? { "/credits": found.fault } : !gives && found.count > available ? { "/credits": `Only ${credits(Math.max(0, available))} are free.` } : {}),
          ...(memo.trim() === "" ? { "/memo": "Write why: it stands in the history." } : {}),
        };
        if (Object.keys(faults).length > 0 || "fault" in found) return { faults };
        return { body: { credits: found.count, memo: memo.trim() } };
      }}
      fields={(form) => (
        <>
          <p>{gives ? "Without money: for a trial, or to make good." : "Without money back. Those in use by chats going on now stay."}</p>
          <TextField label="How many" inputMode="numeric" maxLength={6} autocomplete="off" value={text} error={form.fault("/credits")} hint={`${credits(available)} can be used now.`} onInput={setText} />
          <TextField label="Why" maxLength={200} value={memo} error={form.fault("/memo")} hint="Stands in the history, for the customer too." onInput={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            {gives ? "Give" : "Take"} <b>{credits(body.credits)}</b> {gives ? "to" : "from"} {organization.name}? “{body.memo}”
          </p>
          <FromTo name="Credits" from={posted.toLocaleString("en")} to={(posted + (gives ? body.credits : -body.credits)).toLocaleString("en")} />
        </>
      )}
      act={(body) => `${gives ? "Give" : "Take"} ${credits(body.credits)}`}
      send={(body, key) => (gives ? api.grantCredits : api.takeCredits)(organization.id, body, key)}
      done={(_, body) => {
        toasts.say(`${credits(body.credits)} ${gives ? "were given" : "were taken back"}.`);
        moved();
      }}
    />
  );
}

interface Chosen {
  readonly package: Package;
  readonly operators?: "platform" | "reseller";
}

/** Platform or Operations, and whose operators answer. */
export function ChoosePackage({ organization, balance, onClose, moved }: ActProps) {
  const { api, session, toasts } = useConsole();
  const [chosen, setChosen] = useState<Package>(balance.package);
  const [operators, setOperators] = useState<"platform" | "reseller">(balance.operators === undefined || balance.operators === "platform" ? "platform" : "reseller");
  const reseller = session.organization.kind === "reseller" || (organization.parent !== undefined && organization.parent !== "platform");
  return (
    <PostingDialog<Chosen, BalanceMeant>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="package"
      title={`Package: ${organization.name}`}
      busyWords="Setting…"
      onClose={onClose}
      read={() => ({ body: { package: chosen, ...(chosen === "operations" ? { operators } : {}) } })}
      fields={() => (
        <>
          <Choice<Package>
            legend="Package"
            value={chosen}
            options={[
              { value: "platform", name: "Platform", hint: "Without operators: the customer’s own agents answer." },
              { value: "operations", name: "Operations", hint: "Operators answer too, for one interaction credit a chat. Needs the monthly fee and credits." },
            ]}
            onChange={setChosen}
          />
          {chosen === "operations" && reseller && (
            <Choice<"platform" | "reseller">
              legend="Whose operators"
              value={operators}
              options={[
                { value: "platform", name: "Operators of the platform" },
                { value: "reseller", name: session.organization.kind === "reseller" ? `Operators of ${session.organization.name}` : "Operators of the reseller" },
              ]}
              onChange={setOperators}
            />
          )}
        </>
      )}
      sure={(body) => (
        <>
          <FromTo name="Package" from={packageName(balance.package)} to={packageName(body.package)} />
          <p>{body.package === "operations" ? `From the next chat on operators ring too${balance.credits.available > 0 && balance.credits.usableUntil !== undefined ? "" : ", once the monthly fee is paid and there are credits"}.` : "From the next chat on operators do not ring. Credits that are left stay."}</p>
        </>
      )}
      act={(body) => `Set ${packageName(body.package)}`}
      send={(body) => api.setPackage(organization.id, body)}
      done={(answer) => {
        toasts.say(`The package is ${packageName(answer.package)}.`);
        moved(answer);
      }}
    />
  );
}

interface Fee {
  readonly months: number;
  readonly reference?: string;
}

/** The monthly fee came: the credits can be used for so many months more. */
export function RecordFee({ organization, balance, onClose, moved }: ActProps) {
  const { api, toasts } = useConsole();
  const { usableUntil } = balance.credits;
  const [months, setMonths] = useState("1");
  const [reference, setReference] = useState("");
  return (
    <PostingDialog<Fee, { readonly usableUntil: number }>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what="fee"
      title={`Monthly fee: ${organization.name}`}
      busyWords="Posting…"
      onClose={onClose}
      read={() => {
        const found = countOf(months, "months", 12);
        return "fault" in found ? { faults: { "/months": found.fault } } : { body: { months: found.count, ...said("reference", reference) } };
      }}
      words={(problem) => (problem.slug === "no-price" ? problem.detail : undefined)}
      fields={(form) => (
        <>
          <p>You have received the fee of the package {packageName(balance.package)}. {usableUntil === undefined ? "None was paid so far." : `It is paid until ${longDay(usableUntil, organization.timezone)}.`}</p>
          <TextField label="Months" inputMode="numeric" maxLength={2} autocomplete="off" value={months} error={form.fault("/months")} hint="From 1 to 12, counted from the day of the first payment." onInput={setMonths} />
          <TextField label="Reference" optional hint="What the payment is called where it was made." maxLength={100} value={reference} error={form.fault("/reference")} onInput={setReference} />
        </>
      )}
      sure={(body) => (
        <p>
          Record <b>{body.months === 1 ? "one month" : `${body.months} months`}</b> of the fee as paid{body.reference === undefined ? "" : ` (${body.reference})`}? Frozen credits come back with it.
        </p>
      )}
      act={(body) => (body.months === 1 ? "Record one month" : `Record ${body.months} months`)}
      send={(body, key) => api.payFee(organization.id, body, key)}
      done={(answer) => {
        toasts.say(`The fee is paid until ${longDay(answer.usableUntil, organization.timezone)}.`);
        moved();
      }}
    />
  );
}

/** Entries never change: the opposite is posted, and says what it reverses. */
export function Reverse({ organization, item, unit, onClose, moved }: Pick<ActProps, "organization" | "onClose" | "moved"> & { item: LedgerItem; unit: "wallet" | "credits" }) {
  const { api, toasts } = useConsole();
  const [memo, setMemo] = useState("");
  const what = reversalWords(item);
  const sum = unit === "credits" ? credits(Math.abs(item.minor)) : money(Math.abs(item.minor), organization.currency);
  return (
    <PostingDialog<{ memo: string }, unknown>
      organization={organization.id}
      timeZone={organization.timezone}
      doubt={moved}
      what={`reversal ${item.id}`}
      title="Reverse this entry"
      busyWords="Posting…"
      danger
      onClose={onClose}
      read={() => (memo.trim() === "" ? { faults: { "/memo": "Write why: it stands in the history." } } : { body: { memo: memo.trim() } })}
      fields={(form) => (
        <>
          <p>
            {kindWords(item, unit)}, <b class="num">{sum}</b>. An entry is never changed: its opposite is posted, and both stay in the history.
          </p>
          {what !== undefined && <p>{what}</p>}
          <TextField label="Why" maxLength={200} value={memo} error={form.fault("/memo")} hint="Stands in the history, for the customer too." onInput={setMemo} />
        </>
      )}
      sure={(body) => (
        <>
          <p>
            Post the opposite of “{kindWords(item, unit)}, {sum}”? “{body.memo}”
          </p>
          {what !== undefined && <p>{what}</p>}
        </>
      )}
      act={() => "Reverse the entry"}
      send={(body, key) => api.reverse(organization.id, item.id, body.memo, key)}
      done={() => {
        toasts.say("The entry is reversed.");
        moved();
      }}
    />
  );
}
