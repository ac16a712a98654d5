import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { BalanceMeant, Entitlements } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Busy, Field, FormNotice, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/page.tsx";
import { useUnsaved } from "../ui/unsaved.ts";
import { longDay, monthWords, nextMonthDay } from "./days.ts";
import { Meter } from "./entitled.tsx";
import { fullness } from "./entitlement.ts";
import { countOf } from "./money.ts";
import { creditSentence, walletFigure, walletSentence, walletWord } from "./words.ts";

/** The money between an organization and its reseller; `children` are what may be done about it. */
export function WalletCard({ balance, children }: { balance: BalanceMeant; children?: ComponentChildren }) {
  const word = walletWord(balance);
  return (
    <Section title="Balance">
      <p class="amount">
        <b class="num">{walletFigure(balance)}</b> <span class={`tag ${word === "Owed" ? "bad" : word === "Credit" ? "good" : ""}`}>{word}</span>
      </p>
      <p class="soft">{walletSentence(balance)}</p>
      {children}
    </Section>
  );
}

const STATES = { ok: undefined, low: "Low", gone: "None left", frozen: "Frozen" } as const;

/** The interaction credits: how many, in use, until when the fee is paid; frozen and why. */
export function CreditsCard({ balance, timeZone, children }: { balance: BalanceMeant; timeZone?: string | undefined; children?: ComponentChildren }) {
  const { credits: held } = balance;
  const operations = balance.package === "operations";
  const state = operations ? STATES[held.state] : undefined;
  return (
    <Section title="Interaction credits">
      <p class="amount">
        <b class="num">{held.available.toLocaleString("en")}</b> <span class="soft">available</span>{" "}
        {state !== undefined && (
          <span class={`tag ${held.state === "low" ? "" : "bad"}`}>
            {held.state === "frozen" && <Icon name="snow" class="s" />}
            {state}
          </span>
        )}
      </p>
      <p class="soft">
        {operations ? creditSentence(held, timeZone) : "They are for the Operations package, where operators answer too: one for each chat that an operator answers. On the Platform package none is used."}
      </p>
      {(operations || held.posted !== 0) && (
        <dl class="facts">
          <dt>In use</dt>
          <dd class="num">
            {held.reserved.toLocaleString("en")}
            {held.reserved > 0 && <span class="soft"> by chats going on now</span>}
          </dd>
          {operations && (
            <>
              <dt>Monthly fee</dt>
              <dd>{held.usableUntil === undefined ? "Not paid" : held.state === "frozen" ? `Was paid until ${longDay(held.usableUntil, timeZone)}` : `Paid until ${longDay(held.usableUntil, timeZone)}`}</dd>
            </>
          )}
        </dl>
      )}
      {children}
    </Section>
  );
}

/** From how many credits on the administrators are told by mail. */
export function ThresholdForm({ organization, balance, done }: { organization: string; balance: BalanceMeant; done: (balance: BalanceMeant) => void }) {
  const { api, toasts } = useConsole();
  const { threshold } = balance.credits;
  const [text, setText] = useState(String(threshold));
  useUnsaved(text !== String(threshold));
  const form = useForm({
    read: () => {
      const found = countOf(text, "credits", 100_000, 0);
      return "fault" in found ? { faults: { "/threshold": found.fault } } : { body: { threshold: found.count } };
    },
    send: (body) => api.setThreshold(organization, body.threshold),
    done: (answer) => {
      done(answer);
      toasts.say(answer.credits.threshold === 0 ? "No mail is sent when few are left; one still is when none is." : "The threshold is saved.");
    },
  });
  return (
    <form class="threshold" onSubmit={form.submit} noValidate aria-label="Low-credit threshold">
      <FormNotice form={form} />
      <Field
        label="Tell us by mail below"
        hint={threshold === 0 ? "0: no mail when few are left. When none is left, a mail comes in any case." : "Credits. One mail below it and one at none, each with a link to buy more. What is reserved for a chat that goes on counts as left."}
        error={form.fault("/threshold")}
      >
        {(control) => (
          <div class="beside">
            <input class="input num" inputMode="numeric" value={text} maxLength={6} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} {...control} />
            <Busy class="btn" busy={form.busy} words="Saving…" disabled={text.trim() === String(threshold)}>
              Save
            </Busy>
          </div>
        )}
      </Field>
    </form>
  );
}

const PACKAGES = {
  platform: { name: "Platform", text: "The chat without operators: your own agents answer." },
  operations: { name: "Operations", text: "Operators answer beside your own agents, for one interaction credit a chat." },
} as const;

export function packageName(chosen: BalanceMeant["package"]): string {
  return PACKAGES[chosen].name;
}

export function PackageCard({ balance, children }: { balance: BalanceMeant; children?: ComponentChildren }) {
  const known = PACKAGES[balance.package];
  return (
    <Section title="Package">
      <p class="amount">
        <b>{known.name}</b>
      </p>
      <p class="soft">
        {known.text}
        {balance.package === "operations" && balance.operators !== undefined && (balance.operators === "platform" ? " The operators are the platform’s." : " The operators are the reseller’s.")}
      </p>
      {children}
    </Section>
  );
}

/** "3 of 500 chats used", large. */
export function ChatsCard({ entitlements }: { entitlements: Entitlements }) {
  const { chats } = entitlements;
  return (
    <Section title={`Chats of ${monthWords(chats.month)}`}>
      <p class="amount">
        <b class="num">{chats.used.toLocaleString("en")}</b> {chats.of !== undefined && <span class="soft num">of {chats.of.toLocaleString("en")} used</span>}
        {chats.state === "used-up" && <span class="tag bad">Used up</span>}
      </p>
      <Meter full={fullness(entitlements)} tone={chats.state === "used-up" ? "serious" : "calm"} />
      <p class="soft">
        {chats.of === undefined ? "Your plan sets no end to them." : chats.state === "used-up" ? "Visitors are asked to leave a message." : "Shared by all agents."} The count begins anew on {nextMonthDay(chats.month)}.
      </p>
    </Section>
  );
}
