import { Icon } from "../ui/icon.tsx";
import { PasswordField } from "../ui/form.tsx";
import { passwordRules } from "./passwords.ts";

interface Props {
  readonly label?: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly email?: string;
  readonly error?: string | undefined;
}

/** A new password with its rules, which tick themselves off while one types. */
export function NewPassword({ label = "Password", value, onInput, email, error }: Props) {
  return (
    <PasswordField
      label={label}
      autocomplete="new-password"
      value={value}
      onInput={onInput}
      error={error}
      hint={
        <span class="rules" role="list">
          {passwordRules(value, email).map((rule) => (
            <span role="listitem" class={`rule ${rule.met ? "met" : ""}`} key={rule.words}>
              <Icon name={rule.met ? "tick" : "dash"} class="s" /> {rule.words}
              <span class="unseen">{rule.met ? ": yes" : ": not yet"}</span>
            </span>
          ))}
          <span role="listitem" class="rule">
            Long beats complicated: four words that only you put together are fine.
          </span>
        </span>
      }
    />
  );
}
