import type { AccountApi } from "../api/api.ts";

export function Forgot(_: { api: AccountApi }) {
  return null;
}
