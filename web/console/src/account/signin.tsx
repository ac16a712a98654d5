import { useEffect, useRef, useState } from "preact/hooks";
import type { AccountApi } from "../api/api.ts";
import { asProblem } from "../api/problem.ts";
import type { SignedIn } from "../api/shapes.ts";
import { doorOf, formFaults, signInWords } from "../session/session.ts";
import { Busy, PasswordField, TextField } from "../ui/form.tsx";
import { DoorPage } from "./door.tsx";

interface Props {
  readonly api: Pick<AccountApi, "signIn">;
  readonly computer: string;
  readonly notice?: string | undefined;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  /** The password is right, and the account is closed: a page of its own says why. */
  readonly onShut: (error: unknown) => void;
}

export function SignIn({ api, computer, notice, onSignedIn, onShut }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [faults, setFaults] = useState<{ email?: string; password?: string }>({});
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (name: string) => form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
  useEffect(() => focus("email"), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    // A password manager may have filled the fields without telling the page.
    const said = new FormData(form.current as HTMLFormElement);
    const address = String(said.get("email") ?? email).trim();
    const secret = String(said.get("password") ?? password);
    const found = formFaults(address, secret);
    setFaults(found);
    setWrong(undefined);
    if (found.email !== undefined) return focus("email");
    if (found.password !== undefined) return focus("password");
    setBusy(true);
    try {
      onSignedIn(await api.signIn(address, secret, computer));
    } catch (error) {
      if (doorOf(asProblem(error)).kind === "shut") return onShut(error);
      setWrong(signInWords(error));
      setBusy(false);
      form.current?.querySelector<HTMLInputElement>("[name=password]")?.select();
    }
  };

  return (
    <DoorPage
      title="Sign in"
      foot={
        <>
          <p>
            New here? <a href="#/signup">Sign up your organization</a>
          </p>
          <p>Invited? Open the link in your mail.</p>
        </>
      }
    >
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-labelledby="door-title">
        <h1 id="door-title">Sign in</h1>
        <div role="alert">
          {wrong !== undefined ? <p class="notice">{wrong}</p> : notice !== undefined ? <p class="notice calm">{notice}</p> : null}
        </div>
        <TextField label="E-mail" type="email" name="email" autocomplete="username" inputMode="email" maxLength={254} value={email} onInput={setEmail} error={faults.email} />
        <PasswordField label="Password" autocomplete="current-password" value={password} onInput={setPassword} error={faults.password} />
        <Busy busy={busy} words="Signing in…">
          Sign in
        </Busy>
        <p class="small under">
          <a href="#/forgot">Forgot your password?</a>
        </p>
      </form>
    </DoorPage>
  );
}
