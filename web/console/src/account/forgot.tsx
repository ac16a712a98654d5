import { useState } from "preact/hooks";
import type { AccountApi } from "../api/api.ts";
import { emailFault } from "../session/session.ts";
import { Busy, FormNotice, TextField, useForm } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { DoorPage } from "./door.tsx";

/** Mails a link to choose a new password. Says the same whether or not the address is known. */
export function Forgot({ api }: { api: AccountApi }) {
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState<string>();
  const form = useForm({
    read: () => {
      const fault = emailFault(email);
      return fault === undefined ? { body: email.trim() } : { faults: { "/email": fault } };
    },
    send: (body) => api.askReset(body).then(() => body),
    done: (address: string) => setSent(address),
  });
  if (sent !== undefined) {
    return (
      <DoorPage title="Look into your mail" foot={<a href="#/signin">Back to sign in</a>}>
        <div class="card-like centre">
          <Icon name="mail" class="big" />
          <h1>Look into your mail</h1>
          <p role="status">
            If <b>{sent}</b> belongs to an account, a link to choose a new password is on its way. It works once, for one hour.
          </p>
          <p class="small soft">Nothing there after a few minutes? Look into the spam folder, or check that this is the address you sign in with.</p>
          <button type="button" class="btn" onClick={() => setSent(undefined)}>
            Try another address
          </button>
        </div>
      </DoorPage>
    );
  }
  return (
    <DoorPage title="Forgot your password" foot={<a href="#/signin">Back to sign in</a>}>
      <form onSubmit={form.submit} noValidate aria-labelledby="door-title">
        <h1 id="door-title">Forgot your password?</h1>
        <p class="soft">We mail you a link by which you choose a new one.</p>
        <FormNotice form={form} />
        <TextField label="E-mail" type="email" name="email" autocomplete="username" inputMode="email" maxLength={254} value={email} onInput={setEmail} error={form.fault("/email")} />
        <Busy busy={form.busy} words="Sending…">
          Mail me the link
        </Busy>
      </form>
    </DoorPage>
  );
}
