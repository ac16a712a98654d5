import type { Api, SignedIn } from "@firstbell/protocol";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { formFaults, signInWords } from "./session.ts";

interface Props {
  readonly api: Pick<Api, "signIn">;
  readonly notice?: string | undefined;
  readonly onSignedIn: (signedIn: SignedIn) => void;
}

export function SignIn({ api, notice, onSignedIn }: Props) {
  const [faults, setFaults] = useState<{ email?: string; password?: string }>({});
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => email.current?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const address = email.current?.value ?? "";
    const secret = password.current?.value ?? "";
    const found = formFaults(address, secret);
    setFaults(found);
    setWrong(undefined);
    if (found.email !== undefined) return email.current?.focus();
    if (found.password !== undefined) return password.current?.focus();
    setBusy(true);
    try {
      onSignedIn(await api.signIn(address.trim(), secret));
    } catch (error) {
      setWrong(signInWords(error));
      setBusy(false);
      password.current?.select();
    }
  };

  return (
    <div class="door">
      <main>
        <div class="brand">
          <Icon name="bell" /> Firstbell
        </div>
        <form onSubmit={(event) => void submit(event)} noValidate aria-labelledby={`${id}-title`}>
          <h1 id={`${id}-title`}>Sign in</h1>
          <div role="alert">
            {wrong !== undefined ? <p class="notice">{wrong}</p> : notice !== undefined ? <p class="notice calm">{notice}</p> : null}
          </div>
          <div class="field">
            <label for={`${id}-email`}>
              <b>E-mail</b>
            </label>
            <input
              ref={email}
              id={`${id}-email`}
              class="input"
              type="email"
              name="email"
              autocomplete="username"
              inputMode="email"
              spellcheck={false}
              maxLength={254}
              required
              aria-invalid={faults.email !== undefined}
              aria-describedby={faults.email === undefined ? undefined : `${id}-email-fault`}
            />
            {faults.email !== undefined && (
              <p class="wrong small" id={`${id}-email-fault`}>
                {faults.email}
              </p>
            )}
          </div>
          <div class="field">
            <label for={`${id}-password`}>
              <b>Password</b>
            </label>
            <div class="secret">
              <input
                ref={password}
                id={`${id}-password`}
                class="input"
                type={shown ? "text" : "password"}
                name="password"
                autocomplete="current-password"
                maxLength={128}
                required
                aria-invalid={faults.password !== undefined}
                aria-describedby={faults.password === undefined ? undefined : `${id}-password-fault`}
              />
              <button type="button" class="btn quiet small" aria-pressed={shown} onClick={() => setShown(!shown)}>
                {shown ? "Hide" : "Show"}
                <span class="unseen"> password</span>
              </button>
            </div>
            {faults.password !== undefined && (
              <p class="wrong small" id={`${id}-password-fault`}>
                {faults.password}
              </p>
            )}
          </div>
          <button type="submit" class="btn primary" disabled={busy}>
            {busy ? "Signing in…" : "Sign in"}
          </button>
        </form>
        <p class="small soft foot">Chats ring at every available agent; the first to accept answers.</p>
      </main>
    </div>
  );
}
