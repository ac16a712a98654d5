import type { AccountApi } from "../api/api.ts";

export function SignUpPage(_: { api: AccountApi }) {
  return null;
}
