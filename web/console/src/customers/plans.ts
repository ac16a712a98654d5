/** The plans by the names people know; what each allows is the server's data. */
export const PLANS = ["free", "team", "business", "business-maximumon"] as const;

const NAMES: Readonly<Record<string, string>> = {
  free: "Free",
  team: "Team",
  business: "Business",
  "business-maximumon": "Business with MaximumOn",
};

/** A plan that this console does not know is shown by its own id. */
export function planName(plan: string): string {
  return NAMES[plan] ?? plan;
}

export const STATES = ["active", "suspended"] as const;
export const PRICINGS = ["prepaid", "postpaid"] as const;

const STATE_NAMES: Readonly<Record<string, string>> = { active: "Active", suspended: "Suspended", deleted: "Deleted" };

export function stateName(state: string): string {
  return STATE_NAMES[state] ?? state;
}

export function pricingName(pricing: string): string {
  return pricing === "postpaid" ? "Postpaid" : pricing === "prepaid" ? "Prepaid" : pricing;
}
