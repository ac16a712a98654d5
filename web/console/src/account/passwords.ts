import type { Faults } from "../ui/form.tsx";

export const LEAST = 10;
export const MOST = 128;

export interface Rule {
  readonly words: string;
  readonly met: boolean;
}

/** What a new password must be, and whether it is so far. The server also refuses the most common ones. */
export function passwordRules(password: string, email?: string): readonly Rule[] {
  const length = [...password].length;
  const rules = [{ words: `At least ${LEAST} characters`, met: length >= LEAST && length <= MOST }];
  if (email === undefined) return rules;
  return [...rules, { words: "Not your e-mail address", met: password !== "" && password.trim().toLowerCase() !== email.trim().toLowerCase() }];
}

export function passwordFaults(password: string, email?: string): Faults {
  if (password === "") return { "/password": "Choose a password." };
  if ([...password].length > MOST) return { "/password": `That is longer than ${MOST} characters.` };
  const unmet = passwordRules(password, email).filter((rule) => !rule.met);
  return unmet.length === 0 ? {} : { "/password": unmet.map((rule) => `${rule.words}.`).join(" ") };
}
