import type { BalanceMeant, Organization } from "../../api/shapes.ts";

/** What a reseller does about a customer's money and credits; each asks again with the numbers before it is done. */
export type Act = "add" | "withdraw" | "clear-debt" | "limit" | "give-credits" | "take-credits" | "package" | "fee";

export const ACTS: readonly Act[] = ["add", "withdraw", "clear-debt", "limit", "give-credits", "take-credits", "package", "fee"];

export interface ActProps {
  readonly organization: Organization;
  readonly balance: BalanceMeant;
  readonly onClose: () => void;
  readonly moved: (balance?: BalanceMeant) => void;
}
