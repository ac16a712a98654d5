import { useResource } from "../api/resource.ts";
import type { BalanceMeant, Organization } from "../api/shapes.ts";
import { useConsole } from "../console.ts";
import { Whole } from "../ui/listing.tsx";
import { Section } from "../ui/page.tsx";
import { balanceSentence, money } from "./money.ts";
import { pricingName } from "./plans.ts";

const MEANS: Readonly<Record<BalanceMeant["means"], string>> = { credit: "Credit", debt: "Debt", settled: "Settled" };

/** What a customer has or owes. Moving money comes with the ledger; until then nothing here pretends to. */
export function Payment({ organization }: { organization: Organization }) {
  const { api } = useConsole();
  const balance = useResource(() => api.balance(organization.id), [organization.id]);
  return (
    <Section title="Balance" lead={`${pricingName(organization.pricing)}, in ${organization.currency}.`}>
      <Whole of={balance.state} again={balance.again} noun="the balance">
        {({ minor, currency, pricing, means }) => (
          <>
            <p class="amount">
              <b class="num">{money(minor, currency)}</b> <span class="tag">{MEANS[means]}</span>
            </p>
            <p>{balanceSentence(minor, currency, pricing, means)}</p>
            <p class="soft small">
              {pricing === "prepaid"
                ? "Adding and withdrawing credits, and their history, come with the ledger in the next release."
                : "The credit limit, clearing a debt, and their history come with the ledger in the next release."}
            </p>
          </>
        )}
      </Whole>
    </Section>
  );
}
