import { useEffect, useState } from "preact/hooks";
import type { AccountApi } from "../api/api.ts";
import type { ApiProblem } from "../api/problem.ts";
import { useResource } from "../api/resource.ts";
import type { SignUp, Terms } from "../api/shapes.ts";
import { COUNTRIES, countryOf } from "../customers/countries.ts";
import { Busy, Check, FormNotice, SelectField, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Whole } from "../ui/listing.tsx";
import { DoorPage } from "./door.tsx";
import { NewPassword } from "./newpassword.tsx";
import { currencies, guessCountry, signUpFaults, timezones, type SignUpDraft } from "./newcomer.ts";

/** An organization that begins alone. Nothing exists before the mailed link is opened. */
export function SignUpPage({ api }: { api: AccountApi }) {
  const terms = useResource(() => api.terms(), []);
  const [sent, setSent] = useState<string>();
  if (sent !== undefined) return <LookIntoMail email={sent} onAgain={() => setSent(undefined)} />;
  return (
    <DoorPage
      title="Sign up"
      wide
      foot={
        <p>
          Already here? <a href="#/signin">Sign in</a>
        </p>
      }
    >
      <Whole of={terms.state} again={terms.again} noun="the form">
        {(value) => <SignUpForm api={api} terms={value} onSent={setSent} onTermsChanged={terms.again} />}
      </Whole>
    </DoorPage>
  );
}

function SignUpForm({ api, terms, onSent, onTermsChanged }: { api: AccountApi; terms: Terms; onSent: (email: string) => void; onTermsChanged: () => void }) {
  const [draft, setDraft] = useState<SignUpDraft>(() => begun());
  const [accepted, setAccepted] = useState(false);
  useEffect(() => setAccepted(false), [terms.version]);
  const change = (more: Partial<SignUpDraft>) => setDraft({ ...draft, ...more });
  const form = useForm<SignUp, string>({
    read: () => {
      const faults = signUpFaults(draft, accepted);
      if (Object.keys(faults).length > 0) return { faults };
      const { organization, country, currency, timezone, name, email, password } = draft;
      return {
        body: { organization: { name: organization.trim(), country, currency, timezone }, name: name.trim(), email: email.trim(), password, terms: terms.version },
      };
    },
    send: (body, key) => api.signUp(body, key).then(() => body.email),
    done: onSent,
    words: (problem: ApiProblem) => {
      if (!problem.errors.some(({ pointer }) => pointer === "/terms")) return undefined;
      onTermsChanged();
      return "The terms have changed meanwhile. Read them below and accept them again.";
    },
  });
  return (
    <form onSubmit={form.submit} noValidate aria-labelledby="door-title">
      <div>
        <h1 id="door-title">Sign up</h1>
        <p class="soft">Free, for as many agents as you like. Your first chat can ring in five minutes.</p>
      </div>
      <FormNotice form={form} />
      <TextField label="Organization" hint="As your visitors know it." autocomplete="organization" maxLength={80} value={draft.organization} onInput={(organization) => change({ organization })} error={form.fault("/organization/name")} />
      <SelectField
        label="Country"
        autocomplete="country"
        value={draft.country}
        onChange={(country) => change({ country, currency: countryOf(country)?.currency ?? draft.currency, timezone: countryOf(country)?.timezone ?? draft.timezone })}
        options={COUNTRIES.map(({ code, name }) => [code, name] as const)}
        error={form.fault("/organization/country")}
      />
      <div class="two">
        <SelectField label="Currency" hint="Of your invoices, later. It stays." value={draft.currency} onChange={(currency) => change({ currency })} options={currencies()} error={form.fault("/organization/currency")} />
        <SelectField label="Time zone" hint="When your days and months begin." value={draft.timezone} onChange={(timezone) => change({ timezone })} options={timezones(draft.timezone)} error={form.fault("/organization/timezone")} />
      </div>
      <TextField label="Your name" autocomplete="name" maxLength={80} value={draft.name} onInput={(name) => change({ name })} error={form.fault("/name")} />
      <TextField label="E-mail" hint="You sign in with it." type="email" name="email" autocomplete="username" inputMode="email" maxLength={254} value={draft.email} onInput={(email) => change({ email })} error={form.fault("/email")} />
      <NewPassword value={draft.password} onInput={(password) => change({ password })} email={draft.email} error={form.fault("/password")} />
      <div class="terms" tabIndex={0} role="region" aria-label="Terms of use">
        <p>
          <b>Terms of use</b> <span class="soft">of {terms.version}</span>
        </p>
        {terms.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <Check label="I accept these terms for my organization." checked={accepted} onChange={setAccepted} error={form.fault("/terms")} />
      <Busy busy={form.busy} words="Signing up…">
        Sign up
      </Busy>
    </form>
  );
}

function begun(): SignUpDraft {
  const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const country = guessCountry(timezone, navigator.languages);
  return { organization: "", country: country.code, currency: country.currency, timezone: timezone || country.timezone, name: "", email: "", password: "" };
}

function LookIntoMail({ email, onAgain }: { email: string; onAgain: () => void }) {
  return (
    <DoorPage title="Look into your mail" foot={<a href="#/signin">Sign in</a>}>
      <div class="card-like centre">
        <Icon name="mail" class="big" />
        <h1>Look into your mail</h1>
        <p role="status">
          A link is on its way to <b>{email}</b>. Open it on this computer, and your organization is there. It works once, for 24 hours.
        </p>
        <p class="small soft">Nothing there after a few minutes? Look into the spam folder, or check the address.</p>
        <button type="button" class="btn" onClick={onAgain}>
          Change the address
        </button>
      </div>
    </DoorPage>
  );
}
